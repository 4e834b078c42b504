import fc from 'fast-check';
import {
  ALARM_ROOMS,
  type FaultName,
  type OddMessage,
  type OddRoom,
  ROOMS,
  type RoomName,
  type Schedule,
  type Step,
} from './schedule.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const pick = fc.nat(7);
const on = fc.boolean();
const is = <const T>(value: T): fc.Arbitrary<T> => fc.constant(value);

const sendIn = (room: fc.Arbitrary<RoomName>): fc.Arbitrary<Step> =>
  fc.record({
    do: is('send'),
    room,
    by: fc.constantFrom('bob', 'bob', 'bob', 'carla', 'alice'),
    mention: fc.constantFrom('none', 'none', 'alice', 'all'),
    silent: fc.constantFrom(false, false, false, false, true),
    lives: fc.constantFrom(0, 0, 0, 0, 0, 20, 90, 600),
  });

const configureIn = (room: fc.Arbitrary<RoomName>): fc.Arbitrary<Step> =>
  fc.record({
    do: is('configure'),
    room,
    what: fc.constantFrom('archived', 'important', 'sensitive', 'sensitive'),
    on: fc.constantFrom(true, true, false),
  });

const startCallIn = (room: fc.Arbitrary<RoomName>): fc.Arbitrary<Step> =>
  fc.record({
    do: is('start-call'),
    room,
    by: fc.constantFrom('bob', 'bob', 'bob', 'alice'),
    silent: fc.constantFrom(false, false, false, true),
  });

const takePartIn = (room: fc.Arbitrary<RoomName>): fc.Arbitrary<Step> =>
  fc.record({
    do: fc.constantFrom('join-call', 'join-call', 'leave-call'),
    room,
    by: fc.constantFrom('bob', 'carla', 'alice', 'alice'),
  });

/** Actions of people in a conversation, besides writing. */
const conversationIn = (room: fc.Arbitrary<RoomName>): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: is('read'), room, all: on, pick }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('edit', 'delete', 'react'), room, pick }) },
    { weight: 1, arbitrary: fc.record({ do: is('mark-unread'), room }) },
    { weight: 4, arbitrary: startCallIn(room) },
    { weight: 4, arbitrary: takePartIn(room) },
    { weight: 3, arbitrary: fc.record({ do: is('end-call'), room }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('open', 'close'), room, visible: on }) },
    { weight: 3, arbitrary: fc.record({ do: is('level'), room, level: fc.constantFrom(1, 2, 3) }) },
    { weight: 3, arbitrary: configureIn(room) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('invite', 'invite', 'remove'),
        room: fc.constantFrom('mention', 'public'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: is('dnd'), on }) },
    { weight: 1, arbitrary: is<Step>({ do: 'changelog' }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: is('burst'),
        room,
        count: fc.constantFrom(3, 4, 5, 6, 49, 51, 60),
        mentionAt: fc.nat(59),
      }),
    },
  );

/** Events in a conversation's thread and beside it. */
const threading: fc.Arbitrary<Step[]> = fc.constantFrom(...ROOMS).chain((name) => {
  const room = fc.constant(name);
  return fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: is('thread-post'), room, mention: fc.constantFrom(false, false, true) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: is('thread-level'),
          room,
          level: fc.constantFrom<(0 | 1 | 2 | 3)[]>(0, 1, 1, 2, 3),
        }),
      },
      { weight: 1, arbitrary: sendIn(room) },
      { weight: 1, arbitrary: fc.record({ do: is('level'), room, level: fc.constantFrom<(1 | 2 | 3)[]>(1, 2, 3) }) },
      { weight: 3, arbitrary: is<Step>({ do: 'pass', ms: 67 * SECOND }) },
      { weight: 1, arbitrary: is<Step>({ do: 'person-refreshes' }) },
    ),
    { minLength: 3, maxLength: 9 },
  );
});

/** A thread followed a moment ago, with a post behind another message, which only the server's notifications report. */
const behind: fc.Arbitrary<Step[]> = fc
  .tuple(fc.constantFrom(...ROOMS), fc.constantFrom<(2 | 3)[]>(2, 3), fc.boolean())
  .map(([room, level, isTwice]): Step[] => {
    const post: Step = { do: 'thread-post', room, mention: false };
    const plain: Step = { do: 'send', room, by: 'bob', mention: 'none', silent: false };
    const follow: Step[] = [
      { do: 'level', room, level },
      { do: 'thread-level', room, level: 1 },
    ];
    return [...follow, post, ...(isTwice ? [post] : []), plain, { do: 'pass', ms: 67 * SECOND }];
  });

