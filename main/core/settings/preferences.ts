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

/** What the person has asked of notifications on this computer. */
export interface NotifyRules extends Pick<Settings, 'notify' | 'sound' | 'previewText'> {
  paused: boolean;
}

export interface PreferencesDeps {
  clock: Clock;
  settings: SettingsStore;
  desktop: Desktop;
  /** The operating system's language, BCP 47. */
  locale: string;
  /** What the administrator has laid down. */
  policy: Pick<Policy, 'defaults' | 'locked'>;
  /** Something that the window shows has changed. */
  onChange: (change: SettingsChange) => void;
}

export type Preferences = ReturnType<typeof createPreferences>;

/**
 * What holds on this computer, and whether notifications are paused: what the administrator has locked, else what the
 * person has chosen, else the administrator's defaults, else the app's. Each change is stored and applied at once; what
 * nobody chose is not stored, so that a policy that comes later counts.
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
    /** What the person cannot change. */
    locked: (): SettingKey[] => locked,
    language,
    /** In the language of the moment. */
    say,
    pausedUntil: pause.until,
    rules,
    /** No sound, whatever the notification is about. */
    isSilent: (): boolean => !settings.sound || rules().paused,
    /** @throws SettingLocked, and then nothing of the change counts; NotSaved, and then it counts until the app ends */
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
    /** @throws NotSaved, and then it counts until the app ends; as `unpause` */
    pause: pause.begin,
    unpause: pause.end,
    stop: pause.stop,
  };
}
