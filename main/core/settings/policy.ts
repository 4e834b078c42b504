import * as v from 'valibot';
import { ServerNotAllowed } from '../errors.ts';
import type { PolicyProblem } from '../model/policy-problem.ts';
import type { SettingsChange } from '../model/settings.ts';
import type { FoundPolicy, Logger, MachineFiles } from '../ports.ts';
import {
  type AlarmWatchPolicy,
  NO_ENTRIES,
  type PolicyAlarm,
  type PolicyEntries,
  readDocument,
  readPolicy,
  type UpdatesPolicy,
} from './read-policy.ts';
import { parseQuery, valuesOf } from './registry-policy.ts';

/** The certificates and keys that the app trusts. */
export interface Trust {
  /** Certificates, each as PEM, that are trusted like the operating system's. */
  authorities: string[];
  /** SHA-256 of the public keys (SPKI, base64) that a server may have; null: any. */
  pins: string[] | null;
}

/** A place with a policy. `paths`: the entries that apply from there, for example `locked.theme`. */
export interface PolicyPlace {
  place: string;
  paths: string[];
}

type Report = (kind: PolicyProblem['kind'], path: string) => void;

/** The policy that the administrator has set for this machine. */
export interface Policy {
  /** The places of the policies in force, the strongest first. */
  places: PolicyPlace[];
  problems: PolicyProblem[];
  /** The initial text of the address field; may be empty. */
  server: string;
  /**
   * @param server base address, as `normaliseAddress` makes it
   * @throws ServerNotAllowed
   */
  checkServer(server: string): void;
  defaults: SettingsChange;
  locked: SettingsChange;
  /** The alarm conversations of accounts on this server. @param server base address */
  alarmsOf(server: string): PolicyAlarm[];
  /** A request to the server waits for the next message of the only alarm conversation. */
  alarmLane: boolean;
  alarmWatch: AlarmWatchPolicy;
  /** The user may send files to conversations and save files of messages. */
  files: boolean;
  /** The hash of the PIN of station mode, or `reset`; null: the user chooses. */
  stationPin: string | null;
  /** Absolute path of a file with the sound of alarms; null: the app's own. */
  alarmSoundFile: string | null;
  updates: UpdatesPolicy;
  trust: Trust;
}

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** Keys whose values are settings: each of them comes from the strongest policy that has it. */
const NESTED = ['defaults', 'locked', 'alarmWatch', 'updates'] as const;
const isNested = (key: string): key is (typeof NESTED)[number] => v.is(v.picklist(NESTED), key);
/** What the user's own installation may suggest. */
const USERS_KEYS: readonly string[] = ['server', 'defaults'];

interface Read {
  place: string;
  /** The valid entries alone. */
  entries: Partial<PolicyEntries>;
}

/**
 * Reads the machine's policies and joins them. Never throws; errors are listed in `problems` and in the log, and a
 * policy with an error does not keep the others from counting.
 */
export function loadPolicy(files: MachineFiles, log: Logger): Policy {
  const problems: PolicyProblem[] = [];
  const reportFor =
    (place: string): Report =>
    (kind, path) => {
      problems.push({ kind, place, path });
      log.warn(`policy: ${kind}${path && ` at ${path}`} in ${place}`);
    };

  const read = files.policies().flatMap((found) => readFound(found, reportFor(found.place)) ?? []);
  const entries = joined(read);
  const places = placesOf(read, entries);
  const withAuthorities = read.find((one) => one.entries.caFile !== undefined);
  const authorities = withAuthorities?.entries.caFile
    ? readAuthorities(files, withAuthorities.entries.caFile, reportFor(withAuthorities.place))
    : [];
  for (const { place, paths } of places) log.info(`policy: ${place} is in force for ${paths.length} entries`);
  return policyOf(places, entries, authorities, problems);
}

function readFound({ content, place, isUsers = false }: FoundPolicy, report: Report): Read | null {
  if (content.kind === 'unreadable' || content.kind === 'unanswered' || content.kind === 'unprotected') {
    report(content.kind, '');
    return null;
  }
  let isReadable = true;
  const noted: Report = (kind, path) => {
    // An empty path: the problem concerns all of it.
    if (path === '') isReadable = false;
    report(kind, path);
  };
  const read = content.kind === 'text' ? readPolicy(content.text, noted) : readDocument(valuesIn(content), noted);
  if (!isReadable) return null;
  const entries = present(read);
  if (!isUsers) return { place, entries };
  for (const key of Object.keys(entries)) if (!USERS_KEYS.includes(key)) report('not-for-users', key);
  const { server, defaults } = entries;
  return { place, entries: present({ ...NO_ENTRIES, ...(server && { server }), ...(defaults && { defaults }) }) };
}

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

