import { describeError } from '../errors.ts';
import { CheckId, type DoctorProgress, type DoctorReport, type Finding } from '../model/doctor-report.ts';
import { type Client, createClient } from '../nextcloud/client.ts';
import type { Ports } from '../ports.ts';
import {
  type Account,
  askCapabilities,
  checkAuthentication,
  checkNotificationsApp,
  checkPush,
  checkTalk,
  type RoomCounts,
} from './account-checks.ts';
import { checkAlarmCard, checkAlarmSound, checkAlarms, checkProbe, checkSleep, checkWaking } from './alarm-checks.ts';
import {
  type Computer,
  checkAutostart,
  checkKeychain,
  checkNotifications,
  checkPolicy,
  checkRestart,
  checkTray,
  checkUpdates,
} from './computer-checks.ts';
import { type AddLine, createLines, type Line } from './lines.ts';
import { checkCertificate, checkConnection, checkName, checkProxy, placeOf } from './network-checks.ts';
import { failed, needless, ok, skipped, warning } from './outcome.ts';
import { askStatus, checkAddresses, checkApi, checkClock, checkNextcloud } from './server-checks.ts';

export interface Examined {
  /** Base address; null: none is known. */
  server: string | null;
  /** The account's user, given when another account is on the same server. */
  person?: string | null;
  /** @throws when the administrator does not allow this server; the doctor then sends no request to it */
  checkServer: (server: string) => void;
  account: Account;
  computer: Computer;
  /** Seconds between two requests without push. */
  pollSeconds: number;
}

export interface ExamineDeps {
  ports: Pick<Ports, 'clock' | 'fetch' | 'log' | 'openSocket' | 'probe'>;
  userAgent: string;
  language: () => string;
}

/**
 * Checks everything between this computer and Talk's conversations. Changes nothing: the sign-in that it starts is
 * never granted. Never rejects.
 * @param onProgress called at once, and with each finished line; must not throw
 */
export async function examine(
  deps: ExamineDeps,
  examined: Examined,
  onProgress?: (progress: DoctorProgress) => void,
): Promise<DoctorReport> {
  const { clock, log, probe } = deps.ports;
  const { account, computer } = examined;
  const hasAlarms = account.kind === 'signed-in' && account.alarms !== undefined;
  const { add, all } = createLines(clock, log, onProgress);
  add('keychain', [], () => checkKeychain(computer));
  add('notifications', [], () => checkNotifications(computer));
  add('tray', [], () => checkTray(probe));
  add('autostart', [], () => checkAutostart(computer, probe, hasAlarms));
  if (computer.station) add('restart', [], () => checkRestart(probe));
  if (hasAlarms) {
    add('alarm-sound', [], () => checkAlarmSound(computer, probe));
    add('alarm-card', [], () => checkAlarmCard(probe));
  }
  if (hasAlarms || computer.station) add('sleep', [], () => checkSleep(computer, probe));
  add('policy', [], () => checkPolicy(computer));
  const { updates } = computer;
  // A checkout is updated by its developer.
  if (updates && updates.off !== 'development') add('updates', [], () => checkUpdates(updates));
  if (examined.server === null) addNoServer(add);
  else if (isAllowed(examined.server, examined.checkServer)) addServer(add, deps, examined, examined.server);
  else addRefused(add, examined.server);
  const findings = await all();
  return { at: clock.now(), verdict: verdictOf(findings), findings };
}

const OF_SERVER = CheckId.options.slice(1, CheckId.options.indexOf('push') + 1);

/**
 * A missing server is not a fault: a user who has just installed the app sees what is missing and that the rest works.
 */
function addNoServer(add: AddLine): void {
  add('server', [], () => warning('doctor.server.none'));
  for (const id of OF_SERVER) add(id, [], () => skipped('doctor.skipped.noServer'));
}

