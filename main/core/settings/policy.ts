import { ServerNotAllowed } from '../errors.ts';
import type { PolicyProblem } from '../model/policy-problem.ts';
import type { SettingsChange } from '../model/settings.ts';
import type { Logger, MachineFiles } from '../ports.ts';
import {
  type AlarmWatchPolicy,
  NO_ENTRIES,
  type PolicyAlarm,
  type PolicyEntries,
  readPolicy,
  type UpdatesPolicy,
} from './read-policy.ts';

/** The certificates and keys that the app trusts. */
export interface Trust {
  /** Certificates, each as PEM, that are trusted like the operating system's. */
  authorities: string[];
  /** SHA-256 of the public keys (SPKI, base64) that a server may have; null: any. */
  pins: string[] | null;
}

/** The policy that the administrator has set for this machine. */
export interface Policy {
  /** The file in force; null: there is none, or it is ignored. */
  file: string | null;
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
  /** The hash of the PIN of station mode, or `reset`; null: the user chooses. */
  stationPin: string | null;
  /** Absolute path of a file with the sound of alarms; null: the app's own. */
  alarmSoundFile: string | null;
  updates: UpdatesPolicy;
  trust: Trust;
}

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** Reads the machine's policy. Never throws; errors are listed in `problems` and in the log. */
export function loadPolicy(files: MachineFiles, log: Logger): Policy {
  const problems: PolicyProblem[] = [];
  const report = (kind: PolicyProblem['kind'], path: string): void => {
    problems.push({ kind, path });
    log.warn(`policy: ${kind}${path && ` at ${path}`}`);
  };

  const { file, entries } = readFirst(files, report);
  const authorities = entries.caFile === null ? [] : readAuthorities(files, entries.caFile, report);
  if (file !== null) log.info(`policy: ${file} is in force; ${Object.keys(entries.locked).length} settings locked`);
  return policyOf(file, entries, authorities, problems);
}

/** Reads the first file that exists. The others are not read, even when this one is ignored. */
function readFirst(
  files: MachineFiles,
  report: (kind: PolicyProblem['kind'], path: string) => void,
): { file: string | null; entries: PolicyEntries } {
  for (const file of files.policies) {
    const content = files.read(file);
    if (content.kind === 'absent') continue;
    if (content.kind === 'text') return { file, entries: readPolicy(content.text, report) };
    report(content.kind, '');
    break;
  }
  return { file: null, entries: NO_ENTRIES };
}

function readAuthorities(
  files: MachineFiles,
  path: string,
  report: (kind: PolicyProblem['kind'], path: string) => void,
): string[] {
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
  file: string | null,
  {
    server,
    allowedServers,
    defaults,
    locked,
    alarms,
    alarmLane,
    alarmWatch,
    stationPin,
    alarmSoundFile,
    updates,
    pins,
  }: PolicyEntries,
  authorities: string[],
  problems: PolicyProblem[],
): Policy => ({
  file,
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
  alarmSoundFile,
  updates,
  trust: { authorities, pins },
});

/** The policy of a machine without a policy file. */
export const NO_POLICY: Policy = policyOf(null, NO_ENTRIES, [], []);
