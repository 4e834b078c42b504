import * as v from 'valibot';

export const Language = v.picklist(['de', 'en']);
export type Language = v.InferOutput<typeof Language>;

/** Browsers that the app knows how to start; which of them are there, the device tells. */
export const Browser = v.picklist(['firefox', 'chrome', 'chromium', 'edge', 'brave', 'safari']);
export type Browser = v.InferOutput<typeof Browser>;

/** Keys that show the window from anywhere, as Electron writes accelerators. */
export const Shortcut = v.picklist([
  'CommandOrControl+Shift+Space',
  'CommandOrControl+Shift+K',
  'CommandOrControl+Shift+M',
  'CommandOrControl+Alt+Space',
  'CommandOrControl+Alt+K',
  'CommandOrControl+Alt+M',
]);
export type Shortcut = v.InferOutput<typeof Shortcut>;

/** The values that each setting may have. */
const values = {
  /** `system` follows the operating system's language. */
  language: v.picklist(['system', 'de', 'en']),
  theme: v.picklist(['system', 'light', 'dark']),
  /** Starts with the operating system's session. */
  autostart: v.boolean(),
  /**
   * What rings. `talk`: as each conversation is set in Talk; `all`: every conversation, muted ones included;
   * `mentions`: direct conversations and mentions, but nothing of muted ones; `off`: nothing.
   */
  notify: v.picklist(['all', 'talk', 'mentions', 'off']),
  sound: v.boolean(),
  /** Notifications tell what was written; else only where. */
  previewText: v.boolean(),
  /** How many conversations the window shows before "show all". */
  compact: v.picklist([3, 5, 'all']),
  /** Seconds between two questions to a server without push. */
  pollSeconds: v.picklist([15, 30, 60, 120, 300]),
  /** The window goes away when another one gets the focus. */
  hideOnBlur: v.boolean(),
  openWith: v.picklist(['system', ...Browser.options]),
  shortcut: v.picklist(['off', ...Shortcut.options]),
  /** What the list is narrowed to. */
  filter: v.picklist(['all', 'unread', 'mentions', 'favourites']),
};

export const Settings = v.strictObject(values);
export type Settings = v.InferOutput<typeof Settings>;

/** Some of the settings, as a person changes them: one at a time, usually. */
export const SettingsChange = v.partial(Settings);
export type SettingsChange = v.InferOutput<typeof SettingsChange>;

export const SettingKey = v.keyof(Settings);
export type SettingKey = v.InferOutput<typeof SettingKey>;

export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  autostart: false,
  notify: 'talk',
  sound: true,
  previewText: true,
  compact: 'all',
  pollSeconds: 30,
  hideOnBlur: true,
  openWith: 'system',
  shortcut: 'off',
  filter: 'all',
};

/**
 * What a person has chosen, from whatever a file holds; never throws. Each value counts on its own: nonsense and what
 * is unknown are left out.
 */
export function parseChoices(raw: unknown): SettingsChange {
  const known = typeof raw === 'object' && raw !== null ? raw : {};
  const right = SettingKey.options.flatMap((key) => {
    const value: unknown = Object.hasOwn(known, key) ? Reflect.get(known, key) : undefined;
    return value !== undefined && v.is(values[key], value) ? [[key, value]] : [];
  });
  return v.parse(SettingsChange, Object.fromEntries(right));
}

/** The same with the defaults where nothing was chosen. */
export const parseSettings = (raw: unknown): Settings =>
  v.parse(Settings, { ...DEFAULT_SETTINGS, ...parseChoices(raw) });

/**
 * The language to speak: the setting, else the operating system's, else English.
 * @param locale BCP 47, for example `de-AT`
 */
export const resolveLanguage = (setting: Settings['language'], locale: string): Language =>
  setting === 'system' ? (/^de\b/i.test(locale) ? 'de' : 'en') : setting;