function addRefused(add: AddLine, server: string): void {
  const refused = add('server', [], () => failed('doctor.server.refused', { server }));
  for (const id of OF_SERVER) add(id, [refused], () => skipped('doctor.skipped.before'));
}

function addServer(add: AddLine, deps: ExamineDeps, examined: Examined, server: string): void {
  const { clock, fetch, log, probe } = deps.ports;
  const place = placeOf(server);
  const client = createClient({ server, fetch, clock, log, userAgent: deps.userAgent, language: deps.language });
  // Requested once and used by several checks.
  const status = askStatus(client, clock);
  status.catch(() => {});
  const proxy = probe.proxy(server).catch((error: unknown) => {
    log.warn(`doctor: no proxy is known: ${describeError(error)}`);
    return null;
  });
  /**
   * A check of something that the proxy does for this computer is skipped: the computer itself need not be able to do
   * it.
   */
  const direct = async (check: () => ReturnType<typeof checkName>) =>
    (await proxy) === null ? check() : needless('doctor.skipped.byProxy');

  const { person } = examined;
  const known = add('server', [], () =>
    person ? ok('doctor.server.person', { server, person }) : ok('doctor.server.ok', { server }),
  );
  add('proxy', [known], async () => checkProxy(await proxy));
  const name = add('dns', [known], () => direct(() => checkName(probe, place)));
  const connection = add('tcp', [name], () => direct(() => checkConnection(probe, place, clock)));
  const certificate = add('tls', [connection], () => direct(() => checkCertificate(probe, place, clock, status)));
  const nextcloud = add('nextcloud', [certificate], () => checkNextcloud(status));
  add('clock', [nextcloud], () => checkClock(status));
  const api = add('api', [nextcloud], () => checkApi(client));
  add('addresses', [nextcloud], () => checkAddresses(client));
  addAccount(add, deps, examined, api);
}

function addAccount(add: AddLine, deps: ExamineDeps, { account, pollSeconds }: Examined, api: Line): void {
  const { clock, log, openSocket } = deps.ports;
  const authentication = add('authentication', [api], () => checkAuthentication(account));
  const withAccount = (check: (client: Client) => ReturnType<typeof checkTalk>) => () =>
    account.kind === 'signed-in' ? check(account.client) : skipped('doctor.skipped.signedOut');

  /** Requested when the first check needs it, and only once. */
  let asked: ReturnType<typeof askCapabilities> | null = null;
  const capabilities = (client: Client): ReturnType<typeof askCapabilities> => {
    asked ??= askCapabilities(client);
    return asked;
  };
  add(
    'talk',
    [authentication],
    withAccount((client) => checkTalk(client, capabilities(client), clock, countsOf(account))),
  );
  const needs = [authentication];
  add(
    'notifications-app',
    needs,
    withAccount((client) => checkNotificationsApp(capabilities(client))),
  );
  const push = (client: Client) => checkPush({ client, clock, openSocket }, capabilities(client), pollSeconds);
  add('push', needs, withAccount(push));
  const alarms = account.kind === 'signed-in' ? account.alarms : undefined;
  if (!alarms) return;
  add(
    'alarms',
    needs,
    withAccount((client) => checkAlarms(client, alarms, log)),
  );
  const { waking, probe } = alarms;
  if (waking !== null) add('alarm-waking', needs, () => checkWaking(waking));
  add('alarm-probe', [], () => checkProbe(probe, clock.now()));
}

const countsOf = (account: Account): RoomCounts | undefined =>
  account.kind === 'signed-in' ? account.counts : undefined;

function isAllowed(server: string, check: Examined['checkServer']): boolean {
  try {
    check(server);
    return true;
  } catch {
    return false;
  }
}

function verdictOf(findings: readonly Finding[]): DoctorReport['verdict'] {
  if (findings.some(({ status }) => status === 'failed')) return 'failed';
  return findings.some(({ status }) => status === 'warning') ? 'warning' : 'ok';
}
