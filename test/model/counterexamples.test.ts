/** Schedules that broke the app once, as the model shrank them. Kept, so that they stay mended. */
import { afterAll, beforeAll, it } from 'vitest';
import { runSchedule } from './run.ts';
import type { RoomName, Schedule, Step } from './schedule.ts';
import { openPort, type Port } from './server.ts';
import { createTally } from './tally.ts';

let port: Port;
beforeAll(async () => {
  port = await openPort();
});
afterAll(() => port.close());

const ALL_READ = { do: 'read', all: true, pick: 0 } as const;
const poll: Step = { do: 'pass', ms: 67_000 };
const pass = (seconds: number): Step => ({ do: 'pass', ms: seconds * 1_000 });
const send = (room: RoomName, mention: 'none' | 'all' = 'none'): Step => ({
  do: 'send',
  room,
  by: 'bob',
  mention,
  silent: false,
});
const burst = (room: RoomName, count: number, mentionAt = count): Step => ({ do: 'burst', room, count, mentionAt });
const sensitive = (room: RoomName): Step => ({ do: 'configure', room, what: 'sensitive', on: true });
const level = (room: RoomName, value: 1 | 2 | 3): Step => ({ do: 'level', room, level: value });
const callBegins: Extract<Step, { do: 'start-call' }> = { do: 'start-call', room: 'always', by: 'bob' };
const callEnds: Step = { do: 'end-call', room: 'always' };
const deleteLast = (room: RoomName): Step => ({ do: 'delete', room, pick: 0 });
const fault = (name: '429-retry-after' | 'hang', only: 'all' | 'chat' | 'status'): Step => ({
  do: 'fault',
  fault: name,
  only,
  count: 1,
});

