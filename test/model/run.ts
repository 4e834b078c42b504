import type { Connected, Connection } from '../../main/core/model/connected.ts';
import { expectSameList } from './compare-list.ts';
import type { House } from './house.ts';
import { createPlayer, type Player } from './play.ts';
import type { Schedule } from './schedule.ts';
import { USER } from './stage.ts';
import { openTheatre, type Theatre, type TheatreOptions } from './theatre.ts';

const MINUTE = 60_000;
/** Longer than the longest backoff (5 min) and the longest wait after a 429 (5.5 min). */
const PATIENCE_MS = 6 * MINUTE;
/** Slightly more than the app's own time limit. */
const LONGEST_HANG_MS = 35_000;
const IDLE_BUDGET = { live: 75, polling: 135 };
/**
 * The requests about a conversation whose notifications have been on the screen since before the hour: at twice their
 * age, for a quarter of an hour, the app asks for the conversation, and for earlier messages that the screen shows.
 */
const PER_CONVERSATION_ON_SCREEN = 4;

/** Plays one schedule, and checks every property. @throws with the trace of events if one does not hold */
export async function runSchedule(schedule: Schedule, options: TheatreOptions): Promise<void> {
  const theatre = openTheatre(schedule, options);
  const player = createPlayer(theatre, options.tally);
  try {
    await player.open(schedule);
    for (const step of schedule.steps) await player.step(step);
    await end(schedule, theatre, player, options);
    options.tally.count('schedules', options.overWire ? 'over the wire' : 'in process');
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${theatre.trace.slice(-60).join('\n')}`, {
      cause: error,
    });
  } finally {
    player.stop();
    theatre.close();
  }
}

async function end(schedule: Schedule, theatre: Theatre, player: Player, { tally }: TheatreOptions): Promise<void> {
  await player.healAll();
  if (schedule.patient) {
    await player.step({ do: 'pass', ms: PATIENCE_MS });
    for (const house of theatre.houses) {
      expectRecovered(connected(player), house);
      house.oracle.expectNoneLate();
    }
  }
  // After a gap a full list is due, which alone shows deletions and removed conversations.
  await player.step({ do: 'suspend' });
  // The app has given up hanging requests by then.
  await player.step({ do: 'pass', ms: LONGEST_HANG_MS });
  for (const { oracle } of theatre.houses) oracle.healed();
  for (const what of ['resume', 'person-refreshes'] as const) await player.step({ do: what });
  theatre.other?.talkmelder().refresh();
  await player.step({ do: 'pass', ms: 35_000 });
  for (const { alarms } of [...theatre.houses, ...(theatre.other ? [theatre.other] : [])]) alarms.expectAllRang();
  const { conversations, accounts } = connected(player);
  for (const house of theatre.houses) {
    house.oracle.expectPromisesKept();
    const { state, error } = connectionOf(accounts, house);
    if (error !== null) throw new Error(`${state}: ${error}, although all is well`);
    expectSameList(conversations ?? [], house);
    house.oracle.expectNoGhosts();
    expectMarkersUntouched(house);
  }
  await player.step({ do: 'acknowledge', all: true, pick: 0 });
  if (theatre.houses.length > 1)
    await player.step({ do: 'next-door', step: { do: 'acknowledge', all: true, pick: 0 } });
  if (!schedule.idleHour || theatre.other) return;
  if (theatre.hasAlarms) await player.endAlarms();
  await expectFewRequests(theatre, player, tally);
}

function connected(player: Player): Connected {
  const { phase } = player.talkmelder().overview();
  if (phase.kind !== 'connected') throw new Error(`the app is ${phase.kind}`);
  return phase;
}

function connectionOf(accounts: Connected['accounts'], { id }: House): Connection {
  const account = accounts.find((one) => one.id === id);
  if (!account) throw new Error(`the account ${id} is gone`);
  return account.connection;
}

function expectRecovered({ accounts }: Connected, house: House): void {
  const { state } = connectionOf(accounts, house);
  const wanted = house.sockets.isOffered() ? 'live' : 'polling';
  if (state !== wanted) throw new Error(`${state} instead of ${wanted}, although all is well`);
}

function expectMarkersUntouched({ stage, control }: House): void {
  for (const token of stage.ledger.tokens()) {
    const { member, lastRead } = stage.ledger.snapshot(token);
    const marker = member ? control.readMarker(USER, token) : lastRead;
    if (marker !== lastRead) throw new Error(`the read marker of ${token} is at ${marker} and not at ${lastRead}`);
  }
}

async function expectFewRequests(theatre: Theatre, player: Player, tally: TheatreOptions['tally']): Promise<void> {
  await player.step({ do: 'pass', ms: PATIENCE_MS });
  const { accounts } = connected(player);
  const states = theatre.houses.map((house) => connectionOf(accounts, house).state);
  const onScreen = theatre.houses.map(({ oracle }) => oracle.conversationsOnScreen());
  for (const { control } of theatre.houses) control.clearRequests();
  await player.step({ do: 'pass', ms: 60 * MINUTE });
  for (const [at, { control }] of theatre.houses.entries()) {
    const state = states[at] === 'live' ? 'live' : 'polling';
    tally.count('idle hours', state);
    const asked = control.requests.length;
    const allowed = IDLE_BUDGET[state] + (onScreen[at] ?? 0) * PER_CONVERSATION_ON_SCREEN;
    if (asked > allowed) throw new Error(`${asked} requests in an idle hour (${state}), ${allowed} are allowed`);
  }
}
