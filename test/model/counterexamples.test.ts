/** Schedules that once broke the app, as short as the model could make them. They stay here as regression tests. */
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

/** The user reads everything in a conversation on another device. */
const ALL_READ = { do: 'read', all: true, pick: 0 } as const;
/** Long enough for the next list, with its jitter. */
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
const fault = (name: '429-retry-after' | 'hang', only: 'all' | 'chat' | 'status'): Extract<Step, { do: 'fault' }> => ({
  do: 'fault',
  fault: name,
  only,
  count: 1,
});

/** A post in a muted thread, whose level the app has not asked for yet. */
const mutedThread: Step[] = [
  { do: 'thread-level', room: 'always', level: 3 },
  { do: 'thread-post', room: 'always', mention: false },
  { do: 'person-refreshes' },
  level('always', 1),
  { do: 'thread-level', room: 'always', level: 3 },
];

/** A mention in a thread rings beside a message without an author. */
const oddMention: Step[] = [
  { do: 'odd-room', room: 'mention', what: 'negative-count' },
  poll,
  { do: 'odd-message', room: 'always', what: 'no-author' },
  { do: 'thread-level', room: 'always', level: 2 },
  level('always', 1),
  { do: 'thread-post', room: 'always', mention: true },
  poll,
];

/** A message comes while those of its conversation cannot be fetched. */
const failingChat: Step[] = [
  { do: 'chat-fault', room: 'always', fault: '500' },
  { do: 'join-call', room: 'always', by: 'bob' },
  send('always'),
  poll,
];

