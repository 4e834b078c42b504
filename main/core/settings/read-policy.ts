import * as v from 'valibot';
import type { AlarmRule } from '../model/alarm.ts';
import type { PolicyProblem } from '../model/policy-problem.ts';
import type { SettingsChange } from '../model/settings.ts';
import { normaliseAddress } from '../nextcloud/address.ts';
import {
  AlarmEntry,
  AlarmWatchEntry,
  DefaultSettings,
  LockedSettings,
  Pin,
  PolicyDocument,
  UpdatesEntry,
} from './policy-schema.ts';

/** An alarm conversation that the administrator declares. */
export interface PolicyAlarm {
  /** The entry's place, for example `alarms.0`. */
  path: string;
  /** Base address; null: each server with such a conversation. */
  server: string | null;
  /** Token or exact name. */
  conversation: string;
  rule: AlarmRule;
  /** The user can neither change nor end it. */
  locked: boolean;
}

/** The valid entries of a policy. Null: it has no such entry. */
export interface PolicyEntries {
  /** Base address. */
  server: string | null;
  /** Base addresses; an empty list allows none. */
  allowedServers: string[] | null;
  defaults: SettingsChange;
  locked: SettingsChange;
  alarms: PolicyAlarm[];
  /** A request to the server waits for the next message of the only alarm conversation. */
  alarmLane: boolean;
  alarmWatch: AlarmWatchPolicy;
  /** A hash of a PIN, or `reset`. */
  stationPin: string | null;
  /** The user may send files to conversations and save files of messages. */
  files: boolean | null;
  caFile: string | null;
  alarmSoundFile: string | null;
  updates: Partial<UpdatesPolicy>;
  /** An empty list allows no server. */
  pinSha256: string[] | null;
}

/** How the app watches whether alarms could be heard; what is missing is as usual. */
export type AlarmWatchPolicy = v.InferOutput<typeof AlarmWatchEntry>;

/** How newer versions of the app come. */
export interface UpdatesPolicy {
  mode: 'auto' | 'notify' | 'off';
  /** The https address of a folder with the files of releases, ending with `/`; null: as the build names it. */
  url: string | null;
}

type Report = (kind: PolicyProblem['kind'], path: string) => void;

export const NO_ENTRIES: PolicyEntries = {
  server: null,
  allowedServers: null,
  defaults: {},
  locked: {},
  alarms: [],
  alarmLane: false,
  alarmWatch: {},
  stationPin: null,
  files: null,
  caFile: null,
  alarmSoundFile: null,
  updates: {},
  pinSha256: null,
};

/** Reads the text of a policy file; never throws. */
export function readPolicy(text: string, report: Report): PolicyEntries {
  let document: unknown;
  try {
    // Editors on Windows begin a file with a byte order mark.
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    report('no-json', '');
    return NO_ENTRIES;
  }
  return readDocument(document, report);
}

/**
 * Reads the values of a policy; never throws. An invalid entry is reported and ignored, the others count. Lists that
 * restrict (`allowedServers`, `pinSha256`) restrict even when none of their values is valid, because a typo must not
 * remove a restriction.
 */
export function readDocument(document: unknown, report: Report): PolicyEntries {
  if (!isObject(document)) {
    report('wrong-value', '');
    return NO_ENTRIES;
  }
  for (const key of Object.keys(document)) if (!(key in PolicyDocument.entries)) report('unknown-key', clipped(key));
  const alarmWatch = readAlarmWatch(document.alarmWatch, report);
  const locked = {
    ...readSettings(document.locked, 'locked', LockedSettings, report),
    ...(alarmWatch.probe && { weeklyProbe: { on: true, ...alarmWatch.probe } }),
  };
  const defaults = readSettings(document.defaults, 'defaults', DefaultSettings, report);
  for (const key of Object.keys(locked)) if (key in defaults) report('twice', `defaults.${key}`);
  return {
    server: document.server === undefined ? null : readAddress(document.server, 'server', report),
    allowedServers: readList(document.allowedServers, 'allowedServers', report, readAddress),
    defaults,
    locked,
    alarms: readAlarms(document.alarms, report),
    alarmLane: readAlarmLane(document.alarmLane, report),
    alarmWatch,
    stationPin: readStationPin(document.stationPin, report),
    files: readFiles(document.files, report),
    caFile: readPath(document.caFile, 'caFile', report),
    alarmSoundFile: readPath(document.alarmSoundFile, 'alarmSoundFile', report),
    updates: readUpdates(document.updates, report),
    pinSha256: readList(document.pinSha256, 'pinSha256', report, readPin),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Problems are shown and logged, so a long name must not fill either. */
const clipped = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 40);

function readSettings(
  given: unknown,
  name: string,
  schema: typeof LockedSettings | typeof DefaultSettings,
  report: Report,
): SettingsChange {
  if (given === undefined) return {};
  if (!isObject(given)) {
    report('wrong-value', name);
    return {};
  }
  const right: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const path = `${name}.${clipped(key)}`;
    if (!Object.hasOwn(schema.entries, key)) report('unknown-key', path);
    else if (v.is(schema, { [key]: value })) right[key] = value;
    else report('wrong-value', path);
  }
  return v.parse(schema, right);
}

