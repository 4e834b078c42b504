import * as v from 'valibot';
import { type Say, words } from './i18n/index.ts';
import { type Language, parseSettings, resolveLanguage, Settings, type SettingsChange } from './model/settings.ts';
import { createPause } from './pause.ts';
import type { Clock, Desktop, SettingsStore } from './ports.ts';
import type { NotifyRules } from './sync/notify-rules.ts';

const SETTINGS = 'settings';

export interface PreferencesDeps {
  clock: Clock;
  settings: SettingsStore;
  desktop: Desktop;
  /** The operating system's language, BCP 47. */
  locale: string;
  /** Something that the window shows has changed. */
  onChange: (change: SettingsChange) => void;
}

export type Preferences = ReturnType<typeof createPreferences>;

/** What the person has set on this computer, and whether notifications are paused. Each change is stored and applied at once. */
export function createPreferences({ clock, settings: store, desktop, locale, onChange }: PreferencesDeps) {
  let settings: Settings = parseSettings(store.read(SETTINGS));
  const pause = createPause(clock, store, () => onChange({}));
  desktop.apply(settings);

  const language = (): Language => resolveLanguage(settings.language, locale);
  const say: Say = (key, values) => words(language())(key, values);

  const rules = (): NotifyRules => ({ ...settings, paused: pause.until() !== null });

  return {
    settings: (): Settings => settings,
    language,
    /** In the language of the moment. */
    say,
    pausedUntil: pause.until,
    rules,
    /** No sound, whatever the notification is about. */
    isSilent: (): boolean => !settings.sound || rules().paused,
    change(change: SettingsChange): void {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      settings = v.parse(Settings, { ...settings, ...Object.fromEntries(given) });
      store.write(SETTINGS, settings);
      desktop.apply(settings);
      onChange(change);
    },
    pause: pause.begin,
    unpause: pause.end,
    stop: pause.stop,
  };
}
