import type { AppState } from '../../main/core/model/app-state.ts';
import { seedCrowd } from '../day/crowd.ts';
import { startSignedIn } from '../day/signed-in.ts';
import { createSimulatedClock } from '../day/simulated-clock.ts';
import { createWire } from '../day/wire.ts';
import { createFakeNotifier } from '../fakes/notifier.ts';
import { startNextcloud } from '../nextcloud/server.ts';

/** Archived conversations are hidden, so the server needs a few more than the window shows. */
const SPARE = 1.2;

/** Returns the state that main would send with this many conversations, every third of them unread. */
export async function windowState(conversations: number): Promise<AppState> {
  const nextcloud = await startNextcloud();
  const { control } = nextcloud;
  const rooms = seedCrowd(control, Math.ceil(conversations * SPARE));
  for (const { token } of rooms.filter((_room, index) => index % 3 === 0)) control.send('carla', token, 'Wer kommt?');
  const wire = createWire(nextcloud, 'alice');
  const clock = createSimulatedClock({ random: () => 0.5, quiet: wire.quiet, start: Date.now() });
  const talkmelder = startSignedIn({
    server: nextcloud.url,
    user: 'alice',
    appPassword: control.createAppPassword('alice'),
    clock,
    fetch: wire.fetch,
    openSocket: wire.openSocket,
    notifier: createFakeNotifier(),
  });
  await talkmelder.start();
  await wire.quiet();
  const state = talkmelder.state();
  talkmelder.stop();
  await nextcloud.close();
  if (state.phase.kind !== 'connected') throw new Error(`not connected: ${state.phase.kind}`);
  const shown = state.phase.conversations?.slice(0, conversations) ?? [];
  if (shown.length !== conversations) throw new Error(`only ${shown.length} conversations`);
  return { ...state, phase: { ...state.phase, conversations: shown } };
}
