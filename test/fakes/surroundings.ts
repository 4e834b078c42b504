import type { AppState } from '../../main/core/model/app-state.ts';
import type { Connected } from '../../main/core/model/connected.ts';
import { NO_POLICY, type Policy } from '../../main/core/settings/policy.ts';
import { createTalkmelder, type Talkmelder } from '../../main/core/talkmelder.ts';
import { createFakeBell } from './bell.ts';
import { createFakeCallBell } from './call-bell.ts';
import { createFakeClock } from './clock.ts';
import { createFakeDesktop } from './desktop.ts';
import { createFakeDrafts } from './drafts.ts';
import { createFakeLogger } from './logger.ts';
import { createFakeNotifier } from './notifier.ts';
import { createFakeOpener } from './opener.ts';
import { fakePins } from './pins.ts';
import { createFakeProbe } from './probe.ts';
import { openNodeSocket } from './socket.ts';
import { createFakeSecrets, createFakeSettings } from './stores.ts';
import { createFakeUserFiles } from './user-files.ts';

export type Surroundings = ReturnType<typeof createSurroundings>;

/** Creates all of core's ports: time, screen, browser and disk are fakes; the network is Node's own. */
export function createSurroundings() {
  return {
    clock: createFakeClock(),
    secrets: createFakeSecrets(),
    settings: createFakeSettings(),
    drafts: createFakeDrafts(),
    notifier: createFakeNotifier(),
    bell: createFakeBell(),
    callBell: createFakeCallBell(),
    pins: fakePins,
    files: createFakeUserFiles(),
    opener: createFakeOpener(),
    log: createFakeLogger(),
    fetch: globalThis.fetch,
    openSocket: openNodeSocket,
    desktop: createFakeDesktop(),
    probe: createFakeProbe(),
  };
}

/** Starts core as the app does, with the disk and the keychain of `ports`. */
export const startTalkmelder = (
  ports: Surroundings,
  locale = 'en-GB',
  presetServer = '',
  policy: Policy = NO_POLICY,
): Talkmelder => createTalkmelder(ports, { userAgent: 'Talkmelder (test)', locale, presetServer, policy });

/** Resolves with the first state from now on that meets the condition. */
export function until(talkmelder: Talkmelder, wanted: (state: AppState) => boolean): Promise<AppState> {
  return new Promise((resolve) => {
    if (wanted(talkmelder.state())) return resolve(talkmelder.state());
    const stop = talkmelder.subscribe((state) => {
      if (!wanted(state)) return;
      stop();
      resolve(state);
    });
  });
}

/** Resolves with the next good list after the call. */
export async function untilSynced(talkmelder: Talkmelder): Promise<Connected> {
  const connected = ({ phase }: AppState) => (phase.kind === 'connected' ? phase : null);
  const before = connected(talkmelder.state())?.connection;
  const state = await until(talkmelder, (next) => {
    const connection = connected(next)?.connection;
    return connection !== undefined && connection !== before && ['polling', 'live'].includes(connection.state);
  });
  return connected(state) ?? Promise.reject(new Error('not connected'));
}
