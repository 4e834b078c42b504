import { join } from 'node:path';
import { app } from 'electron';
import { createAccountStore } from './core/accounts.ts';
import type { Account } from './core/doctor/account-checks.ts';
import { examine } from './core/doctor/examine.ts';
import { reportText } from './core/doctor/report-text.ts';
import { normaliseAddress } from './core/login/address.ts';
import { parseChoices, parseSettings, resolveLanguage, type Settings } from './core/model/settings.ts';
import { createClient } from './core/nextcloud/client.ts';
import { loadPolicy, type Policy } from './core/policy/policy.ts';
import { presetServer } from './core/policy/preset-server.ts';
import type { Logger, Ports } from './core/ports.ts';
import { deviceName } from './electron/device-name.ts';
import { createLogger } from './electron/logger.ts';
import { createMachineFiles, policyPaths } from './electron/policy-file.ts';
import { createPorts } from './electron/ports.ts';

/**
 * `--doctor`: prints what the doctor finds, in the system's language, and ends: 0 when nothing failed, else 1. Shows
 * nothing, changes no setting, and runs beside an app that is running already.
 */
export function runDoctor(): void {
  void app
    .whenReady()
    .then(report)
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    })
    .then((code) => app.exit(code));
}

async function report(): Promise<number> {
  app.dock?.hide();
  const userData = app.getPath('userData');
  const log = createLogger(join(userData, 'logs'), app.commandLine.hasSwitch('verbose'));
  const policy = loadPolicy(createMachineFiles(policyPaths(process.platform, process.env)), log);
  const ports = await createPorts({
    ...{ log, userData, trust: policy.trust, onShortcut: () => {} },
    notifications: { onClick: () => {}, onReply: () => {}, onMarkRead: () => {} },
  });
  const settings = settingsNow(ports, policy);
  const language = resolveLanguage('system', app.getPreferredSystemLanguages()[0] ?? app.getLocale());
  const about = { ports, userAgent: `Talkmelder (${deviceName()})`, language: () => language };
  const { server, account } = await whom(about, policy, log);
  const device = ports.desktop.device();
  const found = await examine(about, {
    ...{ server, account, checkServer: policy.checkServer, pollSeconds: settings.pollSeconds },
    computer: {
      secretBackend: ports.secrets.backend(),
      notifications: device.notifications,
      autostart: { wanted: settings.autostart, possible: device.autostart },
      policy,
    },
  });
  await print(reportText(found, language));
  return found.verdict === 'failed' ? 1 : 0;
}

const settingsNow = ({ settings }: Ports, { defaults, locked }: Policy): Settings =>
  parseSettings({ ...defaults, ...parseChoices(settings.read('settings')), ...locked });

interface About {
  ports: Ports;
  userAgent: string;
  language: () => string;
}

/** The account that is known on this device; else the server that was preset. */
async function whom(
  { ports, userAgent, language }: About,
  policy: Policy,
  log: Logger,
): Promise<{ server: string | null; account: Account }> {
  const [known] = createAccountStore(ports.settings).all();
  if (!known) return { server: preset(policy), account: { kind: 'signed-out' } };
  const [id, { server, loginName }] = known;
  try {
    const appPassword = await ports.secrets.read(id);
    if (appPassword === null) return { server, account: { kind: 'no-secret' } };
    const { clock, fetch } = ports;
    const credentials = { loginName, appPassword };
    const client = createClient({ server, fetch, clock, log, userAgent, language, credentials });
    return { server, account: { kind: 'signed-in', client } };
  } catch {
    return { server, account: { kind: 'no-secret' } };
  }
}

function preset(policy: Policy): string | null {
  const switched = app.commandLine.getSwitchValue('server');
  try {
    return normaliseAddress(presetServer({ switched, environment: process.env, policy: policy.server }));
  } catch {
    return null;
  }
}

/** Resolves when the terminal, or the pipe, has it. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