const anyRoom = fc.constantFrom(...ROOMS);
const send = sendIn(anyRoom);
const conversation = conversationIn(anyRoom);
const trouble: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: is('fault'),
      fault: fc.constantFrom<FaultName[]>(
        ...(['hang', 'drop', 'cut-body', 'html', 'wrong-json', 'wrong-shape'] as const),
        ...(['500', '502', '429', '429-retry-after', '503-retry-after'] as const),
        ...(['401-page', '401-page', '403-page', '404-page'] as const),
      ),
      only: fc.constantFrom('all', 'list', 'chat', 'status', 'profile'),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 3, arbitrary: is<Step>({ do: 'heal' }) },
  { weight: 1, arbitrary: fc.record({ do: is('maintenance'), on }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('disable', 'enable') }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('ghosts', 'no-presence'), on: fc.constantFrom(true, true, false) }),
  },
);
const machine: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('person-refreshes', 'wake', 'look', 'unlook', 'suspend', 'resume', 'restart'),
    }),
  },
  { weight: 2, arbitrary: is<Step>({ do: 'crash' }) },
  { weight: 2, arbitrary: fc.record({ do: is('push'), on: fc.constantFrom(true, true, false) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is('frame'),
      text: fc.constantFrom('notify_notification', 'notify_activity', 'notify_notification {"id":1}', 'nonsense'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: is('frame-fate'),
      fate: fc.constantFrom('lost', 'twice'),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: is<Step>({ do: 'drop-push' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is('clock'),
      by: fc.constantFrom(-24 * HOUR, -HOUR, -50 * SECOND, 50 * SECOND, HOUR, 24 * HOUR),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: is('server-clock'), by: fc.constantFrom(-HOUR, -20 * SECOND, 20 * SECOND, HOUR) }),
  },
);
const pass: fc.Arbitrary<Step> = fc.record({
  do: is('pass'),
  ms: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(SECOND, 2 * SECOND, 10 * SECOND) },
    { weight: 10, arbitrary: fc.constantFrom(30 * SECOND, 40 * SECOND, MINUTE) },
    { weight: 2, arbitrary: fc.constantFrom(2 * MINUTE, 6 * MINUTE) },
    { weight: 1, arbitrary: fc.constantFrom(6 * MINUTE, 16 * MINUTE) },
  ),
});
/** A wait that is long enough for one poll, with push or without. */
const poll: fc.Arbitrary<Step> = is({ do: 'pass', ms: 67 * SECOND });

const between: fc.Arbitrary<Step> = fc
  .oneof({ weight: 2, arbitrary: send }, { weight: 1, arbitrary: conversation })
  .map((step) => ({ do: 'between', step }));

/** Actions of the user in the app. */
const ownIn = (room: fc.Arbitrary<RoomName>): fc.Arbitrary<Step> =>
  fc.record({
    do: is('own'),
    what: fc.constantFrom('mark-read', 'mark-read', 'mark-unread', 'set-level', 'set-favourite', 'reply', 'reply'),
    room,
    level: fc.constantFrom(1, 2, 3, 3),
    on,
  });

/** Many events in one conversation, because interfering events need the same one. */
const scene: fc.Arbitrary<Step[]> = anyRoom.chain((name) => {
  const room = fc.constant(name);
  return fc.array(
    fc.oneof(
      { weight: 3, arbitrary: sendIn(room) },
      { weight: 4, arbitrary: conversationIn(room) },
      { weight: 1, arbitrary: ownIn(room) },
      { weight: 3, arbitrary: poll },
    ),
    { minLength: 3, maxLength: 9 },
  );
});

/** A call from its start to its end, with events in between. */
const calling: fc.Arbitrary<Step[]> = anyRoom.chain((name) => {
  const room = fc.constant(name);
  const end: Step = { do: 'end-call', room: name };
  const meanwhile = fc.oneof(
    { weight: 4, arbitrary: poll },
    { weight: 4, arbitrary: takePartIn(room) },
    { weight: 1, arbitrary: takePartIn(room).map((step): Step => ({ do: 'between', step })) },
    { weight: 1, arbitrary: is<Step>({ do: 'between', step: end }) },
    { weight: 2, arbitrary: sendIn(room) },
    { weight: 1, arbitrary: conversationIn(room) },
    { weight: 1, arbitrary: is<Step>({ do: 'restart' }) },
  );
  return fc
    .tuple(startCallIn(room), fc.array(meanwhile, { maxLength: 6 }), fc.array(sendIn(room), { maxLength: 1 }), poll)
    .map(([start, steps, last, then]) => [start, ...steps, end, ...last, then]);
});

