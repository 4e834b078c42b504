import * as v from 'valibot';
import { CompanionId, NotifyingCompanion } from './companion.ts';
import { ALWAYS_ON, NO_QUIET_HOURS, QuietHours, quietUntil, WEEKDAYS, WeeklyChoice } from './quiet-hours.ts';

export const Language = v.picklist(['de', 'en']);
export type Language = v.InferOutput<typeof Language>;

/** The browsers that the app can start; `Device` says which are installed. */
export const Browser = v.picklist(['firefox', 'chrome', 'chromium', 'edge', 'brave', 'safari']);
export type Browser = v.InferOutput<typeof Browser>;

/** Shortcuts that show the window from anywhere, in the form of Electron's accelerators. */
export const Shortcut = v.picklist([
  'CommandOrControl+Shift+Space',
  'CommandOrControl+Shift+K',
  'CommandOrControl+Shift+M',
  'CommandOrControl+Alt+Space',
  'CommandOrControl+Alt+K',
  'CommandOrControl+Alt+M',
]);
export type Shortcut = v.InferOutput<typeof Shortcut>;

/** The sounds of an alarm; a script makes them (build/sounds.ts). */
export const AlarmSound = v.picklist(['gong', 'pager', 'siren']);
export type AlarmSound = v.InferOutput<typeof AlarmSound>;

/** The sizes of the window's text, in percent; the zoom keys step through them. */
export const TextSize = v.picklist([50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300]);
export type TextSize = v.InferOutput<typeof TextSize>;

/** The values that each setting may have. */
const values = {
  /** `system` follows the operating system's language. */
  language: v.picklist(['system', 'de', 'en']),
  theme: v.picklist(['system', 'light', 'dark']),
  /** The colours of the tray icon. `system`: coloured, and a template image in the menu bar of macOS. */
  trayIcon: v.picklist(['system', 'colour', 'mono', 'contrast']),
  /** Starts the app with the operating system's session. */
  autostart: v.boolean(),
  /**
   * Which messages ring. `talk`: as each conversation is set in Talk; `all`: every conversation, even muted ones;
   * `mentions`: direct conversations and mentions, but nothing from muted ones; `off`: none.
   */
  notify: v.picklist(['all', 'talk', 'mentions', 'off']),
  sound: v.boolean(),
  /** Notifications contain the message's text; otherwise only the conversation. */
  previewText: v.boolean(),
  /** The same while the screen is locked; without effect where the system does not report that. */
  textWhenLocked: v.boolean(),
  /** Calls of conversations of two ring with a card and a tone; otherwise a notification announces them. */
  ringCalls: v.boolean(),
  /** The calls of groups ring as well. Without effect while `ringCalls` is off. */
  ringGroupCalls: v.boolean(),
  /** Nothing rings in these hours. */
  quietHours: QuietHours,
  /** How many conversations the window shows before "show all". */
  compact: v.picklist([3, 5, 'all']),
  /** Seconds between two requests to a server without push. */
  pollSeconds: v.picklist([15, 30, 60, 120, 300]),
  /** The window hides when another window gets the focus. */
  hideOnBlur: v.boolean(),
  /** The window grows with its text, in percent. */
  textSize: TextSize,
  /** The height to which the user has dragged the window, in CSS pixels of its page; null: it follows `compact`. */
  windowHeight: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(10_000))),
  /** The sound of alarms, whatever the administrator's own file is. */
  alarmSound: AlarmSound,
  /** The name of the loudspeaker that plays alarms; empty: the system's. */
  alarmOutput: v.pipe(v.string(), v.maxLength(500)),
  /** For how long an alarm rings at first, in minutes. */
  alarmRingMinutes: v.picklist([1, 2, 5, 10, 15, 30]),
  /** After how many minutes it rings again, … */
  alarmAgainMinutes: v.picklist([2, 5, 10, 15, 30]),
  /** … until the alarm is so many hours old. */
  alarmHours: v.picklist([1, 2, 4, 8, 12]),
  /** Reading an alarm on another device acknowledges it. */
  alarmReadElsewhere: v.boolean(),
  /** The card, the window and the notifications show the text of alarms. */
  alarmText: v.boolean(),
  /** Acknowledging adds this reaction to the message. */
  alarmReaction: v.picklist(['off', '👍', '✅', '👀', '👌', '🚒']),
  /** Acknowledging posts this line; empty: none. The window does not offer it. */
  alarmLine: v.pipe(v.string(), v.maxLength(200)),
  /** The last alarms are kept, without text and persons. */
  alarmLog: v.boolean(),
  /** When each week the app tests the way of an alarm by itself. */
  weeklyProbe: WeeklyChoice,
  /** The wall display opens when the app starts. */
  wallAtStart: v.boolean(),
  /** The wall display shows the text of messages, except in sensitive conversations. */
  wallText: v.boolean(),
  /** The screen does not sleep while it shows the wall display. */
  wallAwake: v.boolean(),
  /**
   * The PC of a station: the app starts with the session and again after a crash, hides texts while no person is at the
   * PC, keeps the display on, and asks for the PIN.
   */
  station: v.boolean(),
  /** When station mode keeps the display on. */
  displayHours: QuietHours,
  openWith: v.picklist(['system', ...Browser.options]),
  shortcut: v.picklist(['off', ...Shortcut.options]),
  /** The other apps of the Nextcloud that the window shows; all others are not asked anything. */
  companions: v.pipe(v.array(CompanionId), v.maxLength(20)),
  /** Those of them that notify of something new; without effect where they are off. */
  companionNotifications: v.pipe(v.array(NotifyingCompanion), v.maxLength(20)),
  /** The ids of the dashboard's widgets that the window shows. */
  widgets: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(20)),
  /** The filter of the list. */
  filter: v.picklist(['all', 'unread', 'mentions', 'favourites']),
};