const found: [string, Step[], Partial<Schedule>?][] = [
  [
    'new behind a page of read ones',
    [burst('always', 51), { ...ALL_READ, room: 'always' }, send('always'), callBegins, poll],
  ],
  ['a mention behind the first page', [burst('mention', 60, 55), poll]],
  ['sensitive, and more than a page', [sensitive('always'), burst('always', 60), poll]],
  [
    'push refused between two polls',
    [{ do: 'disable' }, { do: 'drop-push' }, pass(4), { do: 'enable' }, poll],
    { pushAtStart: true, patient: true },
  ],
  [
    'asleep while the server wants to be left alone',
    [fault('429-retry-after', 'all'), pass(30), { do: 'suspend' }],
    { patient: true },
  ],
  [
    'pushed while a run fails that the server wants to be the last for a while',
    [
      { do: 'between', step: send('always') },
      fault('429-retry-after', 'chat'),
      send('direct'),
      send('direct'),
      pass(1),
    ],
    { pushAtStart: true, patient: true },
  ],
  [
    'muted and sensitive, later neither',
    [sensitive('always'), level('always', 3), send('always'), poll, level('always', 1), poll, send('always'), poll],
  ],
  [
    'a call that begins before the last one did',
    [callBegins, poll, callEnds, poll, { do: 'server-clock', by: -3_600_000 }, callBegins, poll],
  ],
  [
    'a call that the user joins while its messages hang',
    [
      callBegins,
      poll,
      fault('hang', 'chat'),
      { do: 'join-call', room: 'always', by: 'alice' },
      send('always'),
      poll,
      callEnds,
      poll,
    ],
  ],
  [
    'a list that fails, and capabilities that tell that the session is over, for ten minutes',
    [{ do: 'fault', fault: '500', only: 'list', count: 2 }, { do: 'disable' }, pass(67), pass(600)],
  ],
  [
    'the computer wakes shortly before the server is asked again after the session has ended',
    [
      { do: 'disable' },
      pass(335),
      { do: 'suspend' },
      { do: 'resume' },
      pass(32),
      { do: 'person-refreshes' },
      pass(124),
      { do: 'suspend' },
      { do: 'resume' },
      pass(136),
    ],
    { seed: 111_501 },
  ],
  ['a missed call, seen elsewhere', [callBegins, callEnds, { ...ALL_READ, room: 'always' }, poll]],
  [
    'woken while a run is under way',
    [
      { do: 'between', step: { do: 'edit', room: 'direct', pick: 0 } },
      send('direct'),
      fault('hang', 'status'),
      pass(1),
      { do: 'person-refreshes' },
    ],
  ],
  [
    'clock set back after a refused refresh',
    [{ do: 'disable' }, poll, { do: 'person-refreshes' }, { do: 'clock', by: -86_400_000 }],
  ],
  [
    'a mention after the list was answered',
    [
      level('direct', 2),
      sensitive('direct'),
      poll,
      send('direct'),
      { do: 'between', step: send('direct', 'all') },
      pass(30),
    ],
  ],
  [
    'the person asks while a request hangs',
    [
      fault('hang', 'all'),
      pass(40),
      fault('hang', 'all'),
      pass(30),
      fault('hang', 'all'),
      pass(60),
      { do: 'person-refreshes' },
    ],
  ],
  [
    'sensitive in the second in which a message is deleted and another comes, part of it read elsewhere',
    [
      pass(10),
      send('always'),
      deleteLast('always'),
      send('always'),
      sensitive('always'),
      poll,
      { do: 'read', room: 'always', all: false, pick: 0 },
      send('always'),
      send('always'),
    ],
    { pushAtStart: true },
  ],
  [
    'sensitive already, when a message is deleted and another comes in one second',
    [sensitive('always'), pass(10), send('always'), deleteLast('always'), send('always'), poll],
    { pushAtStart: true },
  ],
  [
    'archived while its call rings',
    [
      { ...callBegins, room: 'direct' },
      poll,
      { do: 'configure', room: 'direct', what: 'archived', on: true },
      send('direct'),
      poll,
      poll,
    ],
  ],
  [
    'archived, and a call comes and goes',
    [callBegins, { do: 'configure', room: 'always', what: 'archived', on: true }, callEnds, poll, pass(1)],
  ],
  [
    'a message that comes while the app looks up how a call went',
    [callBegins, { ...ALL_READ, room: 'always' }, poll, callEnds, { do: 'between', step: send('always') }, poll, poll],
  ],
  [
    'a call that ends while the app looks up who takes part',
    [callBegins, send('always'), { do: 'between', step: callEnds }, poll, poll],
  ],
  [
    'a call that rings, is joined, and ends while the app looks up who takes part',
    [
      callBegins,
      poll,
      { do: 'between', step: callEnds },
      { do: 'join-call', room: 'always', by: 'alice' },
      callEnds,
      poll,
      { ...callBegins, room: 'direct' },
      { do: 'end-call', room: 'direct' },
      poll,
    ],
    { pushAtStart: true },
  ],
  ['changes of which none can be read', [{ do: 'ghosts', on: true }, send('always')]],
  [
    'taken out of a conversation while the app looks up how a silent call went',
    [
      { do: 'between', step: { do: 'remove', room: 'mention' } },
      { ...callBegins, room: 'mention', silent: true },
      { do: 'end-call', room: 'mention' },
      poll,
      pass(1),
    ],
  ],
  [
    'in a call that began before the app did, and answered before it ended',
    [callBegins, poll, { do: 'join-call', room: 'always', by: 'alice' }, { do: 'restart' }, callEnds, poll],
  ],
  [
    'marked as unread in the app, after the list hid what was read elsewhere',
    [
      sensitive('mention'),
      { do: 'open', room: 'mention', visible: true },
      burst('mention', 3, 0),
      poll,
      { do: 'own', what: 'mark-read', room: 'mention', level: 1, on: false },
      send('mention', 'all'),
      poll,
      { do: 'own', what: 'mark-unread', room: 'mention', level: 1, on: false },
      send('mention'),
      send('mention'),
      poll,
    ],
  ],
  [
    'deleted while the messages cannot be had that would tell, until the person asks',
    [
      { do: 'chat-fault', room: 'direct', fault: '500' },
      send('direct'),
      poll,
      { do: 'odd-message', room: 'direct', what: 'no-author' },
      { do: 'delete', room: 'direct', pick: 3 },
      poll,
    ],
  ],
  [
    'disabled while a chat hangs: the profile is asked before the next list',
    [
      { do: 'chat-fault', room: 'mention', fault: 'hang' },
      send('mention'),
      { do: 'send', room: 'mention', by: 'bob', mention: 'alice', silent: false },
      { do: 'restart' },
      { do: 'disable' },
      pass(40),
    ],
  ],
  [
    'messages that live for a while, read by nobody',
    [
      { do: 'send', room: 'always', by: 'bob', mention: 'none', silent: false, lives: 90 },
      { do: 'send', room: 'direct', by: 'bob', mention: 'none', silent: false, lives: 20 },
      poll,
      { do: 'clock', by: 3_600_000 },
      { do: 'send', room: 'always', by: 'bob', mention: 'none', silent: false },
      poll,
    ],
  ],
  [
    'the older of two messages is deleted while both are on the screen',
    [send('always'), poll, send('always'), poll, { do: 'delete', room: 'always', pick: 1 }, poll, poll],
  ],
  [
    'added, taken out, and added again, with a message that rings',
    [
      { do: 'invite', room: 'public' },
      poll,
      { do: 'remove', room: 'public' },
      { do: 'suspend' },
      { do: 'resume' },
      poll,
      { do: 'invite', room: 'public' },
      poll,
      send('public', 'all'),
      poll,
    ],
  ],
  [
    'a message rings, what may lie before it cannot be had, and another comes at once',
    [
      callBegins,
      callEnds,
      poll,
      { do: 'odd-room', room: 'direct', what: 'negative-count' },
      send('direct'),
      { do: 'mend-room', room: 'direct' },
      { do: 'chat-fault', room: 'direct', fault: '500' },
      { do: 'restart' },
      send('direct'),
      pass(30),
    ],
    { seed: 310_786 },
  ],
  [
    'a message has expired before it was seen, and is there again when the server’s clock is set back',
    [
      callBegins,
      callEnds,
      { do: 'send', room: 'always', by: 'bob', mention: 'none', silent: false, lives: 20 },
      poll,
      { do: 'server-clock', by: -3_600_000 },
      send('mention'),
      poll,
      poll,
    ],
  ],
  [
    'one number for posts in a thread and for messages, while nothing is known of threads',
    [
      { do: 'fault', fault: 'hang', only: 'chat', count: 2 },
      poll,
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'thread-post', room: 'always', mention: false },
      send('always'),
      { do: 'send', room: 'always', by: 'alice', mention: 'none', silent: false },
      send('always'),
      pass(1),
    ],
    { pushAtStart: true },
  ],
  [
    'a thread’s level is refused, for the server wants to be left alone',
    [
      fault('429-retry-after', 'chat'),
      { do: 'thread-post', room: 'always', mention: false },
      poll,
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'chat-fault', room: 'always', fault: '500' },
    ],
    { twoAccounts: true },
  ],
  [
    'a thread’s level hangs, and the next list comes meanwhile',
    [
      { do: 'fault', fault: 'hang', only: 'chat', count: 2 },
      poll,
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'thread-post', room: 'always', mention: false },
      send('always'),
      pass(2),
      pass(1),
    ],
    { pushAtStart: true },
  ],
  [
    'the first post of a muted thread is considered, and then the thread rings again',
    [
      poll,
      { do: 'thread-level', room: 'direct', level: 3 },
      { do: 'thread-post', room: 'direct', mention: false },
      { do: 'thread-post', room: 'direct', mention: false },
      { do: 'thread-level', room: 'direct', level: 0 },
      fault('hang', 'all'),
    ],
    { pushAtStart: true, twoAccounts: true },
  ],
];

it.each(found)('%s', async (_name, steps, rest = {}) => {
  const schedule: Schedule = { seed: 0, pushAtStart: false, patient: false, idleHour: false, ...rest, steps };
  await runSchedule(schedule, { port, overWire: false, tally: createTally() });
});
