import { afterEach, beforeEach } from 'vitest';
import type { Account } from '../../main/core/doctor/account-checks.ts';
import type { Computer } from '../../main/core/doctor/computer-checks.ts';
import { examine } from '../../main/core/doctor/examine.ts';
import { reportText } from '../../main/core/doctor/report-text.ts';
import { NOT_HEARD_YET } from '../../main/core/model/alarm.ts';
import type { DoctorProgress } from '../../main/core/model/doctor-report.ts';
import { createClient } from '../../main/core/nextcloud/client.ts';
import type { Fetch, Probe } from '../../main/core/ports.ts';
import { type Nextcloud, startNextcloud } from '../nextcloud/server.ts';
import { createFakeClock, type FakeClock } from './clock.ts';
import { createFakeLogger } from './logger.ts';
import { createFakeProbe } from './probe.ts';
import { openNodeSocket } from './socket.ts';

const COMPUTER: Computer = {
  secretBackend: 'keychain',
  notifications: true,
  autostart: { wanted: true, possible: true },
  station: true,
  neverSleeps: true,
  alarmSound: { output: '', hearing: NOT_HEARD_YET },
  policy: { places: [], problems: [] },
  updates: { off: null, by: 'app', version: null, fault: null },
};

export let nextcloud: Nextcloud;
export let appPassword = '';
export let log = createFakeLogger();

/** Sets up a server with push, where alice has an app password. Call once in a test file. */
export function usePatient(): void {
  beforeEach(async () => {
    nextcloud = await startNextcloud();
    nextcloud.control.seedStation();
    nextcloud.control.setPush('on');
    appPassword = nextcloud.control.createAppPassword('alice');
    log = createFakeLogger();
  });
  afterEach(() => nextcloud.close());
}

export interface Setting {
  server?: string | null;
  account?: Account;
  computer?: Partial<Computer>;
  probe?: Partial<Probe>;
  language?: 'de' | 'en';
  fetch?: Fetch;
  checkServer?: () => void;
  clock?: FakeClock;
  onProgress?: (progress: DoctorProgress) => void;
}

/** Runs the doctor as the app would, by the server's clock. */
export async function look(setting: Setting = {}) {
  const {
    server = nextcloud.url,
    computer,
    probe,
    account,
    language = 'en',
    fetch = globalThis.fetch,
    checkServer = () => {},
  } = setting;
  const clock = setting.clock ?? createFakeClock({ start: Date.now() });
  const ports = { clock, fetch, log, openSocket: openNodeSocket, probe: createFakeProbe(probe) };
  const about = { fetch, clock, log, userAgent: 'Talkmelder (test)', language: () => language };
  const credentials = { loginName: 'alice', appPassword };
  const client = createClient({ ...about, server: nextcloud.url, credentials });
  const report = await examine(
    { ports, userAgent: about.userAgent, language: about.language },
    {
      server,
      checkServer,
      account: account ?? { kind: 'signed-in', client },
      computer: { ...COMPUTER, ...computer },
      pollSeconds: 30,
    },
    setting.onProgress,
  );
  const lines = new Map(
    reportText(report, language)
      .split('\n')
      .map((line) => [line.slice(2).split(':')[0], line]),
  );
  return {
    report,
    lines,
    text: reportText(report, language),
    statuses: Object.fromEntries(report.findings.map(({ id, status }) => [id, status])),
    messages: Object.fromEntries(report.findings.map(({ id, message }) => [id, message])),
  };
}