export const Settings = v.strictObject(values);
export type Settings = v.InferOutput<typeof Settings>;

/** A change of some settings, usually of a single one. */
export const SettingsChange = v.partial(Settings);
export type SettingsChange = v.InferOutput<typeof SettingsChange>;

export const SettingKey = v.keyof(Settings);
export type SettingKey = v.InferOutput<typeof SettingKey>;

export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  trayIcon: 'system',
  autostart: false,
  notify: 'talk',
  sound: true,
  previewText: true,
  textWhenLocked: true,
  ringCalls: true,
  ringGroupCalls: false,
  quietHours: NO_QUIET_HOURS,
  compact: 'all',
  pollSeconds: 30,
  hideOnBlur: true,
  textSize: 100,
  windowHeight: null,
  alarmSound: 'gong',
  alarmOutput: '',
  alarmRingMinutes: 10,
  alarmAgainMinutes: 5,
  alarmHours: 2,
  alarmReadElsewhere: false,
  alarmText: true,
  alarmReaction: 'off',
  alarmLine: '',
  alarmLog: true,
  weeklyProbe: { on: false, day: 'sat', time: '12:00' },
  wallAtStart: false,
  wallText: false,
  wallAwake: false,
  station: false,
  displayHours: ALWAYS_ON,
  openWith: 'system',
  shortcut: 'off',
  companions: [],
  companionNotifications: [],
  widgets: [],
  filter: 'all',
};

/**
 * Reads the user's choices from a file of any content; never throws. Each value is checked on its own: invalid and
 * unknown ones are left out.
 */
export function parseChoices(raw: unknown): SettingsChange {
  const known = typeof raw === 'object' && raw !== null ? raw : {};
  const right = SettingKey.options.flatMap((key) => {
    const value: unknown = Object.hasOwn(known, key) ? Reflect.get(known, key) : undefined;
    return value !== undefined && v.is(values[key], value) ? [[key, value]] : [];
  });
  return v.parse(SettingsChange, Object.fromEntries(right));
}

/** Reads the settings: the user's choices, and the defaults for the rest. */
export const parseSettings = (raw: unknown): Settings =>
  v.parse(Settings, { ...DEFAULT_SETTINGS, ...parseChoices(raw) });

/** What station mode brings with it, whatever the user has chosen. */
const STATION_MODE: SettingsChange = { autostart: true, textWhenLocked: false };

/**
 * Returns the settings that apply. The administrator's locked values take precedence, then station mode, then the
 * user's choices, then the administrator's defaults, then the app's.
 */
export function settingsInForce(
  { defaults, locked }: { defaults: SettingsChange; locked: SettingsChange },
  chosen: SettingsChange,
): Settings {
  const wanted = v.parse(Settings, { ...DEFAULT_SETTINGS, ...defaults, ...chosen, ...locked });
  // An open browser tab marks messages as read by itself, so in a station only an explicit act acknowledges.
  return wanted.station
    ? v.parse(Settings, { ...wanted, ...STATION_MODE, ...locked, alarmReadElsewhere: false })
    : wanted;
}

/** Returns whether station mode keeps the display, and with it the computer, on at each hour of the week. */
export const neverSleeps = ({ station, displayHours: { on, days, from, to } }: Settings): boolean =>
  station && on && from === to && days.length === WEEKDAYS.length;

/** Returns whether station mode keeps the display on. @param now milliseconds since 1970 */
export const keepsDisplayOn = ({ station, displayHours }: Settings, now: number): boolean =>
  station && quietUntil(displayHours, now) !== null;

/**
 * Returns the language to use: the setting, else the operating system's, else English.
 * @param locale BCP 47, for example `de-AT`
 */
export const resolveLanguage = (setting: Settings['language'], locale: string): Language =>
  setting === 'system' ? (/^de\b/i.test(locale) ? 'de' : 'en') : setting;