const oddRoom = fc.constantFrom<OddRoom[]>(
  ...(['negative-count', 'huge-count', 'absent-count', 'text-count', 'negative-activity'] as const),
  ...(['no-activity', 'no-calls', 'no-name', 'odd-mention', 'odd-picture'] as const),
);
const oddMessageIn = (room: fc.Arbitrary<RoomName>): fc.Arbitrary<Step> =>
  fc.record({
    do: is('odd-message'),
    room,
    what: fc.constantFrom<OddMessage[]>(
      ...(['no-author', 'text-id', 'no-reference', 'odd-parameters'] as const),
      ...(['list-parameters', 'odd-time', 'no-time', 'odd-system'] as const),
    ),
  });

/** One conversation is in trouble for a while; the others must not notice. */
const troubled: fc.Arbitrary<Step[]> = anyRoom.chain((name) => {
  const room = fc.constant(name);
  const meanwhile = fc.oneof(
    { weight: 4, arbitrary: poll },
    { weight: 3, arbitrary: sendIn(room) },
    { weight: 3, arbitrary: send },
    { weight: 1, arbitrary: oddMessageIn(room) },
    { weight: 1, arbitrary: conversationIn(room) },
    { weight: 1, arbitrary: ownIn(anyRoom) },
    { weight: 1, arbitrary: is<Step>({ do: 'person-refreshes' }) },
    { weight: 1, arbitrary: is<Step>({ do: 'restart' }) },
  );
  const ofChat: fc.Arbitrary<Step> = fc.record({
    do: is('chat-fault'),
    room,
    fault: fc.constantFrom<FaultName[]>(
      ...(['500', '500', '504-page', '422', '403-page', '404-page', '401-page'] as const),
      ...(['hang', 'wrong-json', 'wrong-shape', 'html', '503-retry-after'] as const),
    ),
  });
  const ofRoom: fc.Arbitrary<Step> = fc.record({ do: is('odd-room'), room, what: oddRoom });
  const ends: Step[] = [
    { do: 'chat-heal', room: name },
    { do: 'mend-room', room: name },
  ];
  return fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: ofChat }, { weight: 2, arbitrary: ofRoom }),
      fc.array(meanwhile, { maxLength: 8 }),
      fc.boolean(),
    )
    .map(([begins, steps, isOver]) => [begins, ...steps, ...(isOver ? ends : [])]);
});

/** Many messages while the app is not running or not connected, the case for one digest. */
const gap: fc.Arbitrary<Step[]> = fc
  .tuple(fc.array(send, { minLength: 3, maxLength: 8 }), fc.constantFrom<Step[]>({ do: 'restart' }, { do: 'resume' }))
  .map(([sends, end]) => [{ do: 'suspend' }, ...sends, end, { do: 'pass', ms: 2 * SECOND }]);

/** "Do not disturb", switched on again a moment after its end. */
const undisturbed: fc.Arbitrary<Step[]> = fc
  .tuple(fc.array(send, { minLength: 1, maxLength: 2 }), fc.array(send, { minLength: 1, maxLength: 2 }))
  .map(([during, after]) => {
    const look: Step[] = [{ do: 'person-refreshes' }, { do: 'pass', ms: 2 * SECOND }];
    return [{ do: 'dnd', on: true }, ...during, ...look, { do: 'dnd', on: false }, ...after, ...look];
  });

/** The user answers in the focused window, with events in that conversation and in others. */
const answering: fc.Arbitrary<Step[]> = anyRoom.chain((name) => {
  const room = fc.constant(name);
  const answer: Step = { do: 'answer', room: name };
  const meanwhile = fc.oneof(
    { weight: 4, arbitrary: sendIn(room) },
    { weight: 2, arbitrary: send },
    { weight: 3, arbitrary: is<Step>({ do: 'person-refreshes' }) },
    { weight: 3, arbitrary: is<Step>({ do: 'pass', ms: 2 * SECOND }) },
    { weight: 2, arbitrary: poll },
    { weight: 2, arbitrary: is(answer) },
    { weight: 2, arbitrary: is<Step>({ do: 'stop-answering' }) },
    { weight: 1, arbitrary: conversationIn(room) },
    { weight: 1, arbitrary: ownIn(room) },
    { weight: 1, arbitrary: fc.record({ do: is('thread-post'), room, mention: on }) },
    { weight: 1, arbitrary: startCallIn(room) },
  );
  return fc.array(meanwhile, { minLength: 2, maxLength: 9 }).map((steps): Step[] => [answer, ...steps]);
});

