import { describe, expect, it } from 'vitest';
import { known, setUp, unread } from '../../../test/fakes/announcing.ts';
import { message, room } from '../../../test/fakes/rooms.ts';
import { ServerError } from '../errors.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';

describe('calls', () => {
  const started = (overrides: Partial<Room> = {}, last: Partial<Message> = {}) =>
    known({
      hasCall: true,
      callStartTime: 500,
      lastMessage: message(11, { systemMessage: 'call_started', messageType: 'system', ...last }),
      ...overrides,
    });
  const over = (systemMessage: string, messageParameters: Message['messageParameters'] = {}) =>
    known({ lastMessage: message(12, { systemMessage, messageType: 'system', messageParameters }) });

  it('ring once while they run, and are withdrawn when they end', async () => {
    const { announcer, notifier, bodies } = setUp();
    await announcer.announce([known()], false);
    await announcer.announce([started()], false);
    await announcer.announce([started()], false);
    expect(bodies()).toEqual(['Gruppe tok | Anruf läuft – klicken zum Teilnehmen']);
    await announcer.announce([known()], false);
    expect([...notifier.visible.keys()]).toEqual([]);
    await announcer.announce([started({ callStartTime: 900 })], false);
    expect(bodies()).toHaveLength(2);
  });

  it.each([
    ['started by the user', started({}, { actorId: 'alice' })],
    ['started silently', started({}, { silent: true })],
    ['muted calls', started({ notificationCalls: 0 })],
    ['archived', started({ isArchived: true })],
  ])('stay silent: %s', async (_name, running) => {
    const { announcer, notifier } = setUp();
    await announcer.announce([{ ...running, hasCall: false, lastMessage: message(10) }], false);
    await announcer.announce([running], false);
    expect(notifier.asked).toEqual([]);
  });

  it('do not ring when they were running before the first list', async () => {
    const { announcer, notifier } = setUp();
    await announcer.announce([started()], false);
    await announcer.announce([started()], false);
    expect(notifier.asked).toEqual([]);
  });

  it.each([
    ['one to one', over('call_missed', { user: { type: 'user', id: 'bob', name: 'Bob' } }), 1],
    ['in a group', over('call_ended', { actor: { type: 'user', id: 'bob' }, user1: { type: 'user', id: 'bob' } }), 1],
    [
      'with the user taking part',
      over('call_ended', { user1: { type: 'user', id: 'bob' }, user2: { type: 'user', id: 'alice' } }),
      0,
    ],
  ])('that end unanswered are reported as missed: %s', async (_name, ended, times) => {
    const { announcer, bodies } = setUp();
    await announcer.announce([known()], false);
    await announcer.announce([ended], false);
    await announcer.announce([ended], false);
    expect(bodies()).toEqual(Array(times).fill('Gruppe tok | Verpasster Anruf'));
  });

  it('ring in a conversation with the level "never", because calls have their own setting', async () => {
    const { announcer, bodies } = setUp();
    await announcer.announce([known({ notificationLevel: 3 })], false);
    await announcer.announce([started({ notificationLevel: 3 })], false);
    expect(bodies()).toEqual(['Gruppe tok | Anruf läuft – klicken zum Teilnehmen']);
  });

  const system = (id: number, actorId: string, systemMessage: string): Message =>
    message(id, { actorId, systemMessage, messageType: 'system' });
  const STARTED = system(11, 'bob', 'call_started');

  it('do not ring when the user has joined them on another device, whatever message came last', async () => {
    const { announcer, notifier, store } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED, system(12, 'alice', 'call_joined'), system(13, 'carla', 'call_joined'));
    await announcer.announce([started({ lastMessage: system(13, 'carla', 'call_joined') })], false);
    expect(notifier.asked).toEqual([]);
  });

  it('are withdrawn when the user joins them on another device, and are not reported as missed', async () => {
    const { announcer, notifier, store, bodies } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED);
    await announcer.announce([started()], false);
    expect([...notifier.visible.keys()]).toEqual(['tok/call']);
    store('tok', system(12, 'alice', 'call_joined'), system(13, 'carla', 'call_joined'));
    await announcer.announce([started({ lastMessage: system(13, 'carla', 'call_joined') })], false);
    expect([...notifier.visible.keys()]).toEqual([]);
    store('tok', system(14, 'bob', 'call_left'), system(15, 'bob', 'call_ended'));
    await announcer.announce([known({ lastMessage: system(15, 'bob', 'call_ended') })], false);
    expect(bodies()).toHaveLength(1);
  });

  it('that the app knew while they ran are reported as missed, even if a message came after their end', async () => {
    const { announcer, store, bodies, settings } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED);
    await announcer.announce([started()], false);
    const restarted = setUp(settings);
    restarted.store('tok', STARTED, system(12, 'bob', 'call_ended'), system(13, 'bob', 'user_added'));
    await restarted.announcer.announce([known({ lastMessage: system(13, 'bob', 'user_added') })], true);
    await restarted.announcer.announce([known({ lastMessage: system(13, 'bob', 'user_added') })], false);
    expect([bodies(), restarted.bodies()]).toEqual([
      ['Gruppe tok | Anruf läuft – klicken zum Teilnehmen'],
      ['Gruppe tok | Verpasster Anruf'],
    ]);
    expect(restarted.looked).toEqual(['tok']);
  });

  const JOINED_BY_CARLA = started({ lastMessage: system(12, 'carla', 'call_joined') });

  it('wait while it is unknown who takes part, and ring after the next answer', async () => {
    const { announcer, store, failFor, bodies, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED, system(12, 'carla', 'call_joined'));
    failFor(['tok']);
    await announcer.announce([JOINED_BY_CARLA], false);
    expect([bodies(), announcer.troubled()]).toEqual([[], ['tok']]);
    failFor([]);
    clock.jump(announcer.dueIn() ?? 0);
    await announcer.announce([JOINED_BY_CARLA], false);
    expect(bodies()).toEqual(['Gruppe tok | Anruf läuft – klicken zum Teilnehmen']);
  });

  it('ring in doubt when their messages cannot be fetched twice, and are withdrawn once these show that the user takes part', async () => {
    const { announcer, notifier, store, failFor, bodies, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED, system(12, 'alice', 'call_joined'), system(13, 'carla', 'call_joined'));
    failFor(['tok']);
    const running = started({ lastMessage: system(13, 'carla', 'call_joined') });
    await announcer.announce([running], false);
    expect(bodies()).toEqual([]);
    clock.jump(announcer.dueIn() ?? 0);
    await announcer.announce([running], false);
    await announcer.announce([running], false);
    expect(bodies()).toEqual(['Gruppe tok | Anruf läuft – klicken zum Teilnehmen']);
    failFor([]);
    clock.jump(announcer.dueIn() ?? 0);
    await announcer.announce([running], false);
    expect([[...notifier.visible.keys()], bodies().length]).toEqual([[], 1]);
  });

  it('ring in doubt when the server refuses the messages', async () => {
    const { announcer, store, failFor, bodies } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED, system(12, 'carla', 'call_joined'));
    failFor(['tok'], new ServerError('403', 403, null, 403));
    await announcer.announce([JOINED_BY_CARLA], false);
    await announcer.announce([JOINED_BY_CARLA], false);
    expect([bodies(), announcer.troubled()]).toEqual([['Gruppe tok | Anruf läuft – klicken zum Teilnehmen'], []]);
  });

  it('with hanging messages delay no other conversation, and ring after a moment', async () => {
    const { announcer, notifier, store, holdFor, bodies, clock } = setUp();
    const other = (id: number, count: number) =>
      room('other', { lastMessage: message(id), lastReadMessage: 10, unreadMessages: count });
    await announcer.announce([known(), other(10, 0)], false);
    store('tok', STARTED, system(12, 'alice', 'call_joined'), system(13, 'carla', 'call_joined'));
    const release = holdFor('tok');
    const running = started({ lastMessage: system(13, 'carla', 'call_joined') });
    const announced = announcer.announce([running, other(11, 1)], false);
    await clock.advance(3_000);
    await announced;
    expect(bodies()).toEqual([
      'Gruppe other | Bob Böhm: Nachricht 11',
      'Gruppe tok | Anruf läuft – klicken zum Teilnehmen',
    ]);
    expect([...notifier.visible.keys()]).toContain('tok/call');
    release();
    await clock.advance(0);
    expect([...notifier.visible.keys()]).toEqual(['other/11']);
    await announcer.announce([running, other(12, 2)], false);
    expect(bodies().slice(2)).toEqual(['Gruppe other | Bob Böhm: Nachricht 12']);
  });

  it('that hang and end before their messages arrive stop ringing, and are reported as missed once', async () => {
    const { announcer, notifier, store, holdFor, bodies, clock } = setUp();
    await announcer.announce([known()], false);
    const end = system(13, 'bob', 'call_ended');
    store('tok', STARTED, system(12, 'carla', 'call_joined'));
    const release = holdFor('tok');
    const announced = announcer.announce([JOINED_BY_CARLA], false);
    await clock.advance(3_000);
    await announced;
    store('tok', end);
    await announcer.announce([known({ lastMessage: end })], false);
    expect([...notifier.visible.keys()]).toEqual([]);
    release();
    await clock.advance(0);
    await announcer.announce([known({ lastMessage: end })], false);
    await announcer.announce([known({ lastMessage: end })], false);
    expect(bodies()).toEqual(['Gruppe tok | Anruf läuft – klicken zum Teilnehmen', 'Gruppe tok | Verpasster Anruf']);
  });

  it('that end while their messages cannot be fetched are reported as missed, whatever message came last', async () => {
    const { announcer, store, failFor, bodies, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED);
    await announcer.announce([started()], false);
    failFor(['tok']);
    store('tok', system(12, 'carla', 'call_joined'));
    await announcer.announce([started({ lastMessage: system(12, 'carla', 'call_joined') })], false);
    store('tok', system(13, 'bob', 'call_ended'), message(14));
    await announcer.announce([unread(14)], false);
    failFor([]);
    clock.jump(announcer.dueIn() ?? 0);
    await announcer.announce([unread(14)], false);
    await announcer.announce([unread(14)], false);
    expect(bodies()).toEqual([
      'Gruppe tok | Anruf läuft – klicken zum Teilnehmen',
      'Gruppe tok | Bob Böhm: Nachricht 14',
      'Gruppe tok | Verpasster Anruf',
    ]);
  });

  it.each([
    ['fail', 1_000],
    ['fail, and the server asks for a long pause', 900_000],
  ])('whose messages %s do not stop a message in the list from ringing', async (_name, retryAfter) => {
    const { announcer, store, failFor, bodies, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED, message(12));
    failFor(['tok'], new ServerError('503', 503, retryAfter));
    const running = started({ lastMessage: message(12), unreadMessages: 1 });
    await announcer.announce([running], false);
    if (retryAfter < 5_000) clock.jump(announcer.dueIn() ?? 0);
    await announcer.announce([running], false);
    await announcer.announce([running], false);
    expect(bodies()).toEqual([
      'Gruppe tok | Bob Böhm: Nachricht 12',
      'Gruppe tok | Anruf läuft – klicken zum Teilnehmen',
    ]);
  });

  it('whose log alone fails do not stop messages from ringing that had to be fetched', async () => {
    const { announcer, store, bodies, clock, api } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED, message(12), message(13));
    api.messagesBefore = async () => {
      throw new ServerError('500', 500);
    };
    const running = started({ lastMessage: message(13), unreadMessages: 2, callStartTime: 700 });
    await announcer.announce([{ ...running, lastReadMessage: 11 }], false);
    expect(bodies()).toEqual([]);
    clock.jump(announcer.dueIn() ?? 0);
    await announcer.announce([{ ...running, lastReadMessage: 11 }], false);
    await announcer.announce([{ ...running, lastReadMessage: 11 }], false);
    expect(bodies()).toHaveLength(3);
  });

  describe('that no list has shown, because a message came after their end', () => {
    const LOG = [STARTED, system(12, 'bob', 'call_ended'), message(13)];
    const BOTH = ['Gruppe tok | Bob Böhm: Nachricht 13', 'Gruppe tok | Verpasster Anruf'];

    it.each<[string, Partial<Room>, string[]]>([
      ['when the message rings', {}, BOTH],
      ['when the message does not', { notificationLevel: 3 }, BOTH.slice(1)],
      ['but not when calls do not ring', { notificationCalls: 0 }, BOTH.slice(0, 1)],
      ['but not when the user has seen them', { lastReadMessage: 12 }, BOTH.slice(0, 1)],
    ])('are reported as missed, %s', async (_name, settings, expected) => {
      const { announcer, store, bodies } = setUp();
      await announcer.announce([known(settings)], false, true);
      store('tok', ...LOG);
      await announcer.announce([unread(13, 1, settings)], false, true);
      await announcer.announce([unread(13, 1, settings)], false, true);
      expect(bodies()).toEqual(expected);
    });

    it('are not looked up when push would have reported them, or when no message can be in between', async () => {
      const { announcer, store, fetched } = setUp();
      await announcer.announce([known()], false, true);
      store('tok', message(11), message(13));
      await announcer.announce([unread(11)], false, true);
      await announcer.announce([unread(13, 1, { lastReadMessage: 11 })], false, false);
      expect(fetched).toEqual([]);
    });

    it('delay no message when the server refuses the log', async () => {
      const { announcer, store, failFor, bodies, fetched } = setUp();
      await announcer.announce([known()], false, true);
      store('tok', ...LOG);
      failFor(['tok'], new ServerError('500', 500));
      await announcer.announce([unread(13)], false, true);
      expect([bodies(), fetched.length]).toEqual([BOTH.slice(0, 1), 1]);
      await announcer.announce([unread(13)], false, true);
      expect([announcer.troubled(), fetched.length]).toEqual([[], 1]);
    });

    it('delay messages only briefly when answers hang, and are reported later', async () => {
      const { announcer, store, holdFor, bodies, clock } = setUp();
      const tokens = ['tok', 'a', 'b', 'c', 'd', 'e'];
      const rooms = (id: number, unreadMessages: number) =>
        tokens.map((token) => room(token, { lastMessage: message(id), lastReadMessage: 10, unreadMessages }));
      await announcer.announce(rooms(10, 0), false, true);
      for (const token of tokens) store(token, ...LOG);
      const release = tokens.map((token) => holdFor(token));
      const announced = announcer.announce(rooms(13, 1), false, true);
      await clock.advance(3_000);
      await announced;
      expect(bodies()).toEqual(tokens.map((token) => `Gruppe ${token} | Bob Böhm: Nachricht 13`));
      for (const open of release) open();
      await clock.advance(0);
      expect(bodies().slice(6).toSorted()).toEqual(
        ['a', 'b', 'c', 'tok'].map((token) => `Gruppe ${token} | Verpasster Anruf`),
      );
    });
  });

  it('that ring have only newer messages fetched', async () => {
    const { announcer, store, looked, fetched, notifier } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED);
    await announcer.announce([started()], false);
    const others = Array.from({ length: 60 }, (_, index) => system(12 + index, 'carla', 'call_joined'));
    store('tok', ...others);
    await announcer.announce([started({ lastMessage: others.at(-1) })], false);
    store('tok', system(80, 'alice', 'call_joined'), system(81, 'carla', 'call_left'));
    await announcer.announce([started({ lastMessage: system(81, 'carla', 'call_left') })], false);
    expect([looked, fetched.map(({ after }) => after)]).toEqual([[], [11, 61, 71]]);
    expect([...notifier.visible.keys()]).toEqual([]);
  });

  it('are looked up page by page, but not endlessly', async () => {
    const { announcer, store, looked, bodies, api } = setUp();
    await announcer.announce([known()], false);
    const chatter = Array.from({ length: 130 }, (_, index) => message(13 + index, { actorId: 'alice' }));
    const end = system(200, 'bob', 'call_ended');
    store('tok', STARTED, system(12, 'alice', 'call_joined'), ...chatter, end);
    await announcer.announce([known({ lastReadMessage: 150, lastMessage: end })], false);
    expect([looked.length, bodies()]).toEqual([3, []]);
    const again = system(201, 'bob', 'call_ended');
    api.messagesBefore = async () => {
      looked.push('tok');
      return { messages: [again, ...chatter.slice(0, 49)], full: true, odd: [] };
    };
    await announcer.announce([known({ lastReadMessage: 150, lastMessage: again })], false);
    expect(looked).toHaveLength(5);
  });

  it('are looked up over four pages at most, and no further than the requested page', async () => {
    const { announcer, store, looked, bodies, api } = setUp();
    await announcer.announce([known()], false);
    const end = system(2_000, 'bob', 'call_ended');
    const chatter = Array.from({ length: 1_000 }, (_, index) => message(13 + index, { actorId: 'carla' }));
    store('tok', STARTED, system(12, 'alice', 'call_joined'), ...chatter, end);
    await announcer.announce([known({ lastReadMessage: 1_500, lastMessage: end })], false);
    expect([looked.length, bodies()]).toEqual([4, ['Gruppe tok | Verpasster Anruf']]);
    const again = system(2_001, 'bob', 'call_ended');
    const all = [...chatter, again].toReversed();
    api.messagesBefore = async (token, before) => {
      looked.push(token);
      return { messages: all.filter(({ id }) => before === null || id < before), full: true, odd: [] };
    };
    await announcer.announce([known({ lastReadMessage: 2_000, lastMessage: again })], false);
    expect(looked).toHaveLength(8);
  });
});
