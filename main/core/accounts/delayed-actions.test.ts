import { expect, it } from 'vitest';
import {
  accountId,
  group,
  named,
  nextcloud,
  passUntil,
  ports,
  refresh,
  signIn,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import type { Conversation } from '../model/conversation.ts';

usePc();

const connected = () => {
  const { phase } = talkmelder.state();
  if (phase.kind !== 'connected') throw new Error('no account is signed in');
  return phase;
};
const conversation = (token = group): Conversation => {
  const found = connected().conversations?.find((one) => one.token === named(token));
  if (!found) throw new Error('not in the list');
  return found;
};
const unread = () => connected().unread;
const marker = () => nextcloud.control.readMarker('alice', group);
const newest = () => nextcloud.control.messages(group).at(-1)?.id;
const wishes = () => nextcloud.control.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path);
const undoable = () => {
  const { undoable } = talkmelder.state();
  if (!undoable) throw new Error('nothing can be undone');
  return undoable;
};
/** Refreshes until the window shows it. */
const refreshUntil = (isShown: () => boolean) =>
  expect
    .poll(async () => {
      await refresh();
      return isShown();
    })
    .toBe(true);
/** Signs in, and forgets the requests for that. */
async function begin(): Promise<void> {
  await signIn();
  nextcloud.control.clearRequests();
}

it('"mark all as read" shows at once, offers to undo it for five seconds, and is sent then', async () => {
  await begin();
  const rows = connected().conversations?.filter((one) => one.unread > 0).length;
  const marking = talkmelder.markAllRead([accountId()]);
  expect(unread()).toBe(0);
  expect(undoable()).toMatchObject({ kind: 'read', count: rows, name: null });
  await ports.clock.advance(4_999);
  expect(wishes()).toEqual([]);
  await ports.clock.advance(1);
  expect(talkmelder.state().undoable).toBeUndefined();
  await passUntil(marking);
  expect(unread()).toBe(0);
  expect(marker()).toBe(newest());
});

it('undoing it brings everything back, and sends nothing', async () => {
  await begin();
  const before = connected().conversations;
  const marking = talkmelder.markAllRead([accountId()]);
  talkmelder.decideUndo(undoable().id, 'undo');
  await marking;
  expect(connected().conversations).toEqual(before);
  await ports.clock.advance(60_000);
  expect(wishes()).toEqual([]);
});

it('a message that arrives in these seconds stays unread, and rings', async () => {
  await begin();
  const seen = newest();
  const marking = talkmelder.markAllRead([accountId()]);
  nextcloud.control.send('bob', group, 'Gerade eben');
  await refreshUntil(() => conversation().unread === 1);
  await passUntil(marking);
  expect(marker()).toBe(seen);
  expect(conversation().unread).toBe(1);
  expect(ports.notifier.asked.map(({ body }) => body)).toEqual(['Bob Böhm: Gerade eben']);
});

it('a message that arrives in a sensitive conversation, whose last message no list tells, stays unread as well', async () => {
  nextcloud.control.configure('alice', group, { sensitive: true });
  const isQuiet = nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/notifications'));
  await begin();
  await isQuiet;
  const seen = newest();
  const asked = nextcloud.control.waitFor('request', ({ path }) => path.endsWith(`/chat/${group}`));
  const marking = talkmelder.markAllRead([accountId()]);
  await asked;
  // The server answers in order.
  await fetch(`${nextcloud.url}/status.php`);
  nextcloud.control.send('bob', group, 'Gerade eben');
  await passUntil(marking);
  expect(marker()).toBe(seen);
});

it('does not move back what was read further on another device', async () => {
  await begin();
  const marking = talkmelder.markAllRead([accountId()]);
  const { id } = undoable();
  talkmelder.decideUndo(id, 'hold');
  nextcloud.control.send('bob', group, 'Am Handy gelesen');
  nextcloud.control.markRead('alice', group);
  await refreshUntil(() => conversation().preview?.text === 'Am Handy gelesen');
  talkmelder.decideUndo(id, 'send');
  await marking;
  expect(marker()).toBe(newest());
});

it.each([
  [{ kind: 'set-archived', on: true }, 'archived', '/archive'],
  [{ kind: 'set-level', level: 'never' }, 'muted', '/notify'],
] as const)('%j can be undone in the same way', async (action, kind, path) => {
  await begin();
  const first = talkmelder.actLater(named(group), action);
  expect(undoable()).toMatchObject({ kind, count: 1, name: 'Einsatzgruppe 1' });
  talkmelder.decideUndo(undoable().id, 'undo');
  await first;
  expect(conversation()).toMatchObject({ archived: false, notificationLevel: 'always' });
  const second = talkmelder.actLater(named(group), action);
  await passUntil(second);
  expect(wishes()).toEqual([expect.stringMatching(`${group}${path}$`)]);
});