type Values = Extract<FoundPolicy['content'], { kind: 'values' | 'registry' }>;

const valuesIn = (content: Values): unknown =>
  content.kind === 'values' ? content.values : valuesOf(parseQuery(content.output, content.key));

/** Leaves out what a policy does not say. */
const present = (entries: PolicyEntries): Partial<PolicyEntries> =>
  Object.fromEntries(Object.entries(entries).filter(([key, value]) => !isEqual(value, Reflect.get(NO_ENTRIES, key))));

/** @param read the strongest first */
function joined(read: readonly Read[]): PolicyEntries {
  const weakestFirst = read.map(({ entries }) => entries).reverse();
  const all: PolicyEntries = Object.assign({}, NO_ENTRIES, ...weakestFirst);
  const nested = NESTED.map((key) => [key, Object.assign({}, ...weakestFirst.map((entries) => entries[key]))]);
  return { ...all, ...Object.fromEntries(nested), alarms: alarmsOf(read) };
}

/** Alarm conversations of every policy count: in doubt, it rings. */
function alarmsOf(read: readonly Read[]): PolicyAlarm[] {
  const withAlarms = read.filter(({ entries }) => entries.alarms !== undefined);
  if (withAlarms.length <= 1) return withAlarms[0]?.entries.alarms ?? [];
  return withAlarms.flatMap(({ place, entries: { alarms = [] } }) =>
    alarms.map((alarm) => ({ ...alarm, path: `${place}: ${alarm.path}` })),
  );
}

/** Returns which entries apply from where. A default of a locked setting does not. @param read the strongest first */
function placesOf(read: readonly Read[], { locked }: PolicyEntries): PolicyPlace[] {
  const taken = new Set(Object.keys(locked).map((key) => `defaults.${key}`));
  return read.map(({ place, entries }) => {
    const paths = pathsOf(entries).filter((path) => path.startsWith('alarms.') || !taken.has(path));
    for (const path of paths) taken.add(path);
    return { place, paths };
  });
}

function pathsOf(entries: Partial<PolicyEntries>): string[] {
  return Object.keys(entries).flatMap((key) => {
    if (key === 'alarms') return entries.alarms?.map(({ path }) => path) ?? [];
    // `alarmWatch.probe` locks it.
    if (isNested(key))
      return Object.keys(entries[key] ?? {}).flatMap((name) =>
        name === 'weeklyProbe' && key === 'locked' ? [] : `${key}.${name}`,
      );
    return key;
  });
}

function readAuthorities(files: MachineFiles, path: string, report: Report): string[] {
  const content = files.read(path);
  if (content.kind !== 'text') {
    report(content.kind === 'unprotected' ? 'ca-unprotected' : 'ca-unreadable', 'caFile');
    return [];
  }
  const found: string[] = content.text.match(CERTIFICATE) ?? [];
  const usable = found.filter(files.isCertificate);
  if (usable.length < found.length || usable.length === 0) report('no-certificate', 'caFile');
  return usable;
}

const policyOf = (
  places: PolicyPlace[],
  {
    server,
    allowedServers,
    defaults,
    locked,
    alarms,
    alarmLane,
    alarmWatch,
    stationPin,
    files,
    alarmSoundFile,
    updates,
    pinSha256,
  }: PolicyEntries,
  authorities: string[],
  problems: PolicyProblem[],
): Policy => ({
  places,
  problems,
  server: server ?? '',
  checkServer(wanted) {
    if (allowedServers && !allowedServers.some((allowed) => wanted === allowed || wanted.startsWith(`${allowed}/`)))
      throw new ServerNotAllowed('not among the allowed servers');
  },
  defaults,
  locked,
  alarmsOf: (account) => alarms.filter((alarm) => alarm.server === null || alarm.server === account),
  alarmLane,
  alarmWatch,
  stationPin,
  files: files ?? true,
  alarmSoundFile,
  updates: { mode: 'notify', url: null, ...updates },
  trust: { authorities, pins: pinSha256 },
});

/** The policy of a machine without any. */
export const NO_POLICY: Policy = policyOf([], NO_ENTRIES, [], []);
