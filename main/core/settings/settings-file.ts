import * as v from 'valibot';
import { SettingsFileOdd } from '../errors.ts';
import { parseChoices, type SettingKey, type SettingsChange } from '../model/settings.ts';
import { SavedAlarm } from '../model/settings-file.ts';

const FORMAT = 'talkmelder-settings';
/** Far more than the settings and 5,000 alarm conversations with long rules need. */
const MOST_CHARACTERS = 16_000_000;
const MOST_ALARMS = 5_000;

/**
 * What belongs to one computer: how high its window was dragged, its loudspeaker, and what its list shows now. A line that
 * acknowledging posts is the administrator's alone.
 */
const STAYS: readonly SettingKey[] = ['windowHeight', 'alarmOutput', 'filter', 'alarmLine'];

const File = v.object({
  format: v.literal(FORMAT),
  version: v.literal(1),
  settings: v.record(v.string(), v.unknown()),
  alarms: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(MOST_ALARMS)), []),
});

export interface SettingsFile {
  settings: SettingsChange;
  alarms: SavedAlarm[];
  /** How many entries are invalid, or unknown to this version. */
  left: number;
}

const withoutOwn = (choices: SettingsChange): SettingsChange =>
  Object.fromEntries(Object.entries(choices).filter(([key]) => !STAYS.some((stays) => stays === key)));

/** Returns what stays on this computer whatever is loaded. */
export const ownChoices = (choices: SettingsChange): SettingsChange =>
  Object.fromEntries(Object.entries(choices).filter(([key]) => STAYS.some((stays) => stays === key)));

/** Returns the text of a file with the user's settings. It contains no secret, no account and no name of a person. */
export function writeSettingsFile(choices: SettingsChange, alarms: readonly SavedAlarm[]): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, settings: withoutOwn(choices), alarms }, null, 2)}\n`;
}

/**
 * Reads such a file. Each entry is checked on its own, so that a file of another version brings what fits.
 * @throws SettingsFileOdd when it is no such file
 */
export function readSettingsFile(text: string): SettingsFile {
  if (text.length > MOST_CHARACTERS) throw new SettingsFileOdd('too long');
  const parsed = v.safeParse(File, parseJson(text));
  if (!parsed.success) throw new SettingsFileOdd(v.summarize(parsed.issues).slice(0, 200));
  const { settings: given, alarms: listed } = parsed.output;
  const settings = withoutOwn(parseChoices(given));
  const alarms = listed.flatMap((alarm) => (v.is(SavedAlarm, alarm) ? [v.parse(SavedAlarm, alarm)] : []));
  const left = Object.keys(given).length - Object.keys(settings).length + listed.length - alarms.length;
  return { settings, alarms, left };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new SettingsFileOdd('no JSON');
  }
}
