import { describe, expect, it } from 'vitest';
import { known, setUp, unread } from '../../../test/fakes/announcing.ts';
import { mention, mentionAll, message, room } from '../../../test/fakes/rooms.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { ServerError, Unreachable } from '../errors.ts';

describe('the announcer', () => {
  it('takes the first list as a silent baseline', async () => {
    const { announcer, notifier } = setUp();
    await announcer.announce([unread(14, 4)], false);
    expect(notifier.asked).toEqual([]);
  });

  it('announces a message once, across any number of lists and a restart', async () => {
    const { announcer, notifier, bodies, settings, fetched } = setUp();
    await announcer.announce([known()], false);
    await announcer.announce([unread(11)], false);
    await announcer.announce([unread(11)], false);
    expect(bodies()).toEqual(['Gruppe tok | Bob Böhm: Nachricht 11']);
    expect(notifier.asked[0]).toMatchObject({ key: 'tok/11', token: 'tok' });
    expect(fetched).toEqual([]);
    const restarted = setUp(settings);
    await restarted.announcer.announce([unread(11)], true);
    expect(restarted.notifier.asked).toEqual([]);
  });

  it('fetches the messages in between, so that the last message hides none', async () => {
    const { announcer, store, bodies, fetched } = setUp();
    await announcer.announce([known({ notificationLevel: 2 })], false);
    store('tok', message(11, { messageParameters: mention, message: '{mention-user1} komm' }), message(12));
    await announcer.announce([unread(12, 2, { notificationLevel: 2, unreadMention: true })], false);
    expect(fetched).toEqual([{ token: 'tok', after: 10 }]);
    expect(bodies()).toEqual(['Gruppe tok | Bob Böhm: @Alice Anders komm']);
  });

  it.each([
    ['own', { actorId: 'alice' }, {}],
    ['system', { systemMessage: 'call_started', messageType: 'system' }, {}],
    ['silent', { silent: true }, {}],
    ['deleted', { messageType: 'comment_deleted' }, {}],
    ['level never', {}, { notificationLevel: 3 }],
    ['level mention without one', {}, { notificationLevel: 2 }],
    ['archived without a mention', {}, { isArchived: true }],
    ['changelog', {}, { type: 4 }],
    ['read elsewhere', {}, { unreadMessages: 0, lastReadMessage: 11 }],
  ] as const)('stays silent: %s', async (_name, last, overrides) => {
    const { announcer, notifier, store } = setUp();
    await announcer.announce([known(overrides)], false);
    store('tok', message(11, last));
    await announcer.announce([unread(11, 1, overrides, last)], false);
    await announcer.announce([unread(11, 1, overrides, last)], false);
    expect(notifier.asked).toEqual([]);
  });

  it.each([
    ['direct', mention],
    ['@all', mentionAll],
  ])('rings for a mention at level mention: %s', async (_name, messageParameters) => {
    const { announcer, notifier } = setUp();
    await announcer.announce([known({ notificationLevel: 2 })], false);
    await announcer.announce(
      [unread(11, 1, { notificationLevel: 2, unreadMention: true }, { messageParameters })],
      false,
    );
    expect(notifier.asked).toHaveLength(1);
  });

  it('counts instead of flooding: up to three notifications each, then one that replaces them', async () => {
    const { announcer, store, bodies, notifier } = setUp();
    await announcer.announce([known()], false);
    store('tok', message(11), message(12), message(13));
    await announcer.announce([unread(13, 3)], false);
    expect(bodies()).toHaveLength(3);
    store('tok', message(14), message(15), message(16), message(17));
    await announcer.announce([unread(17, 7)], false);
    expect(bodies().slice(3)).toEqual(['Gruppe tok – 7 neue Nachrichten | Bob Böhm: Nachricht 17']);
    expect([...notifier.visible.keys()]).toEqual(['tok/+']);
    store('tok', message(18));
    await announcer.announce([unread(18, 8)], false);
    expect(bodies().at(-1)).toBe('Gruppe tok – 8 neue Nachrichten | Bob Böhm: Nachricht 18');
    await announcer.announce([known({ lastMessage: message(18), lastReadMessage: 18 })], false);
    expect([...notifier.visible.keys()]).toEqual([]);
  });

  it('says "50+" when there are more messages than it fetches, and continues after them', async () => {
    const { announcer, store, bodies } = setUp();
    await announcer.announce([known()], false);
    store('tok', ...Array.from({ length: 90 }, (_, index) => message(11 + index)));
    await announcer.announce([unread(100, 90)], false);
    expect(bodies()).toEqual(['Gruppe tok – 50+ neue Nachrichten | Bob Böhm: Nachricht 100']);
    await announcer.announce([unread(100, 90)], false);
    expect(bodies()).toHaveLength(1);
  });

  it('shows one digest after a gap', async () => {
    const { announcer, store, bodies } = setUp();
    const other = (id: number, count: number) =>
      room('other', { lastMessage: message(id), lastReadMessage: 20, unreadMessages: count });
    await announcer.announce([known(), other(20, 0)], false);
    store('tok', message(11), message(12), message(13));
    store('other', message(21), message(22));
    await announcer.announce([unread(13, 3), other(22, 2)], true);
    expect(bodies()).toEqual(['Talkmelder | 5 neue Nachrichten in 2 Unterhaltungen']);
  });

  it('announces a conversation that appears later, starting at the read marker', async () => {
    const { announcer, store, bodies } = setUp();
    await announcer.announce([known()], false);
    store('new', message(30), message(31));
    await announcer.announce(
      [known(), room('new', { lastMessage: message(31), lastReadMessage: 30, unreadMessages: 1 })],
      false,
    );
    expect(bodies()).toEqual(['Gruppe new | Bob Böhm: Nachricht 31']);
  });

  it('moves no cursor when the messages cannot be fetched, and announces them later', async () => {
    const { announcer, store, failWith, notifier, bodies, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', message(11), message(12));
    failWith(new Unreachable('fake'));
    await announcer.announce([unread(12, 2)], false);
    expect(notifier.asked).toEqual([]);
    failWith(null);
    clock.jump(4_000);
    await announcer.announce([unread(12, 2)], false);
    expect(bodies()).toEqual(['Gruppe tok | Bob Böhm: Nachricht 11', 'Gruppe tok | Bob Böhm: Nachricht 12']);
  });

  it('uses the last message when Nextcloud itself says that the conversation is gone', async () => {
    const { announcer, failWith, bodies } = setUp();
    await announcer.announce([known()], false);
    failWith(new ServerError('404', 404, null, 404));
    await announcer.announce([unread(12, 2)], false);
    expect(bodies()).toEqual(['Gruppe tok | Bob Böhm: Nachricht 12']);
  });

  it('withdraws notifications of messages that are read elsewhere or gone', async () => {
    const { announcer, notifier } = setUp();
    const other = room('other', { lastMessage: message(21), lastReadMessage: 20, unreadMessages: 1 });
    await announcer.announce([known(), { ...other, unreadMessages: 0, lastMessage: message(20) }], false);
    await announcer.announce([unread(11), other], false);
    expect([...notifier.visible.keys()]).toEqual(['tok/11', 'other/21']);
    await announcer.announce([known({ lastMessage: message(11), lastReadMessage: 11 }), other], false);
    expect([...notifier.visible.keys()]).toEqual(['other/21']);
    await announcer.announce([known({ lastMessage: message(11), lastReadMessage: 11 })], false);
    expect([...notifier.visible.keys()]).toEqual([]);
  });

  it('saves the cursor after asking for the notification: a crash in between repeats, but never loses', async () => {
    const { announcer, settings, notifier } = setUp();
    await announcer.announce([known()], false);
    const write = settings.write;
    // The process dies between the two steps.
    settings.write = () => false;
    await announcer.announce([unread(11)], false);
    expect(notifier.asked).toHaveLength(1);
    settings.write = write;
    const restarted = setUp(settings);
    await restarted.announcer.announce([unread(11)], true);
    expect(restarted.notifier.asked).toHaveLength(1);
  });

  it('starts with a silent baseline when the stored cursors are unreadable', async () => {
    const settings = createFakeSettings();
    settings.documents.set('cursors/alice@example.org', '{"conversations":[]}');
    const { announcer, notifier } = setUp(settings);
    await announcer.announce([unread(11)], false);
    expect(notifier.asked).toEqual([]);
  });

  it.each(['{"message":"many"}', '{}', 'null', '7', '{"message":10,"call":"now","running":1,"quiet":{},"since":"x"}'])(
    'loses nothing of any conversation when a stored cursor is %s',
    async (damaged) => {
      const settings = createFakeSettings();
      const document = `{"conversations":{"tok":${damaged},"other":{"message":10,"call":0}}}`;
      settings.documents.set('cursors/alice@example.org', document);
      const { announcer, bodies } = setUp(settings);
      const other = room('other', { lastMessage: message(11), lastReadMessage: 10, unreadMessages: 1 });
      await announcer.announce([unread(11), other], false);
      expect(bodies()).toHaveLength(2);
    },
  );

  it('takes no conversation for new because its stored cursor is damaged', async () => {
    const settings = createFakeSettings();
    const tokens = Array.from({ length: 12 }, (_, index) => `group${index}`);
    const damaged = tokens.map((token) => `"${token}":7`).join(',');
    settings.documents.set('cursors/alice@example.org', `{"conversations":{${damaged}}}`);
    const { announcer, notifier } = setUp(settings);
    const quiet = { notificationLevel: 2, lastMessage: message(11), lastReadMessage: 10, unreadMessages: 1 };
    await announcer.announce(
      tokens.map((token) => room(token, quiet)),
      false,
    );
    expect(notifier.asked).toEqual([]);
  });

  it('announces sensitive conversations without their text, although the list hides the message', async () => {
    const { announcer, store, bodies } = setUp();
    const sensitive = (count: number, lastActivity: number) =>
      known({ isSensitive: true, lastMessage: undefined, unreadMessages: count, lastActivity });
    store('tok', message(11));
    await announcer.announce([sensitive(1, 100)], false);
    store('tok', message(12));
    await announcer.announce([sensitive(2, 101)], false);
    await announcer.announce([sensitive(2, 101)], false);
    expect(bodies()).toEqual(['Gruppe tok | Neue Nachricht']);
  });

  it('holds back everything except important conversations during "do not disturb"', async () => {
    const { announcer, disturb, bodies } = setUp();
    disturb(false);
    const important = (id: number) =>
      room('imp', { lastMessage: message(id), lastReadMessage: 20, isImportant: true, unreadMessages: id - 20 });
    await announcer.announce([known(), important(20)], false);
    await announcer.announce([unread(11), important(21)], false);
    expect(bodies()).toEqual(['Gruppe imp | Bob Böhm: Nachricht 21']);
    disturb(true);
    await announcer.announce([unread(11), important(21)], false);
    expect(bodies()).toHaveLength(1);
  });
});
