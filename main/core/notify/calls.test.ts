import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { UNKNOWN_START } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import { type CallLogNeed, callLogNeed, callsIn, callsRing, isMissed, isWholeLog } from './calls.ts';

const ALICE = { actorType: 'users', actorId: 'alice' };
const CONSIDERED = { message: 10, call: 0 };

/** Builds the system messages of one conversation in order: `bob call_started`. */
const log = (...lines: string[]): Message[] =>
  lines.map((line, index) => {
    const [actorId = '', systemMessage = '', silent] = line.split(' ');
    const fields = { actorId, systemMessage, messageType: systemMessage === '' ? 'comment' : 'system' };
    return message(11 + index, { ...fields, ...(silent && { silent: true }) });
  });

const missedIn = (messages: Message[], overrides: Partial<Room> = {}): number => {
  const where = room('tok', { lastReadMessage: 10, ...overrides });
  return callsIn(messages, where).filter((call) => isMissed(call, where, CONSIDERED)).length;
};

describe('callsIn', () => {
  it('finds start and end of a call, and whether the user took part', () => {
    const messages = log(
      'bob call_started',
      'alice call_joined',
      'bob call_left',
      'alice call_left',
      'alice call_ended',
    );
    expect(callsIn(messages, ALICE)).toEqual([{ start: messages[0], end: messages[4], attended: true }]);
  });

  it('tells calls apart, although one end is lost and one start is out of reach', () => {
    const lines = ['bob call_ended', 'bob call_started', 'carla call_started', 'alice call_joined', 'bob call_left'];
    const calls = callsIn(log(...lines), ALICE);
    expect(calls.map(({ start, end, attended }) => [start?.id ?? null, end?.id ?? null, attended])).toEqual([
      [null, 11, false],
      [12, null, false],
      [13, null, true],
    ]);
  });

  it('counts only the user as taking part, not a guest or a federated person with the same id', () => {
    const [start, joined] = log('bob call_started', 'alice call_joined');
    if (!start || !joined) throw new Error('No messages');
    const attendedBy = (actorType: string): boolean | undefined =>
      callsIn([start, { ...joined, actorType }], ALICE)[0]?.attended;
    expect(['users', 'guests', 'federated_users', 'bots'].map(attendedBy)).toEqual([true, false, false, false]);
  });
});

describe('a missed call', () => {
  const ONE_TO_ONE = { type: 1 };

  it.each<[string, string[], Partial<Room>, number]>([
    ['one-to-one, not answered', ['bob call_started', 'bob call_left', 'bob call_missed'], ONE_TO_ONE, 1],
    [
      'one-to-one, answered elsewhere',
      ['bob call_started', 'alice call_joined', 'alice call_left', 'bob call_left', 'bob call_ended'],
      ONE_TO_ONE,
      0,
    ],
    ['one-to-one, the start out of reach', ['bob call_ended'], ONE_TO_ONE, 0],
    [
      'one-to-one, the user’s own attempt',
      ['alice call_started', 'alice call_left', 'alice call_tried'],
      ONE_TO_ONE,
      0,
    ],
    ['one-to-one, silent', ['bob call_started silent', 'bob call_left', 'bob call_missed'], ONE_TO_ONE, 0],
    ['in a group, without the user', ['bob call_started', 'carla call_joined', 'bob call_ended'], {}, 1],
    ['in a group, joined', ['bob call_started', 'alice call_joined', 'bob call_ended'], {}, 0],
    ['in a group, started by the user', ['alice call_started', 'bob call_joined', 'bob call_ended'], {}, 0],
    ['in a group, silent', ['bob call_started silent', 'bob call_ended'], {}, 0],
    ['in a group, ended for all', ['bob call_started', 'carla call_ended_everyone'], {}, 1],
    [
      'in a group, two calls, the user joined the second',
      ['bob call_started', 'bob call_ended', 'bob call_started', 'alice call_joined', 'bob call_ended'],
      {},
      1,
    ],
    ['in a group, read elsewhere', ['bob call_started', 'bob call_ended'], { lastReadMessage: 12 }, 0],
    ['in a group at the level "never"', ['bob call_started', 'bob call_ended'], { notificationLevel: 3 }, 1],
    ['in a group whose calls do not ring', ['bob call_started', 'bob call_ended'], { notificationCalls: 0 }, 0],
    ['in an archived group', ['bob call_started', 'bob call_ended'], { isArchived: true }, 0],
  ])('%s', (_name, lines, overrides, count) => {
    expect(missedIn(log(...lines), overrides)).toBe(count);
  });

  it("is detected from the call's messages, not from the names at its end, because Talk names four people at most", () => {
    const parameters = { user1: { type: 'user', id: 'alice' }, user2: { type: 'user', id: 'bob' } };
    const [start, end] = log('bob call_started', 'bob call_ended');
    if (!start || !end) throw new Error('No messages');
    expect(missedIn([start, { ...end, messageParameters: parameters }])).toBe(1);
    // The names are better than nothing when the server does not send the messages of the call.
    expect(missedIn([{ ...end, messageParameters: parameters }])).toBe(0);
  });
});

