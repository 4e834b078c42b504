import { describe, expect, it } from 'vitest';
import { known, setUp } from '../../../test/fakes/announcing.ts';
import { message } from '../../../test/fakes/rooms.ts';
import { Unreachable } from '../errors.ts';
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

  it('ring once while they run, and are taken back when they end', async () => {
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

  it('that ran before the first list are known', async () => {
    const { announcer, notifier } = setUp();
    await announcer.announce([started()], false);
    await announcer.announce([started()], false);
    expect(notifier.asked).toEqual([]);
  });

  it.each([
    ['one to one', over('call_missed', { user: { type: 'user', id: 'bob', name: 'Bob' } }), 1],
    ['in a group', over('call_ended', { actor: { type: 'user', id: 'bob' }, user1: { type: 'user', id: 'bob' } }), 1],
    [
      'with the user in it',
      over('call_ended', { user1: { type: 'user', id: 'bob' }, user2: { type: 'user', id: 'alice' } }),
      0,
    ],
  ])('that end unanswered are told: %s', async (_name, ended, times) => {
    const { announcer, bodies } = setUp();
    await announcer.announce([known()], false);
    await announcer.announce([ended], false);
    await announcer.announce([ended], false);
    expect(bodies()).toEqual(Array(times).fill('Gruppe tok | Verpasster Anruf'));
  });

  it('ring in a conversation at the level "never": calls have a switch of their own', async () => {
    const { announcer, bodies } = setUp();
    await announcer.announce([known({ notificationLevel: 3 })], false);
    await announcer.announce([started({ notificationLevel: 3 })], false);
    expect(bodies()).toEqual(['Gruppe tok | Anruf läuft – klicken zum Teilnehmen']);
  });

  const system = (id: number, actorId: string, systemMessage: string): Message =>
    message(id, { actorId, systemMessage, messageType: 'system' });
  const STARTED = system(11, 'bob', 'call_started');

  it('do not ring when the user has joined them elsewhere, whatever came last', async () => {
    const { announcer, notifier, store } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED, system(12, 'alice', 'call_joined'), system(13, 'carla', 'call_joined'));
    await announcer.announce([started({ lastMessage: system(13, 'carla', 'call_joined') })], false);
    expect(notifier.asked).toEqual([]);
  });

  it('are taken back when the user joins them elsewhere, and not told as missed afterwards', async () => {
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

  it('that were known while they ran are told as missed, although something came after their end', async () => {
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

  it('wait when nobody can tell who is in them, and ring with the next answer', async () => {
    const { announcer, store, failWith, bodies } = setUp();
    await announcer.announce([known()], false);
    store('tok', STARTED, system(12, 'carla', 'call_joined'));
    failWith(new Unreachable('fake'));
    const running = started({ lastMessage: system(12, 'carla', 'call_joined') });
    await announcer.announce([running], false).catch(() => undefined);
    expect(bodies()).toEqual([]);
    failWith(null);
    await announcer.announce([running], false);
    expect(bodies()).toEqual(['Gruppe tok | Anruf läuft – klicken zum Teilnehmen']);
  });

  it('are looked up page by page, and never for ever', async () => {
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
});
