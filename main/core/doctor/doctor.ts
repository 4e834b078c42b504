import { createListeners } from '../listeners.ts';
import { personLabel } from '../model/account-label.ts';
import { type AlarmDiagnostics, NOT_HEARD_YET } from '../model/alarm.ts';
import type { Phase } from '../model/app-state.ts';
import type { Diagnostics } from '../model/diagnostics.ts';
import { diagnosticsText } from '../model/diagnostics.ts';
import type { DoctorProgress, DoctorReport } from '../model/doctor-report.ts';
import { neverSleeps } from '../model/settings.ts';
import { normaliseAddress } from '../nextcloud/address.ts';
import type { Client } from '../nextcloud/client.ts';
import type { Ports } from '../ports.ts';
import type { Policy } from '../settings/policy.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Account, RoomCounts } from './account-checks.ts';
import type { AlarmFacts } from './alarm-checks.ts';
import type { Updates } from './computer-checks.ts';
import { examine } from './examine.ts';
import { reportText } from './report-text.ts';

/** What the doctor needs of an account. */
interface Examined {
  /** Base address. */
  server: string;
  client: Client;
  roomCounts: () => RoomCounts;
  /** Null when the account has no alarm conversation. */
  alarmFacts: () => AlarmFacts | null;
  /** How alarms reach this computer; null likewise. */
  alarmReach: () => AlarmDiagnostics | null;
}

export interface DoctorDeps {
  ports: Pick<Ports, 'bell' | 'clock' | 'desktop' | 'fetch' | 'log' | 'openSocket' | 'opener' | 'probe' | 'secrets'>;
  userAgent: string;
  preferences: Preferences;
  policy: Pick<Policy, 'checkServer' | 'places' | 'problems'>;
  phase: () => Phase;
  /** Undefined: nothing is said about updates. Never rejects. */
  updates: () => Promise<Updates | undefined>;
  /** Null while no account is signed in. */
  account: () => Examined | null;
  diagnostics: () => Diagnostics;
}

/** Diagnoses problems for the window: for the signed-in account, else for the address that the user typed. */
export function createDoctor(deps: DoctorDeps) {
  const { ports, userAgent, preferences, policy, phase, account, diagnostics } = deps;
  const { desktop, opener, secrets } = ports;
  let running: Promise<DoctorReport> | null = null;
  let last: DoctorReport | null = null;
  const progress = createListeners<DoctorProgress>(ports.log);

  function accountNow(): Account {
    const current = account();
    if (!current) return { kind: 'signed-out' };
    const now = phase();
    const hasEnded = now.kind === 'connected' && now.connection.state === 'signed-out';
    if (hasEnded) return { kind: 'ended' };
    const { client } = current;
    const counts = current.roomCounts();
    const facts = current.alarmFacts();
    if (facts === null) return { kind: 'signed-in', client, counts };
    const reach = current.alarmReach();
    const alarms = { facts: async () => facts, waking: reach?.waking ?? null, probe: reach?.probe ?? null };
    return { kind: 'signed-in', client, counts, alarms };
  }

  async function look(): Promise<DoctorReport> {
    const settings = preferences.settings();
    const { alarmOutput, autostart, station, pollSeconds } = settings;
    const device = desktop.device();
    const updates = await deps.updates();
    last = await examine(
      { ports, userAgent, language: preferences.language },
      {
        server: account()?.server ?? addressOf(phase()),
        person: personOf(phase()),
        checkServer: policy.checkServer,
        account: accountNow(),
        computer: {
          secretBackend: secrets.backend(),
          notifications: device.notifications,
          autostart: { wanted: autostart, possible: device.autostart },
          station,
          neverSleeps: neverSleeps(settings),
          alarmSound: { output: alarmOutput, hearing: ports.bell?.hearing?.() ?? NOT_HEARD_YET },
          policy: { places: policy.places, problems: policy.problems },
          ...(updates && { updates }),
        },
        pollSeconds,
      },
      progress.tell,
    );
    return last;
  }

  /** A call during a run gets the same report. */
  function run(): Promise<DoctorReport> {
    running ??= look().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    run,
    onProgress: progress.subscribe,
    /** Copies the report that the window last showed, and the versions, in the window's language. */
    async copy(): Promise<void> {
      const report = last ?? (await run());
      await opener.copy(`${reportText(report, preferences.language())}\n\n${diagnosticsText(diagnostics())}`);
    },
  };
}

/** The account's user, named when another account is on the same server. */
const personOf = (phase: Phase): string | null =>
  phase.kind === 'connected' ? personLabel(phase.account, phase.accounts) : null;

/** Base address, or null when the user typed no valid one. */
export function addressOf(phase: Phase): string | null {
  try {
    if (phase.kind === 'connected') return phase.account.server;
    return phase.kind === 'signing-in' ? phase.address : normaliseAddress(phase.address);
  } catch {
    return null;
  }
}