/** Moves steps to the second account's server, except for those about the machine or time. */
const elsewhere = (steps: readonly Step[]): Step[] =>
  steps.map((step) => (step.do === 'pass' ? step : { do: 'next-door', step }));

const alarmRoom = fc.constantFrom(...ALARM_ROOMS);
const sendAlarm: fc.Arbitrary<Step> = fc.record({
  do: is('alarm'),
  room: alarmRoom,
  by: fc.constantFrom('bob', 'bob', 'bob', 'bob', 'alice'),
  silent: fc.constantFrom(false, false, false, false, true),
});
const aboutAlarms: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: sendAlarm },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.record({ do: is('acknowledge'), all: on, pick }),
      fc.record({ do: is('acknowledge'), all: on, pick, at: is('other-pc') }),
    ),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('edit-into-alarm', 'react-own'), room: alarmRoom, pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is('other-pc'),
      what: fc.constantFrom('restart', 'crash', 'suspend', 'resume', 'wake'),
    }),
  },
);

/** Alarms in one conversation, with everything that happens to it and to the PC meanwhile. */
const alarming: fc.Arbitrary<Step[]> = alarmRoom.chain((name) => {
  const room = fc.constant(name);
  const meanwhile = fc.oneof(
    { weight: 3, arbitrary: poll },
    { weight: 5, arbitrary: aboutAlarms },
    { weight: 1, arbitrary: sendAlarm.map((step): Step => ({ do: 'between', step })) },
    { weight: 1, arbitrary: sendIn(room) },
    { weight: 2, arbitrary: conversationIn(room) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('restart', 'crash', 'crash-before-alarms', 'suspend', 'resume') }),
    },
    { weight: 1, arbitrary: fc.record({ do: is('pass'), ms: fc.constantFrom(5 * MINUTE, 10 * MINUTE, 31 * MINUTE) }) },
  );
  return fc
    .tuple(sendAlarm, fc.array(meanwhile, { minLength: 1, maxLength: 8 }))
    .map(([first, steps]) => [first, ...steps]);
});

/** @param extra further steps, for tests that focus on one thing */
export const schedules = (extra: fc.Arbitrary<Step>[] = []): fc.Arbitrary<Schedule> => {
  const single = fc.oneof(
    { weight: 30, arbitrary: pass },
    { weight: 24, arbitrary: send },
    { weight: 14, arbitrary: conversation },
    { weight: 18, arbitrary: trouble },
    { weight: 20, arbitrary: machine },
    { weight: 5, arbitrary: between },
    { weight: 5, arbitrary: ownIn(anyRoom) },
    { weight: 3, arbitrary: oddMessageIn(anyRoom) },
    { weight: 6, arbitrary: aboutAlarms },
    ...extra.map((arbitrary) => ({ weight: 12, arbitrary })),
  );
  const steps = fc.array(
    fc.oneof(
      { weight: 11, arbitrary: single.map((step) => [step]) },
      { weight: 2, arbitrary: scene },
      { weight: 2, arbitrary: threading },
      { weight: 1, arbitrary: behind },
      { weight: 1, arbitrary: gap },
      { weight: 1, arbitrary: calling },
      { weight: 1, arbitrary: undisturbed },
      { weight: 1, arbitrary: answering },
      { weight: 2, arbitrary: troubled },
      { weight: 2, arbitrary: alarming },
    ),
    { minLength: 1, maxLength: 16, size: 'max' },
  );
  const rest = {
    seed: fc.nat(1_000_000),
    pushAtStart: fc.boolean(),
    patient: fc.boolean(),
    idleHour: fc.nat(49).map((n) => n === 49),
    alarms: fc.nat(1).map((n) => n === 1),
    twoPcs: fc.nat(3).map((n) => n === 3),
  };
  const withOne = fc.record({ ...rest, steps: steps.map((parts) => parts.flat()), twoAccounts: is(false) });
  // The parts at the second server shrink towards none.
  const places = fc.array(fc.nat(4), { minLength: 16, maxLength: 16 });
  const withTwo = fc.record({
    ...rest,
    steps: fc
      .tuple(steps, places)
      .map(([parts, at]) => parts.flatMap((part, index) => ((at[index] ?? 0) > 2 ? elsewhere(part) : part))),
    twoAccounts: is(true),
  });
  return fc.oneof({ weight: 3, arbitrary: withOne }, { weight: 1, arbitrary: withTwo });
};
