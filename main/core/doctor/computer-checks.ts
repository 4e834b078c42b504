import type { AlarmHearing } from '../model/alarm.ts';
import type { SecretBackend } from '../model/app-state.ts';
import type { PolicyProblem } from '../model/policy-problem.ts';
import type { UpdateState } from '../model/update.ts';
import type { Probe } from '../ports.ts';
import { info, type Outcome, ok, warning } from './outcome.ts';

/** What the app knows of the computer it runs on. */
export interface Computer {
  secretBackend: SecretBackend;
  /** The system can show notifications. */
  notifications: boolean;
  /**
   * `wanted`: the user or the administrator wants the app to start with the session. `possible`: the system allows it.
   */
  autostart: { wanted: boolean; possible: boolean };
  /** Station mode is on. */
  station: boolean;
  /** Station mode keeps the computer awake at each hour of the week. */
  neverSleeps: boolean;
  /** The loudspeaker that the user has chosen (empty: the system's), and whether the last sound of alarms was heard. */
  alarmSound: { output: string; hearing: AlarmHearing };
  /** The machine's policy file (null: there is none) and its errors. */
  policy: { file: string | null; problems: readonly PolicyProblem[] };
  /** Missing: nothing is known of updates. */
  updates?: Updates;
}

export type Updates = Pick<UpdateState, 'off' | 'by' | 'version' | 'fault'>;

export const checkKeychain = ({ secretBackend }: Computer): Outcome =>
  secretBackend === 'memory' ? warning('doctor.keychain.memory') : ok(`doctor.keychain.${secretBackend}`);

export const checkNotifications = ({ notifications }: Computer): Outcome =>
  notifications ? ok('doctor.notifications.ok') : warning('doctor.notifications.missing');

export const checkTray = async ({ trayHost }: Probe): Promise<Outcome> =>
  (await trayHost()) ? ok('doctor.tray.ok') : warning('doctor.tray.missing');

/** @param hasAlarms the PC must hear alarms, so it must start the app again after a restart */
export function checkAutostart({ autostart }: Computer, { startsAtLogin }: Probe, hasAlarms: boolean): Outcome {
  if (!autostart.wanted) return hasAlarms ? warning('doctor.autostart.needed') : ok('doctor.autostart.off');
  if (!autostart.possible) return warning('doctor.autostart.impossible');
  return startsAtLogin() ? ok('doctor.autostart.on') : warning('doctor.autostart.gone');
}

export const checkRestart = async ({ restarts }: Probe): Promise<Outcome> =>
  (await restarts()) ? ok('doctor.restart.on') : warning('doctor.restart.missing');

export function checkPolicy({ policy: { file, problems } }: Computer): Outcome {
  const named = problems.map(({ kind, path }) => (path === '' ? kind : `${path} (${kind})`));
  if (named.length > 0) return warning('doctor.policy.problems', { problems: named.join(', ') });
  return file === null ? ok('doctor.policy.none') : ok('doctor.policy.ok', { file });
}

export function checkUpdates({ off, by, version, fault }: Updates): Outcome {
  if (off === 'no-feed' || off === 'unsigned') return info(`doctor.updates.${off}`);
  if (off !== null) return ok(`doctor.updates.${off}`);
  if (fault !== null) return warning(`doctor.updates.${fault === 'unsigned' ? 'unsigned-file' : fault}`);
  if (version === null) return ok('doctor.updates.ok');
  if (by === 'administrator') return warning('doctor.updates.waiting', { version });
  return info('doctor.updates.there', { version });
}