describe('callLogNeed', () => {
  const running = (overrides: Partial<Room> = {}): Room =>
    room('tok', { hasCall: true, callStartTime: 500, ...overrides });
  const over = room('tok');

  it.each<[string, CallLogNeed, Room, { message: number; call: number; running?: boolean }, Message[], boolean]>([
    ['not for a call that has just begun', 'none', running(), CONSIDERED, log('bob call_started'), false],
    ['for a call followed by a later message', 'whole', running(), CONSIDERED, log('bob call_started', 'bob '), false],
    ['for a call whose messages the list hides', 'whole', running(), CONSIDERED, [], false],
    [
      'not for a call that is known and no longer rings',
      'none',
      running(),
      { message: 10, call: 500 },
      log('bob '),
      false,
    ],
    ['for a call that rings, when something came', 'recent', running(), { message: 10, call: 500 }, log('bob '), true],
    [
      'for a call whose start could not be read',
      'none',
      running(),
      { message: 10, call: UNKNOWN_START, running: true },
      log('bob '),
      false,
    ],
    ['for a call that ran and is over', 'whole', over, { message: 10, call: 500, running: true }, log('bob '), false],
    ['for the end of a call', 'whole', over, CONSIDERED, log('bob call_ended'), false],
    ['not for the user’s own attempt', 'none', over, CONSIDERED, log('alice call_tried'), false],
    ['not when calls do not ring', 'none', running({ notificationCalls: 0 }), CONSIDERED, log('bob '), false],
  ])('%s', (_name, need, where, cursor, messages, shown) => {
    expect(callLogNeed(where, cursor, messages, shown)).toBe(need);
  });

  it('isWholeLog goes back to the start of the call, even if that was considered or read long ago', () => {
    const messages = log('bob call_started', 'bob ', 'bob ', 'bob ', 'bob call_ended');
    const cursor = { message: 14, call: 0 };
    expect(isWholeLog(messages.slice(2), over, cursor)).toBe(false);
    expect(isWholeLog(messages, over, cursor)).toBe(true);
    expect(isWholeLog(messages.slice(0, 4), over, cursor)).toBe(true);
  });

  it('isWholeLog does not go back forever when a running call’s first message is missing', () => {
    const old = log('bob ', 'bob ').map((entry) => ({ ...entry, timestamp: 1_700_000_000 }));
    const cursor = { message: 14, call: 0 };
    expect(isWholeLog(old, running({ callStartTime: 1_700_000_000 }), cursor)).toBe(false);
    expect(isWholeLog(old, running({ callStartTime: 1_800_000_000 }), cursor)).toBe(true);
  });
});

it('calls ring by their own setting, whatever the level is', () => {
  expect([1, 2, 3].map((notificationLevel) => callsRing(room('tok', { notificationLevel })))).toEqual([
    true,
    true,
    true,
  ]);
  expect(callsRing(room('tok', { notificationCalls: 0 }))).toBe(false);
});
