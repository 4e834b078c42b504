import { describe, expect, it } from 'vitest';
import { known, setUp, unread } from '../../../test/fakes/announcing.ts';
import { mention, message, room } from '../../../test/fakes/rooms.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { NotifyRules } from '../settings/preferences.ts';

/** Returns the notifications that ring when one message arrives in a conversation under these rules. */
async function arrival(rules: Partial<NotifyRules>, overrides: Partial<Room>, mentioned = false): Promise<string[]> {
  const { announcer, setRules, bodies } = setUp();
  setRules(rules);
  await announcer.announce([known(overrides)], false);
  const more = mentioned ? { messageParameters: mention, message: '{mention-user1} komm' } : {};
  await announcer.announce([unread(11, 1, { ...overrides, unreadMention: mentioned }, more)], false);
  return bodies();
}

const MUTED = { notificationLevel: 3 };
const MENTIONS = { notificationLevel: 2 };
const ALONE = { type: 1 };

describe('the setting for notifications', () => {
  it.each<[NotifyRules['notify'], string, Partial<Room>, boolean, number]>([
    ['all', 'a muted conversation', MUTED, false, 1],
    ['all', 'a conversation set to mentions', MENTIONS, false, 1],
    ['talk', 'a muted conversation', MUTED, false, 0],
    ['talk', 'a conversation set to mentions', MENTIONS, false, 0],
    ['talk', 'a conversation that always rings', {}, false, 1],
    ['mentions', 'a conversation that always rings', {}, false, 0],
    ['mentions', 'a conversation that always rings, with a mention', {}, true, 1],
    ['mentions', 'a one-to-one conversation', ALONE, false, 1],
    ['mentions', 'a muted conversation, with a mention', MUTED, true, 0],
    ['off', 'a conversation that always rings, with a mention', {}, true, 0],
    ['off', 'a one-to-one conversation', ALONE, false, 0],
  ])('%s: a message in %s', async (notify, _name, overrides, mentioned, count) => {
    expect(await arrival({ notify }, overrides, mentioned)).toHaveLength(count);
  });

  it('calls are silent when everything is off', async () => {
    const { announcer, setRules, bodies } = setUp();
    setRules({ notify: 'off' });
    await announcer.announce([known()], false);
    await announcer.announce([known({ hasCall: true, callStartTime: 5 })], false);
    expect(bodies()).toEqual([]);
  });

  it('nothing rings during a pause, not even important conversations, and nothing is repeated afterwards', async () => {
    const { announcer, setRules, bodies } = setUp();
    await announcer.announce([known({ isImportant: true })], false);
    setRules({ paused: true });
    await announcer.announce([unread(11, 1, { isImportant: true })], false);
    setRules({ paused: false });
    await announcer.announce([unread(11, 1, { isImportant: true })], false);
    expect(bodies()).toEqual([]);
  });

  it('shows no message text when the user has turned it off, and makes no sound', async () => {
    const { announcer, setRules, notifier } = setUp();
    setRules({ previewText: false, sound: false });
    await announcer.announce([known()], false);
    await announcer.announce([unread(11)], false);
    expect(notifier.asked).toMatchObject([{ title: 'Gruppe tok', body: 'Neue Nachricht', silent: true }]);
  });
});

describe('the actions of a notification', () => {
  it('are a reply and "mark as read" for a message, without a reply where the user may not write', async () => {
    const { announcer, notifier } = setUp();
    await announcer.announce([known(), room('mute', { readOnly: 1 })], false);
    const closed = { readOnly: 1, unreadMessages: 1, lastMessage: message(3) };
    await announcer.announce([unread(11), room('mute', closed)], false);
    expect(notifier.asked).toMatchObject([
      { token: 'tok', replyPlaceholder: 'Antworten\u00a0…', markRead: 'Als gelesen markieren', silent: false },
      { token: 'mute', replyPlaceholder: null, markRead: 'Als gelesen markieren' },
    ]);
  });

  it('are missing for a call', async () => {
    const { announcer, notifier } = setUp();
    await announcer.announce([known()], false);
    await announcer.announce([known({ hasCall: true, callStartTime: 5 })], false);
    expect(notifier.asked).toMatchObject([{ key: 'tok/call', replyPlaceholder: null, markRead: null }]);
  });
});
