import { describe, expect, it } from 'vitest';
import { known, setUp } from '../../../test/fakes/announcing.ts';
import { message } from '../../../test/fakes/rooms.ts';
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
    ['muted conversation', started({ notificationLevel: 3 })],
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
});
