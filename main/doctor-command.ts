import { join } from 'node:path';
import { app } from 'electron';
import { type AccountRecord, createAccountStore } from './core/accounts/records.ts';
import { judge } from './core/accounts/secrets.ts';
import type { Account } from './core/doctor/account-checks.ts';
import { alarmsAtRest } from './core/doctor/alarms-at-rest.ts';
import type { Updates } from './core/doctor/computer-checks.ts';
import { examine } from './core/doctor/examine.ts';
import { reportText } from './core/doctor/report-text.ts';
import { describeError } from './core/errors.ts';
import { personLabel } from './core/model/account-label.ts';
import { NOT_HEARD_YET } from './core/model/alarm.ts';
import type { DoctorReport } from './core/model/doctor-report.ts';
import { neverSleeps, parseChoices, resolveLanguage, type Settings, settingsInForce } from './core/model/settings.ts';
import { normaliseAddress } from './core/nextcloud/address.ts';
import { createClient } from './core/nextcloud/client.ts';
import type { Logger, Ports } from './core/ports.ts';
import { loadPolicy, type Policy } from './core/settings/policy.ts';
import { presetServer } from './core/settings/preset-server.ts';
import { deviceName } from './electron/device-name.ts';
import { createLogger } from './electron/logger.ts';
import { createMachineFiles } from './electron/policy-file.ts';
import { createSilentPorts } from './electron/ports.ts';
import { systemLanguage } from './electron/system-language.ts';
import { createUpdater } from './electron/updater.ts';

/**
 * `--doctor`: examines each account and prints the report in the app's language. Exits with 0 when no check failed,
 * else with 1. Opens no window, changes no setting, and can run beside a running app.
 */
export function runDoctor(): void {
  void app
    .whenReady()
    .then(report)
    .catch((error: unknown) => {
      logFor().error(`doctor: ${describeError(error)}`);
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    })
    .then((code) => app.exit(code));
}

const logFor = (): Logger => createLogger(join(app.getPath('userData'), 'logs'), app.commandLine.hasSwitch('verbose'));

/** The terminal does not look for a newer version. */
async function updatesNow({ fetch }: Pick<Ports, 'fetch'>, { updates }: Policy, log: Logger): Promise<Updates> {
  const ability = await createUpdater({ fetch, log, folder: updates.url }).ability();
  const unknown = { version: null, fault: null };
  if (ability.off !== null) return { off: ability.off, by: 'user', ...unknown };
  return { off: updates.mode === 'off' ? 'policy' : null, by: ability.by, ...unknown };
}

async function report(): Promise<number> {
  app.dock?.hide();
  const userData = app.getPath('userData');
  const log = logFor();
  const policy = loadPolicy(createMachineFiles(), log);
  const ports = createSilentPorts({ log, userData, trust: policy.trust });
  await ports.secrets.settled;
  const settings = settingsNow(ports, policy);
  const language = resolveLanguage(settings.language, systemLanguage());
  const about = { ports, userAgent: `Talkmelder (${deviceName()})`, language: () => language };
  const device = ports.desktop.device();
  const computer = {
    secretBackend: ports.secrets.backend(),
    notifications: device.notifications,
    autostart: { wanted: settings.autostart, possible: device.autostart },
    station: settings.station,
    neverSleeps: neverSleeps(settings),
    alarmSound: { output: settings.alarmOutput, hearing: NOT_HEARD_YET },
    policy,
    updates: await updatesNow(ports, policy, log),
  };
  const { pollSeconds } = settings;
  const verdicts: DoctorReport['verdict'][] = [];
  for (const who of await everybody(about, policy, log)) {
    const found = await examine(about, { ...who, checkServer: policy.checkServer, pollSeconds, computer });
    await print(`${verdicts.length > 0 ? '\n' : ''}${reportText(found, language)}`);
    verdicts.push(found.verdict);
  }
  return verdicts.includes('failed') ? 1 : 0;
}

const settingsNow = ({ settings }: Ports, policy: Policy): Settings =>
  settingsInForce(policy, parseChoices(settings.read('settings')));

interface About {
  ports: Ports;
  userAgent: string;
  language: () => string;
}

type Examinee = { server: string | null; person: string | null; account: Account };

/** Returns the accounts known on this device; without any, one entry for the preset server. */
async function everybody(about: About, policy: Policy, log: Logger): Promise<Examinee[]> {
  const known = [...createAccountStore(about.ports.settings).all()];
  if (known.length === 0) return [{ server: preset(policy), person: null, account: { kind: 'signed-out' } }];
  const all = known.map(([id, record]) => ({ id, ...record }));
  return Promise.all(
    known.map(async ([id, record]) => ({
      ...(await examineeOf(about, id, record, policy, log)),
      person: personLabel({ id, ...record }, all),
    })),
  );
}

async function examineeOf(
  { ports, userAgent, language }: About,
  id: string,
  { server, loginName }: AccountRecord,
  policy: Policy,
  log: Logger,
): Promise<Omit<Examinee, 'person'>> {
  const text = await ports.secrets.read(id).catch(() => null);
  const found = judge(id, text, { server, loginName });
  if (found.kind === 'foreign') log.error(`accounts: ${found.why}: nothing is sent`);
  if (found.kind !== 'usable') return { server, account: { kind: found.kind === 'none' ? 'no-secret' : 'foreign' } };
  const { clock, fetch, settings } = ports;
  const credentials = { loginName, appPassword: found.secret.appPassword };
  const client = createClient({ server, fetch, clock, log, userAgent, language, credentials });
  const alarms = alarmsAtRest({ settings, accountId: id, policy: policy.alarmsOf(server), client });
  return { server, account: { kind: 'signed-in', client, ...(alarms && { alarms }) } };
}

function preset(policy: Policy): string | null {
  const switched = app.commandLine.getSwitchValue('server');
  try {
    return normaliseAddress(presetServer({ switched, environment: process.env, policy: policy.server }));
  } catch {
    return null;
  }
}

/** Resolves when the terminal or the pipe has taken the text. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