function readAddress(given: unknown, path: string, report: Report): string | null {
  try {
    if (typeof given === 'string') return normaliseAddress(given);
  } catch {
    // Reported below, like a value that is not a text.
  }
  report('wrong-value', path);
  return null;
}

function readAlarms(given: unknown, report: Report): PolicyAlarm[] {
  if (given === undefined) return [];
  if (Array.isArray(given)) return given.flatMap((entry, index) => readAlarm(entry, `alarms.${index}`, report) ?? []);
  report('wrong-value', 'alarms');
  return [];
}

/**
 * Reads an alarm conversation. In doubt it rings and is locked: a typo must neither keep alarms from ringing nor let a
 * user end them. So a list with one invalid value narrows nothing.
 * @returns null when it does not say which conversation
 */
function readAlarm(given: unknown, path: string, report: Report): PolicyAlarm | null {
  const { entries } = AlarmEntry;
  if (!isObject(given)) {
    report('wrong-value', path);
    return null;
  }
  for (const key of Object.keys(given)) if (!(key in entries)) report('unknown-key', `${path}.${clipped(key)}`);
  const read = <T extends v.GenericSchema>(key: keyof typeof entries, schema: T, otherwise: v.InferOutput<T>) => {
    const value = v.safeParse(schema, given[key]);
    if (!value.success) report('wrong-value', `${path}.${key}`);
    return value.success ? value.output : otherwise;
  };
  const conversation = v.safeParse(entries.conversation, given.conversation);
  if (!conversation.success) {
    report('wrong-value', `${path}.conversation`);
    return null;
  }
  return {
    path,
    server: given.server === undefined ? null : readAddress(given.server, `${path}.server`, report),
    conversation: conversation.output,
    rule: {
      keywords: read('keywords', entries.keywords, []) ?? [],
      senders: read('senders', entries.senders, []) ?? [],
    },
    locked: read('locked', entries.locked, true) ?? false,
  };
}

function readAlarmLane(given: unknown, report: Report): boolean {
  const value = v.safeParse(PolicyDocument.entries.alarmLane, given);
  if (!value.success) report('wrong-value', 'alarmLane');
  return value.success && value.output !== undefined;
}

function readStationPin(given: unknown, report: Report): string | null {
  const value = v.safeParse(PolicyDocument.entries.stationPin, given);
  if (!value.success) report('wrong-value', 'stationPin');
  return value.success ? (value.output ?? null) : null;
}

/** A typo must not allow what it was meant to forbid. */
function readFiles(given: unknown, report: Report): boolean | null {
  if (given === undefined) return null;
  const value = v.safeParse(PolicyDocument.entries.files, given);
  if (!value.success) report('wrong-value', 'files');
  return value.success && value.output !== 'off';
}

function readAlarmWatch(given: unknown, report: Report): AlarmWatchPolicy {
  if (given === undefined) return {};
  if (!isObject(given)) {
    report('wrong-value', 'alarmWatch');
    return {};
  }
  const right: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const path = `alarmWatch.${clipped(key)}`;
    if (!Object.hasOwn(AlarmWatchEntry.entries, key)) report('unknown-key', path);
    else if (v.is(AlarmWatchEntry, { [key]: value })) right[key] = value;
    else report('wrong-value', path);
  }
  return v.parse(AlarmWatchEntry, right);
}

/**
 * Reads how updates come. With an address that cannot be used there are none: the administrator does not want those that
 * the build names.
 */
function readUpdates(given: unknown, report: Report): Partial<UpdatesPolicy> {
  if (given === undefined) return {};
  if (!isObject(given)) {
    report('wrong-value', 'updates');
    return {};
  }
  for (const key of Object.keys(given))
    if (!Object.hasOwn(UpdatesEntry.entries, key)) report('unknown-key', `updates.${clipped(key)}`);
  const mode = v.safeParse(UpdatesEntry.entries.mode, given.mode);
  if (!mode.success) report('wrong-value', 'updates.mode');
  const wanted = mode.success && mode.output ? { mode: mode.output } : {};
  if (given.url === undefined) return wanted;
  const url = folderOf(given.url);
  if (url === null) report('wrong-value', 'updates.url');
  return url === null ? { mode: 'off' } : { ...wanted, url };
}

/** @returns the address with a `/` at its end; null: it is not the https address of a folder */
function folderOf(given: unknown): string | null {
  const url = typeof given === 'string' && v.is(UpdatesEntry.entries.url, given) ? URL.parse(given) : null;
  if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash) return null;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function readPin(given: unknown, path: string, report: Report): string | null {
  if (v.is(Pin, given)) return given;
  report('wrong-value', path);
  return null;
}

function readList(
  given: unknown,
  name: string,
  report: Report,
  read: (entry: unknown, path: string, report: Report) => string | null,
): string[] | null {
  if (given === undefined) return null;
  if (Array.isArray(given))
    return given.map((entry, index) => read(entry, `${name}.${index}`, report)).filter((entry) => entry !== null);
  report('wrong-value', name);
  return [];
}

/** The path must be absolute, because the starter of the app chooses the folder that a relative path is based on. */
function readPath(given: unknown, name: string, report: Report): string | null {
  if (given === undefined) return null;
  if (typeof given === 'string' && /^(?:\/|[A-Za-z]:[\\/])/.test(given)) return given;
  report('wrong-value', name);
  return null;
}
