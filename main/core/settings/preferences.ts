import * as v from 'valibot';
import { NotSaved, SettingLocked } from '../errors.ts';
import { type Say, words } from '../i18n/index.ts';
import { nextQuietChange, quietUntil } from '../model/quiet-hours.ts';
import {
  type Language,
  parseChoices,
  resolveLanguage,
  SettingKey,
  type Settings,
  SettingsChange,
  settingsInForce,
} from '../model/settings.ts';
import type { Clock, Desktop, SettingsStore } from '../ports.ts';
import { createFilterMemory } from './filter-memory.ts';
import { createPause } from './pause.ts';
import type { Policy } from './policy.ts';

const SETTINGS = 'settings';

/** The user's settings for notifications on this computer. */
export interface NotifyRules extends Pick<Settings, 'notify' | 'sound' | 'previewText'> {
  /** Strangers may read the screen: notifications and the card of calls show only what is free of texts and callers. */
  textFree: boolean;
  /** Nothing may ring: there is a pause, quiet hours hold, or another user's session is in front. */
  paused: boolean;
}

export interface PreferencesDeps {
  clock: Clock;
  settings: SettingsStore;
  desktop: Desktop;
  /** The operating system's language, BCP 47. */
  locale: string;
  /** The administrator's policy. */
  policy: Pick<Policy, 'defaults' | 'locked'>;
  /** A setting or the pause has changed. */
  onChange: (change: SettingsChange) => void;
}

export type Preferences = ReturnType<typeof createPreferences>;

/**
 * The settings that apply on this computer, and the pause of notifications. Each change is stored and applied at once.
 * Only the user's choices are stored, so that a later policy counts.
 */
export function createPreferences({ clock, settings: store, desktop, locale, policy, onChange }: PreferencesDeps) {
  let chosen: SettingsChange = parseChoices(store.read(SETTINGS));
  const effective = (): Settings => settingsInForce(policy, chosen);
  let settings = effective();
  const locked = SettingKey.options.filter((key) => key in policy.locked);
  const pause = createPause(clock, store, () => onChange({}));
  let isScreenLocked = false;
  let isIdle = false;
  let isOnWall = false;
  let isInBackground = false;
  let cancelQuietTimer = (): void => {};
  const filterMemory = createFilterMemory({
    clock,
    store,
    isNarrowed: () => (chosen.filter ?? 'all') !== 'all',
    forget: forgetFilter,
  });
  desktop.apply(settings);
  desktop.watch(() => onChange({}));

  /** The administrator's default counts again. When the disk refuses, the next start forgets the filter. */
  function forgetFilter(): void {
    const { filter: _, ...rest } = chosen;
    chosen = rest;
    settings = effective();
    store.write(SETTINGS, chosen);
    onChange({ filter: settings.filter });
  }

  const language = (): Language => resolveLanguage(settings.language, locale);
  const say: Say = (key, values) => words(language())(key, values);

  const quietEnd = (): number | null => quietUntil(settings.quietHours, clock.now());
  watchQuietHours();

  /** No person is at the PC, as far as the system reports that. */
  const isUnattended = (): boolean => isScreenLocked || (settings.station && isIdle);

  /** Strangers may read the screen: an unattended one, and one with the wall display. */
  const hidesTexts = (): boolean => (isUnattended() && !settings.textWhenLocked) || (isOnWall && !settings.wallText);

  const isPaused = (): boolean => pause.until() !== null || quietEnd() !== null;

  const rules = (): NotifyRules => ({
    ...settings,
    previewText: settings.previewText && !hidesTexts(),
    textFree: hidesTexts(),
    paused: isPaused() || isInBackground,
  });

  /** The rules are asked for each list; this only keeps window and tray up to date. */
  function watchQuietHours(): void {
    cancelQuietTimer();
    const next = nextQuietChange(settings.quietHours, clock.now());
    if (next === null) return;
    const before = quietEnd();
    cancelQuietTimer = clock.after(next - clock.now(), () => {
      watchQuietHours();
      if (quietEnd() !== before) onChange({});
    });
  }

  return {
    settings: (): Settings => settings,
    /** The settings that the user cannot change. */
    locked: (): SettingKey[] => locked,
    language,
    /** Returns a text in the current language. */
    say,
    pausedUntil: pause.until,
    /** The end of the quiet hours that hold now, milliseconds since 1970; null: there are none. */
    quietUntil: quietEnd,
    rules,
    /** Whether every notification must be silent. */
    isSilent: (): boolean => !settings.sound || rules().paused,
    /**
     * Whether the warning that the app hears no alarms must be silent. In station mode, it sounds like an alarm. Like an
     * alarm, it sounds in each session, whichever is in front.
     */
    isWarningSilent: (): boolean => (!settings.sound && !settings.station) || isPaused(),
    /**
     * @throws SettingLocked when a setting is locked, and then nothing changes; NotSaved, and then the change lasts
     * until the app ends
     */
    change(change: SettingsChange): void {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const refused = locked.find((key) => change[key] !== undefined);
      if (refused) throw new SettingLocked(refused);
      chosen = v.parse(SettingsChange, { ...chosen, ...Object.fromEntries(given) });
      settings = effective();
      const isSaved = store.write(SETTINGS, chosen);
      desktop.apply(settings);
      watchQuietHours();
      if (change.filter !== undefined) filterMemory.chosen();
      onChange(change);
      if (!isSaved) throw new NotSaved('a setting');
    },
    /** What the user has chosen, without the administrator's values and defaults. */
    choices: (): SettingsChange => chosen,
    /** Replaces all of that, locked settings included, which apply all the same. @throws NotSaved */
    replaceChoices(choices: SettingsChange): void {
      const before = settings;
      chosen = choices;
      settings = effective();
      const isSaved = store.write(SETTINGS, chosen);
      desktop.apply(settings);
      watchQuietHours();
      const changed = SettingKey.options.filter((key) => settings[key] !== before[key]);
      onChange(Object.fromEntries(changed.map((key) => [key, settings[key]])));
      if (!isSaved) throw new NotSaved('the settings');
    },
    /** @throws NotSaved, and then the pause lasts until the app ends; the same holds for `unpause` */
    pause: pause.begin,
    unpause: pause.end,
    /** No person is at the PC, as far as the system reports that. */
    isUnattended,
    /** Whether notifications must show no texts now, whatever else the user has chosen. */
    hidesTexts,
    /** Whether the window must show no texts of messages, because station mode is on and no person is at the PC. */
    hidesPreviews: (): boolean => settings.station && isUnattended() && !settings.textWhenLocked,
    /** No person has used the computer for some minutes. */
    setIdle(idle: boolean): void {
      isIdle = idle;
    },
    setScreenLocked(locked: boolean): void {
      isScreenLocked = locked;
    },
    /** The wall display has appeared or gone. */
    setOnWall(on: boolean): void {
      isOnWall = on;
    },
    /** Another user's session is in front (fast user switching), or ours is so again. */
    setInBackground(inBackground: boolean): void {
      isInBackground = inBackground;
    },
    /** The window is shown. */
    look: filterMemory.look,
    /** The window is hidden. */
    unlook: filterMemory.unlook,
    /** The computer is awake again. */
    wake: filterMemory.check,
    stop(): void {
      filterMemory.stop();
      pause.stop();
      cancelQuietTimer();
    },
  };
}