it('the next action sends the one before', async () => {
  await begin();
  const first = talkmelder.actLater(named(group), { kind: 'set-archived', on: true });
  const { id } = undoable();
  void talkmelder.markAllRead([accountId()]);
  await first;
  expect(wishes()).toEqual([expect.stringMatching(/\/archive$/)]);
  // The button of the first one may still be under a finger.
  talkmelder.decideUndo(id, 'undo');
  expect(undoable().kind).toBe('read');
});

it('an action that contradicts it replaces it', async () => {
  await begin();
  const muting = talkmelder.actLater(named(group), { kind: 'set-level', level: 'never' });
  await talkmelder.act(named(group), { kind: 'set-level', level: 'mention' });
  await muting;
  expect(conversation().notificationLevel).toBe('mention');
  await ports.clock.advance(60_000);
  expect(nextcloud.control.requests.filter(({ path }) => path.endsWith('/notify')).map(({ body }) => body)).toEqual([
    'level=2',
  ]);
});

it('waits while the pointer or the keyboard is on the button, but not for ever, and not without a window', async () => {
  await begin();
  const muting = talkmelder.actLater(named(group), { kind: 'set-level', level: 'never' });
  const { id } = undoable();
  talkmelder.decideUndo(id, 'hold');
  await ports.clock.advance(59_000);
  expect(undoable().id).toBe(id);
  await passUntil(muting);
  expect(talkmelder.state().undoable).toBeUndefined();

  const archiving = talkmelder.actLater(named(group), { kind: 'set-archived', on: true });
  talkmelder.decideUndo(undoable().id, 'hold');
  talkmelder.unlook();
  await ports.clock.advance(5_000);
  expect(talkmelder.state().undoable).toBeUndefined();
  await passUntil(archiving);
});

it('shows the conversation as before when the server refuses, and throws', async () => {
  await begin();
  nextcloud.control.fail({ status: 500 }, { method: 'POST' });
  const archiving = talkmelder.actLater(named(group), { kind: 'set-archived', on: true });
  const refused = expect(archiving).rejects.toMatchObject({ code: 'server-error' });
  expect(() => conversation()).toThrow('not in the list');
  await ports.clock.advance(5_000);
  await refused;
  expect(conversation().archived).toBe(false);
});

it('a session that ends meanwhile leaves everything unread, and is reported', async () => {
  await begin();
  const before = unread();
  const marking = talkmelder.markAllRead([accountId()]);
  const refused = expect(marking).rejects.toMatchObject({ code: 'session-ended' });
  nextcloud.control.revoke('alice');
  await ports.clock.advance(5_000);
  await refused;
  expect(unread()).toBe(before);
  // No request is sent with the rejected password for each conversation.
  expect(wishes().length).toBeLessThanOrEqual(4);
});

it('a remote wipe takes the action along', async () => {
  await begin();
  void talkmelder.markAllRead([accountId()]).catch(() => {});
  talkmelder.decideUndo(undoable().id, 'hold');
  nextcloud.control.wipe('alice');
  await refreshUntil(() => talkmelder.state().phase.kind === 'signed-out');
  expect(talkmelder.state().undoable).toBeUndefined();
  await ports.clock.advance(60_000);
  expect(wishes().filter((path) => path.endsWith('/read'))).toEqual([]);
});

it('is sent at once when the app ends', async () => {
  await begin();
  void talkmelder.markAllRead([accountId()]);
  let quits = 0;
  const mayEnd = talkmelder.beforeEnd(
    () => Promise.resolve(true),
    () => {
      quits += 1;
    },
  );
  expect(mayEnd()).toBe(false);
  await expect.poll(() => quits).toBe(1);
  expect(marker()).toBe(newest());
  expect(mayEnd()).toBe(true);
});

it('is sent before its account is disconnected, which does not wait for a silent server', async () => {
  await begin();
  void talkmelder.markAllRead([accountId()]).catch(() => {});
  await talkmelder.disconnect(accountId());
  expect(marker()).toBe(newest());
  expect(talkmelder.state().undoable).toBeUndefined();
});

it('does not hold up disconnecting when the server is silent', async () => {
  await begin();
  nextcloud.control.fail('hang', { method: 'POST' });
  void talkmelder.markAllRead([accountId()]).catch(() => {});
  const left = talkmelder.disconnect(accountId());
  await ports.clock.advance(2_000);
  await expect.poll(() => ports.secrets.secrets.size).toBe(0);
  await left;
});
