import { expect, it } from 'vitest';
import { known, setUp, unread } from '../../../test/fakes/announcing.ts';
import { message } from '../../../test/fakes/rooms.ts';
import type { OwnNotice } from './second-opinion.ts';

const reminder = (id: number, text = 'Text'): OwnNotice => ({
  id,
  kind: 'reminder',
  token: 'tok',
  message: message(3, { message: text }),
});

/** Shows one notification for each of these conversations. */
async function showing(tokens: readonly string[]) {
  const pc = setUp();
  const rooms = tokens.map((token) => known({ token, displayName: `Gruppe ${token}` }));
  await pc.announcer.announce(rooms, false);
  await pc.announcer.announce(
    rooms.map((room) => ({ ...room, lastMessage: message(11), unreadMessages: 1 })),
    false,
  );
  return pc;
}

it('when the screen is locked, notifications with texts become silent ones without', async () => {
  const { announcer, notifier } = await showing(['aa', 'bb']);
  expect([...notifier.visible.values()].map(({ body }) => body)).toEqual([
    'Bob Böhm: Nachricht 11',
    'Bob Böhm: Nachricht 11',
  ]);
  announcer.hideTexts();
  expect([...notifier.visible.values()]).toMatchObject([
    { key: 'aa/11', title: 'Gruppe aa', body: 'Neue Nachricht', token: 'aa' },
    { key: 'bb/11', title: 'Gruppe bb', body: 'Neue Nachricht', token: 'bb' },
  ]);
  announcer.hideTexts();
  expect(notifier.asked).toHaveLength(2);
  expect(notifier.updated).toHaveLength(2);
});

it('they are still withdrawn when the message is read elsewhere', async () => {
  const { announcer, notifier } = await showing(['tok']);
  announcer.hideTexts();
  await announcer.announce([known({ lastMessage: message(11), lastReadMessage: 11 })], false);
  expect(notifier.visible.size).toBe(0);
});

it('only the latest ten stay, so that a lock is no storm', async () => {
  const tokens = Array.from({ length: 8 }, (_, at) => `r${at}`);
  const { announcer, notifier } = await showing(tokens);
  const rooms = tokens.map((token) => known({ token, lastMessage: message(12), unreadMessages: 2 }));
  await announcer.announce(rooms, false);
  expect(notifier.visible.size).toBe(16);
  announcer.hideTexts();
  expect(notifier.visible.size).toBe(10);
  expect(notifier.asked).toHaveLength(16);
  expect([...notifier.visible.values()].every(({ body }) => body === 'Neue Nachricht')).toBe(true);
});

it('counts, titles of threads and reminders lose their text, too', async () => {
  const { announcer, notifier } = setUp();
  await announcer.announce([known()], false);
  const thread = { id: 5, title: 'Geheime Übung', replies: 1 };
  await announcer.announce([unread(11, 1, {}, { thread })], false);
  await announcer.announce([unread(16, 6)], false);
  await announcer.announceNotices([reminder(7, 'Geheim')]);
  expect(JSON.stringify([...notifier.visible.values()])).toContain('Geheim');
  announcer.hideTexts();
  expect(JSON.stringify([...notifier.visible.values()])).not.toMatch(/Geheim|Nachricht 1/);
});

it('a call loses the name of its conversation, and does not ring again', async () => {
  const { announcer, notifier } = setUp();
  await announcer.announce([known()], false);
  await announcer.announce([known({ hasCall: true, callStartTime: 5 })], false);
  const [before] = [...notifier.visible.values()];
  expect(before).toMatchObject({ title: 'Gruppe tok' });
  announcer.hideTexts();
  announcer.hideTexts();
  expect([...notifier.visible.values()]).toEqual([{ ...before, title: 'Talkmelder' }]);
  expect([notifier.asked.length, notifier.updated.length]).toEqual([1, 1]);
});

it('what comes while strangers may read says no more than what was there before', async () => {
  const { announcer, notifier, setRules } = setUp();
  await announcer.announce([known()], false);
  // As the preferences have it.
  setRules({ textFree: true, previewText: false });
  const thread = { id: 5, title: 'Geheime Übung', replies: 1 };
  await announcer.announce([unread(11, 1, { hasCall: true, callStartTime: 5 }, { thread })], false);
  await announcer.announceNotices([reminder(7, 'Geheim')]);
  expect(notifier.asked.map(({ title, body }) => `${title}: ${body}`).toSorted()).toEqual([
    'Gruppe tok: Du wolltest an eine Nachricht erinnert werden',
    'Gruppe tok: Neue Nachricht',
    'Talkmelder: Anruf läuft – klicken zum Teilnehmen',
  ]);
  const before = notifier.updated.length;
  announcer.hideTexts();
  expect(notifier.updated).toHaveLength(before);
});

it('a reminder that a pause or quiet hours held back appears afterwards, silently', async () => {
  const { announcer, notifier, setRules } = setUp();
  await announcer.announce([known()], false);
  await announcer.announce([known()], false);
  const held = reminder(7);
  setRules({ paused: true });
  expect(await announcer.announceNotices([held])).toEqual([]);
  setRules({ paused: false });
  await announcer.announceNotices([held]);
  expect(notifier.asked).toMatchObject([{ silent: true }]);
  await announcer.announceNotices([reminder(8)]);
  expect(notifier.asked).toMatchObject([{ silent: true }, { silent: false }]);
});
