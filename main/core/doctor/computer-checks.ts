import type { AlarmHearing } from '../model/alarm.ts';
import type { SecretBackend } from '../model/app-state.ts';
import type { PolicyProblem } from '../model/policy-problem.ts';
import type { UpdateState } from '../model/update.ts';
import type { Probe } from '../ports.ts';
import { info, type Outcome, ok, warning, withDetails } from './outcome.ts';

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
  /** Where the machine's policies are, what applies from each, and their errors. */
  policy: { places: readonly { place: string; paths: readonly string[] }[]; problems: readonly PolicyProblem[] };
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

/** Says where each entry of the policy comes from. */
export function checkPolicy({ policy: { places, problems } }: Computer): Outcome {
  const from = places.flatMap(({ place, paths }) => (paths.length > 0 ? [`${place}: ${paths.join(', ')}`] : place));
  if (problems.length === 0 && places.length === 0) return ok('doctor.policy.none');
  if (problems.length === 0) return withDetails(ok('doctor.policy.ok'), from);
  const wrong = problems.map(({ kind, place, path }) => `✗ ${place}: ${path === '' ? kind : `${path} (${kind})`}`);
  const isUnanswered = problems.every(({ kind }) => kind === 'unanswered');
  return withDetails(warning(isUnanswered ? 'doctor.policy.unanswered' : 'doctor.policy.problems'), [
    ...wrong,
    ...from,
  ]);
}

export function checkUpdates({ off, by, version, fault }: Updates): Outcome {
  if (off === 'no-feed' || off === 'unsigned') return info(`doctor.updates.${off}`);
  if (off !== null) return ok(`doctor.updates.${off}`);
  if (fault !== null) return warning(`doctor.updates.${fault === 'unsigned' ? 'unsigned-file' : fault}`);
  if (version === null) return ok('doctor.updates.ok');
  if (by === 'administrator') return warning('doctor.updates.waiting', { version });
  return info('doctor.updates.there', { version });
}
