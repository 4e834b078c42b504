import { isFull } from '../full.ts';
import type { Random } from '../fuzz/random.ts';
import { type CrowdRoom, WRITERS } from './crowd.ts';

export const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The PC sleeps from 22:00 to 6:00; the day begins at 8:00. */
const SLEEP = { from: 14 * HOUR, to: 22 * HOUR };
const DAY = 24 * HOUR;
const PUSH = { from: 1 * HOUR, to: 6 * HOUR };
/** `npm test` lives a day with a fifth of the messages. */
const SHARE = isFull ? 1 : 0.2;
export const MESSAGES = 5_000 * SHARE;
const AT_NIGHT = 300 * SHARE;
const READS = 400 * SHARE;
const CHANGES = 60 * SHARE;
const HICCUPS = 300 * SHARE;

export interface PlannedMessage {
  kind: 'message';
  room: CrowdRoom;
  author: string;
  silent: boolean;
  mentions: string[] | 'all' | null;
}

export type Happening =
  | PlannedMessage
  | { kind: 'read-elsewhere'; room: CrowdRoom }
  | { kind: 'edit' | 'delete' }
  /** The server never answers the next request for a conversation's messages, so that half of a round fails. */
  | { kind: 'hiccup' }
  | { kind: 'sleep' | 'wake-up' | 'push-on' | 'push-off' }
  | { kind: 'outage'; how: 'down' | 'maintenance' | 'broken' }
  | { kind: 'outage-over' };

export type Planned = Happening & { /** Milliseconds since the day began. */ at: number };

/** Plans a day at a station; returns its events in order. */
export function planDay(rooms: readonly CrowdRoom[], random: Random): Planned[] {
  const between = (from: number, to: number): number => from + random.int(to - from);
  const awake = (): number => {
    const at = between(0, DAY - (SLEEP.to - SLEEP.from) - MINUTE);
    return at < SLEEP.from ? at : at + (SLEEP.to - SLEEP.from);
  };
  // A few conversations are lively, most are not.
  const room = (): CrowdRoom => rooms[Math.floor(random.next() ** 2 * rooms.length)] ?? random.pick(rooms);
  const times = (count: number, make: () => Planned): Planned[] => Array.from({ length: count }, make);

  const message = (): PlannedMessage => ({
    kind: 'message',
    room: room(),
    author: random.chance(0.05) ? 'alice' : random.pick(WRITERS),
    silent: random.chance(0.05),
    mentions: random.chance(0.15) ? (random.chance(0.3) ? 'all' : ['alice']) : null,
  });
  const planned: Planned[] = [
    ...times(MESSAGES - AT_NIGHT, () => ({ ...message(), at: awake() })),
    ...times(AT_NIGHT, () => ({ ...message(), at: between(SLEEP.from, SLEEP.to) })),
    ...times(READS, () => ({ kind: 'read-elsewhere', room: room(), at: between(0, DAY - MINUTE) })),
    ...times(CHANGES, () => ({ kind: random.chance(0.5) ? 'edit' : 'delete', at: awake() })),
    ...times(HICCUPS, () => ({ kind: 'hiccup', at: awake() })),
    { kind: 'sleep', at: SLEEP.from },
    { kind: 'wake-up', at: SLEEP.to },
    { kind: 'push-on', at: PUSH.from },
    { kind: 'push-off', at: PUSH.to },
    ...outage('down', 3 * HOUR, 20 * MINUTE),
    ...outage('maintenance', 8 * HOUR, 40 * MINUTE),
    ...outage('broken', 11 * HOUR, 15 * MINUTE),
  ];
  return planned.sort((a, b) => a.at - b.at);
}

const outage = (how: 'down' | 'maintenance' | 'broken', at: number, length: number): Planned[] => [
  { kind: 'outage', how, at },
  { kind: 'outage-over', at: at + length },
];

/** Applies Talk's rules in a simple form, independent of Talkmelder's own code. */
export function shouldRing({ room, author, silent, mentions }: PlannedMessage): boolean {
  if (author === 'alice' || silent || room.level === 3) return false;
  return mentions !== null || (room.level === 1 && !room.archived);
}
