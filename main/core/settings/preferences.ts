import * as v from 'valibot';
import { NotSaved, SettingLocked } from '../errors.ts';
import { type Say, words } from '../i18n/index.ts';
import {
  DEFAULT_SETTINGS,
  type Language,
  parseChoices,
  resolveLanguage,
  SettingKey,
  Settings,
  SettingsChange,
} from '../model/settings.ts';
import type { Clock, Desktop, SettingsStore } from '../ports.ts';
import { createPause } from './pause.ts';
import type { Policy } from './policy.ts';

const SETTINGS = 'settings';

/** The user's settings for notifications on this computer. */
export interface NotifyRules extends Pick<Settings, 'notify' | 'sound' | 'previewText'> {
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
 * The settings that apply on this computer, and the pause of notifications. The administrator's locked values take
 * precedence, then the user's choices, then the administrator's defaults, then the app's. Each change is stored and
 * applied at once. Only the user's choices are stored, so that a later policy counts.
 */
export function createPreferences({ clock, settings: store, desktop, locale, policy, onChange }: PreferencesDeps) {
  let chosen: SettingsChange = parseChoices(store.read(SETTINGS));
  const effective = (): Settings =>
    v.parse(Settings, { ...DEFAULT_SETTINGS, ...policy.defaults, ...chosen, ...policy.locked });
  let settings = effective();
  const locked = SettingKey.options.filter((key) => key in policy.locked);
  const pause = createPause(clock, store, () => onChange({}));
  desktop.apply(settings);
  desktop.watch(() => onChange({}));

  const language = (): Language => resolveLanguage(settings.language, locale);
  const say: Say = (key, values) => words(language())(key, values);

  const rules = (): NotifyRules => ({ ...settings, paused: pause.until() !== null });

  return {
    settings: (): Settings => settings,
    /** The settings that the user cannot change. */
    locked: (): SettingKey[] => locked,
    language,
    /** Returns a text in the current language. */
    say,
    pausedUntil: pause.until,
    rules,
    /** Whether every notification must be silent. */
    isSilent: (): boolean => !settings.sound || rules().paused,
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
      onChange(change);
      if (!isSaved) throw new NotSaved('a setting');
    },
    /** @throws NotSaved, and then the pause lasts until the app ends; the same holds for `unpause` */
    pause: pause.begin,
    unpause: pause.end,
    stop: pause.stop,
  };
}