/** What happens, its steps, and how the schedule differs from a usual one. */
const found: [string, Step[], Partial<Schedule>?][] = [
  [
    'new messages after a page of read ones',
    [burst('always', 51), { ...ALL_READ, room: 'always' }, send('always'), callBegins, poll],
  ],
  ['a mention after the first page', [burst('mention', 60, 55), poll]],
  ['a sensitive conversation with more than a page of messages', [sensitive('always'), burst('always', 60), poll]],
  [
    'push is refused between two polls',
    [{ do: 'disable' }, { do: 'drop-push' }, pass(4), { do: 'enable' }, poll],
    { pushAtStart: true, patient: true },
  ],
  [
    'the computer sleeps during the server’s Retry-After',
    [fault('429-retry-after', 'all'), pass(30), { do: 'suspend' }],
    { patient: true },
  ],
  [
    'a push frame while a run fails with Retry-After',
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
    'a conversation that is muted and sensitive, and later neither',
    [sensitive('always'), level('always', 3), send('always'), poll, level('always', 1), poll, send('always'), poll],
  ],
  [
    'a call that begins before the start of the last one',
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
    'a list that fails for ten minutes, with capabilities that report the end of the session',
    [{ do: 'fault', fault: '500', only: 'list', count: 2 }, { do: 'disable' }, pass(67), pass(600)],
  ],
  [
    'the computer wakes shortly before the app checks an ended session again',
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
    'the user refreshes during a run',
    [
      { do: 'between', step: { do: 'edit', room: 'direct', pick: 0 } },
      send('direct'),
      fault('hang', 'status'),
      pass(1),
      { do: 'person-refreshes' },
    ],
  ],
  [
    'the clock is set back after a refused refresh',
    [{ do: 'disable' }, poll, { do: 'person-refreshes' }, { do: 'clock', by: -86_400_000 }],
  ],
  [
    'a mention after the answer with the list',
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
    'the user refreshes while a request hangs',
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
    'a conversation made sensitive in the second of a deletion and a new message, and partly read elsewhere',
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
    'a sensitive conversation with a deletion and a new message in one second',
    [sensitive('always'), pass(10), send('always'), deleteLast('always'), send('always'), poll],
    { pushAtStart: true },
  ],
  [
    'a conversation archived while its call rings',
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
    'an archived conversation in which a call comes and goes',
    [callBegins, { do: 'configure', room: 'always', what: 'archived', on: true }, callEnds, poll, pass(1)],
  ],
  [
    'a message that comes while the app looks up the outcome of a call',
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
  ['a delta without a readable element', [{ do: 'ghosts', on: true }, send('always')]],
  [
    'the user is removed from a conversation while the app looks up the outcome of a silent call',
    [
      { do: 'between', step: { do: 'remove', room: 'mention' } },
      { ...callBegins, room: 'mention', silent: true },
      { do: 'end-call', room: 'mention' },
      poll,
      pass(1),
    ],
  ],
  [
    'a call that began before the app started, and that the user joined before its end',
    [callBegins, poll, { do: 'join-call', room: 'always', by: 'alice' }, { do: 'restart' }, callEnds, poll],
  ],
  [
    'a conversation marked as unread in the app, after the list hid that it was read elsewhere',
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
    'a deletion while the messages cannot be fetched, until the user refreshes',
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
    'the user is disabled while a chat request hangs: the app asks for the profile before the next list',
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
    'expiring messages that the user does not read',
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
    'the user is added, removed and added again, with a message that rings',
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
    'a message rings, older ones cannot be fetched, and another comes at once',
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
    'a message expires unseen, and is back when the server’s clock is set back',
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
    'one notification counts posts in a thread and messages, while the levels of threads are unknown',
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
    'a thread’s level is refused with Retry-After',
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
    'a thread’s level hangs until the next list',
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
    'the app considers the first post of a muted thread, and then the thread rings again',
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
  [
    'messages written at one level, considered at a lower one, and announced after the level is raised again',
    [
      poll,
      burst('direct', 3, 0),
      send('direct'),
      level('direct', 2),
      poll,
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'thread-level', room: 'direct', level: 3 },
      level('direct', 1),
      { do: 'thread-post', room: 'direct', mention: false },
      { do: 'thread-level', room: 'direct', level: 0 },
      poll,
      { do: 'odd-message', room: 'always', what: 'no-author' },
    ],
  ],
  [
    'the user is added, the message about it is read, and the messages cannot be fetched',
    [
      { do: 'invite', room: 'public' },
      { do: 'read', room: 'public', all: false, pick: 0 },
      send('public'),
      send('public'),
      send('public'),
      { do: 'chat-fault', room: 'public', fault: '500' },
      { do: 'suspend' },
      send('always'),
      send('always'),
      send('always'),
      { do: 'restart' },
      pass(2),
    ],
  ],
  [
    'a message waits for its conversation, and the server announces another one in it',
    [...oddMention, ...failingChat],
    { pushAtStart: true },
  ],
  [
    'a message waits, the server announces another one, and the status hangs until after the next list',
    [...oddMention, fault('hang', 'status'), ...failingChat],
    { pushAtStart: true },
  ],
  [
    'a digest counts a message of a conversation that hangs and fails later',
    [
      { do: 'chat-fault', room: 'always', fault: 'hang' },
      { do: 'chat-fault', room: 'direct', fault: '500' },
      send('direct'),
      { do: 'suspend' },
      send('mention', 'all'),
      send('public'),
      { do: 'send', room: 'mention', by: 'bob', mention: 'alice', silent: false },
      send('always'),
      { do: 'restart' },
      pass(2),
    ],
    { twoAccounts: true },
  ],
  [
    'the server announces a post in an odd conversation',
    [
      { do: 'odd-room', room: 'always', what: 'negative-count' },
      level('always', 2),
      { do: 'thread-level', room: 'always', level: 1 },
      { do: 'thread-post', room: 'always', mention: false },
      send('always'),
      poll,
      pass(1),
    ],
  ],
  [
    'a number counts what the server announced and what waits in an odd conversation',
    [
      send('direct'),
      { do: 'thread-post', room: 'direct', mention: false },
      poll,
      { do: 'person-refreshes' },
      level('direct', 1),
      { do: 'odd-room', room: 'direct', what: 'negative-count' },
      { do: 'odd-message', room: 'direct', what: 'no-author' },
      { do: 'odd-room', room: 'always', what: 'negative-count' },
      poll,
      send('always'),
    ],
  ],
  [
    'a conversation is marked as read here and asked about alone before the next list',
    [
      { do: 'chat-fault', room: 'direct', fault: '500' },
      send('direct'),
      callBegins,
      callEnds,
      poll,
      fault('hang', 'status'),
      send('always'),
      { do: 'read', room: 'direct', all: false, pick: 0 },
      { do: 'own', what: 'mark-read', room: 'direct', level: 1, on: false },
      poll,
      { do: 'odd-room', room: 'always', what: 'negative-count' },
    ],
    { pushAtStart: true },
  ],
  [
    'a thread is no longer followed, and its level cannot be learned',
    [
      level('direct', 2),
      { do: 'thread-level', room: 'direct', level: 1 },
      { do: 'thread-post', room: 'direct', mention: false },
      send('direct'),
      poll,
      fault('hang', 'chat'),
      { do: 'thread-level', room: 'direct', level: 0 },
      { do: 'thread-post', room: 'direct', mention: false },
      poll,
      callBegins,
      callEnds,
      poll,
    ],
  ],
  [
    'a call rings when the clock is set back by an hour',
    [callBegins, pass(67), { do: 'clock', by: -3_600_000 }, pass(30)],
    { idleHour: true },
  ],
  [
    'a message of the server’s own list waits for the status while other lists come',
    [
      ...oddMention,
      fault('hang', 'status'),
      { do: 'chat-fault', room: 'always', fault: '500' },
      poll,
      send('always'),
      { do: 'join-call', room: 'always', by: 'bob' },
      send('always'),
      poll,
    ],
    { pushAtStart: true },
  ],
  [
    'the first good list after two refusals, beside which the server’s own list is asked for',
    [
      { do: 'suspend' },
      send('always'),
      { do: 'resume' },
      pass(2),
      { ...fault('429-retry-after', 'all'), count: 2 },
      level('always', 2),
      { do: 'thread-level', room: 'always', level: 1 },
      { do: 'thread-post', room: 'always', mention: false },
      send('always'),
      poll,
      { do: 'person-refreshes' },
    ],
    { pushAtStart: true },
  ],
  [
    'messages of the server’s own list wait for the status, and ring as a number',
    [
      { do: 'odd-room', room: 'mention', what: 'negative-count' },
      poll,
      { do: 'odd-message', room: 'always', what: 'no-author' },
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'thread-level', room: 'always', level: 2 },
      level('always', 1),
      { do: 'thread-post', room: 'always', mention: true },
      poll,
      fault('hang', 'status'),
      { do: 'chat-fault', room: 'always', fault: '500' },
      { do: 'odd-message', room: 'always', what: 'no-author' },
      send('always'),
      { do: 'join-call', room: 'always', by: 'bob' },
      send('always'),
      poll,
    ],
    { pushAtStart: true },
  ],
  [
    'a missed call whose log hangs and then fails, while a message rings',
    [{ do: 'chat-fault', room: 'always', fault: 'hang' }, callBegins, poll, callEnds, send('always'), poll],
  ],
  [
    'a post whose notification the user’s own message has deleted, before the marker moves back',
    [
      level('always', 3),
      send('always'),
      { do: 'thread-level', room: 'always', level: 1 },
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'send', room: 'always', by: 'alice', mention: 'none', silent: false },
      { do: 'own', what: 'mark-read', room: 'always', level: 1, on: false },
      poll,
    ],
  ],
  [
    'an idle hour that begins with fresh notifications of two conversations',
    [
      { do: 'odd-room', room: 'direct', what: 'negative-count' },
      send('direct'),
      { do: 'between', step: { do: 'send', room: 'mention', by: 'bob', mention: 'none', silent: false, lives: 600 } },
      { do: 'suspend' },
      { do: 'send', room: 'always', by: 'alice', mention: 'none', silent: false },
      send('public'),
      send('always'),
      { do: 'restart' },
      pass(2),
      { do: 'odd-room', room: 'always', what: 'negative-count' },
      { do: 'odd-message', room: 'always', what: 'no-author' },
      send('always'),
      send('direct'),
      fault('hang', 'all'),
    ],
    { pushAtStart: true, idleHour: true },
  ],
  [
    'the log of earlier calls, which answers after the digest',
    [
      { do: 'chat-fault', room: 'mention', fault: '503-retry-after' },
      poll,
      { do: 'send', room: 'mention', by: 'bob', mention: 'alice', silent: false },
      { do: 'own', what: 'mark-read', room: 'always', level: 1, on: false },
      { do: 'send', room: 'mention', by: 'bob', mention: 'alice', silent: false },
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'thread-post', room: 'always', mention: false },
      send('always'),
    ],
  ],
  [
    'a muted thread, after the list of followed threads and while its level cannot be asked for',
    [
      poll,
      { do: 'thread-level', room: 'always', level: 3 },
      { do: 'person-refreshes' },
      { ...fault('hang', 'chat'), fault: '502' },
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'person-refreshes' },
      poll,
      { do: 'thread-post', room: 'always', mention: false },
      { do: 'thread-post', room: 'always', mention: false },
      poll,
    ],
  ],
  [
    'a muted thread whose level cannot be asked for, before the followed threads are listed in the same run',
    [
      ...mutedThread,
      { ...fault('hang', 'chat'), fault: '500' },
      level('mention', 2),
      { do: 'thread-level', room: 'mention', level: 1 },
      { do: 'thread-post', room: 'mention', mention: false },
      send('mention'),
      poll,
    ],
  ],
  [
    'a muted thread whose level cannot be asked for, before its message arrives with the next list',
    [...mutedThread, { ...fault('hang', 'chat'), fault: '500', count: 2 }, poll],
  ],
  [
    'a mention in an archived conversation whose mark of mentions cannot be read',
    [
      poll,
      { do: 'configure', room: 'always', what: 'archived', on: true },
      { do: 'odd-room', room: 'always', what: 'odd-mention' },
      { do: 'send', room: 'always', by: 'bob', mention: 'alice', silent: false },
      send('always'),
      poll,
    ],
    { patient: true },
  ],
  [
    'a mention in a thread whose list the app dies with, before it stored what it had told of another account',
    [
      { do: 'crash-before-storing' },
      { do: 'thread-level', room: 'mention', level: 0 },
      { do: 'person-refreshes' },
      { do: 'thread-post', room: 'mention', mention: true },
    ],
    { twoAccounts: true },
  ],
  [
    'a server that does not answer another PC',
    [{ ...fault('hang', 'all'), only: 'list', count: 3 }, { do: 'other-pc', what: 'resume' }, pass(40)],
    { alarms: true, twoPcs: true },
  ],
  [
    'an alarm of half an hour ago that was edited just now',
    [
      { do: 'disable' },
      { do: 'alarm', room: 'direct', by: 'bob', silent: false },
      pass(31 * 60),
      { do: 'edit', room: 'direct', pick: 0 },
    ],
    { alarms: true },
  ],
];

it.each(found)('the app keeps every rule: %s', async (_name, steps, rest = {}) => {
  const schedule: Schedule = { seed: 0, pushAtStart: false, patient: false, idleHour: false, ...rest, steps };
  await runSchedule(schedule, { port, overWire: false, tally: createTally() });
});
