import { describe, expect, it } from 'vitest';
import { known, setUp } from '../../../test/fakes/announcing.ts';
import { message, room } from '../../../test/fakes/rooms.ts';

describe('a hidden message', () => {
  const hidden = (token: string, count: number, lastActivity: number) =>
    room(token, { lastReadMessage: 10, unreadMessages: count, lastActivity });

  it('is not forgotten when another conversation fails in the same pass', async () => {
    const { announcer, store, failFor, bodies, clock } = setUp();
    await announcer.announce([hidden('aa', 0, 1), hidden('bb', 0, 1)], false);
    store('aa', message(11));
    store('bb', message(12));
    failFor(['bb']);
    await announcer.announce([hidden('aa', 1, 2), hidden('bb', 1, 2)], false);
    expect(bodies()).toEqual(['Gruppe aa | Bob Böhm: Nachricht 11']);
    failFor([]);
    clock.jump(4_000);
    await announcer.announce([hidden('aa', 1, 2), hidden('bb', 1, 2)], false);
    expect(bodies()).toEqual(['Gruppe aa | Bob Böhm: Nachricht 11', 'Gruppe bb | Bob Böhm: Nachricht 12']);
  });

  it('does not make a conversation new that was missing in one list', async () => {
    const { announcer, notifier } = setUp();
    await announcer.announce(
      [known(), room('bb', { lastMessage: message(20), lastReadMessage: 10, unreadMessages: 5 })],
      false,
    );
    await announcer.announce([], false);
    await announcer.announce(
      [known(), room('bb', { lastMessage: message(20), lastReadMessage: 10, unreadMessages: 5 })],
      false,
    );
    expect(notifier.asked).toEqual([]);
  });
});

describe('mentions as Talk counts them', () => {
  it.each([
    ['a group', { messageParameters: { 'mention-group1': { type: 'user-group', id: 'zug1', name: 'Zug 1' } } }],
    ['a team', { messageParameters: { 'mention-team1': { type: 'circle', id: 'c1', name: 'Atemschutz' } } }],
    ['a reply to the user', { parent: { actorType: 'users', actorId: 'alice' } }],
  ])('%s', async (_name, last) => {
    const { announcer, store, notifier } = setUp();
    await announcer.announce([known({ notificationLevel: 2 })], false);
    store('tok', message(11, last));
    // The list does not say which message its last message replies to.
    const { parent: _parent, ...listed } = message(11, last);
    await announcer.announce(
      [known({ notificationLevel: 2, unreadMention: true, unreadMessages: 1, lastMessage: listed })],
      false,
    );
    expect(notifier.asked).toHaveLength(1);
  });
});
