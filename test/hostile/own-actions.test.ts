import { describe, expect, it } from 'vitest';
import type { ConversationAction } from '../../main/core/model/conversation-action.ts';
import { group, named, nextcloud, passUntil, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { until } from '../fakes/surroundings.ts';
import {
  asked,
  eventually,
  expectRang,
  LIST,
  other,
  pass,
  polls,
  row,
  textsIn,
  useStationPc,
  write,
} from './station-pc.ts';

/*
 * The window shows the user's own actions at once: the server's state, with the actions on top that the server may not
 * know yet.
 */

useStationPc();

const ID = 'a'.repeat(64);
const PATHS: Record<ConversationAction['kind'], string> = {
  'mark-read': '/read',
  'mark-unread': '/read',
  'set-level': '/notify',
  'set-favourite': '/favorite',
  'set-archived': '/archive',
};

/** Holds back the answers to requests whose paths have these ends, until they are released. */
function hold(...ends: string[]) {
  const { fetch } = ports;
  const held = new Map(ends.map((end) => [end, Promise.withResolvers<void>()]));
  ports.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const method = input instanceof Request ? input.method : (init?.method ?? 'GET');
    const end = ends.find((one) => pathname.endsWith(one) && method.toUpperCase() !== 'GET');
    if (end) await held.get(end)?.promise;
    return response;
  };
  return (end: string): void => held.get(end)?.resolve();
}

const whole = (): number =>
  nextcloud.control.requests.filter(({ path, query }) => LIST.test(path) && !query.has('modifiedSince')).length;

const PAIRS: [ConversationAction, ConversationAction][] = [
  [{ kind: 'mark-read' }, { kind: 'set-level', level: 'never' }],
  [{ kind: 'set-level', level: 'never' }, { kind: 'mark-read' }],
  [{ kind: 'set-favourite', on: false }, { kind: 'mark-read' }],
  [{ kind: 'mark-read' }, { kind: 'set-archived', on: true }],
  [
    { kind: 'set-level', level: 'mention' },
    { kind: 'set-favourite', on: false },
  ],
];

describe('two refused actions', () => {
  it.each(PAIRS.flatMap(([first, second]) => [403, 500].map((status) => ({ first, second, status }))))(
    'leave the row in the server’s state: $first, $second, $status',
    async ({ first, second, status }) => {
      const release = hold(PATHS[first.kind], PATHS[second.kind]);
      await signIn();
      const before = row(group);
      nextcloud.control.fail({ status }, { path: new RegExp(`/${group}/`) });
      const done = [first, second].map((action) => talkmelder.act(named(group), action).catch(() => 'failed'));
      expect(talkmelder.state().phase.kind === 'connected' && row(group)).not.toEqual(before);
      release(PATHS[first.kind]);
      expect(await done[0]).toBe('failed');
      release(PATHS[second.kind]);
      expect(await done[1]).toBe('failed');
      expect(row(group)).toEqual(before);
      nextcloud.control.clearFaults();
      await polls(1);
      expect(row(group)).toEqual(before);
    },
  );
});

it('a refused action undoes neither the other action nor newer list data', async () => {
  const release = hold('/read', '/notify');
  await signIn();
  nextcloud.control.fail({ status: 404 }, { path: `/${group}/read` });
  const reading = talkmelder.act(named(group), { kind: 'mark-read' }).catch(() => 'refused');
  const muting = talkmelder.act(named(group), { kind: 'set-level', level: 'never' });
  write(group, 'Während beide unterwegs sind');
  talkmelder.refresh();
  await expectRang(group, []);
  await eventually(() => row(group)?.preview?.text).toBe('Während beide unterwegs sind');
  release('/read');
  expect(await reading).toBe('refused');
  expect(row(group)).toMatchObject({ notificationLevel: 'never', unread: 4 });
  release('/notify');
  await muting;
  expect(row(group)).toMatchObject({ notificationLevel: 'never', unread: 4 });
  await polls(1);
  expect(row(group)).toMatchObject({ notificationLevel: 'never', unread: 4 });
});

it('a refusal triggers a full list, which shows what is gone, even while another list is running', async () => {
  await signIn();
  await polls(1);
  const next = other('Wache 2');
  await polls(1);
  const before = whole();
  nextcloud.control.removeFromRoom('alice', group);
  await expect(talkmelder.act(named(group), { kind: 'set-favourite', on: false })).rejects.toMatchObject({
    code: 'action-refused',
  });
  await eventually(() => row(group)).toBeUndefined();
  expect(whole()).toBe(before + 1);
  expect(row(next)).toBeDefined();
});

it('a message that arrives during "mark as read" rings, and stays unread', async () => {
  const release = hold('/read');
  await signIn();
  const reading = talkmelder.act(named(group), { kind: 'mark-read' });
  expect(row(group)?.unread).toBe(0);
  write(group, 'Kam dazwischen');
  talkmelder.refresh();
  await expectRang(group, ['Kam dazwischen']);
  expect(row(group)?.unread).toBe(1);
  release('/read');
  await reading;
  await polls(1);
  expect(row(group)?.unread).toBe(1);
  expect(textsIn(group)).toEqual(['Kam dazwischen']);
});

describe('a conversation that the user was removed from', () => {
  it('leaves the list when its server refuses a reply', async () => {
    await signIn();
    const next = other();
    await polls(2);
    nextcloud.control.removeFromRoom('alice', group);
    await expect(talkmelder.reply(named(group), 'Noch da?', ID)).rejects.toMatchObject({ code: 'message-refused' });
    await pass(5);
    expect(row(group)).toBeUndefined();
    write(next, 'Hier schon');
    await expectRang(next, ['Hier schon']);
  });

  it('leaves the list after a reply from its notification, which says that the text is lost', async () => {
    await signIn();
    await polls(1);
    nextcloud.control.removeFromRoom('alice', group);
    await talkmelder.replyFromNotification(named(group), 'Noch da?');
    await pass(5);
    expect(row(group)).toBeUndefined();
  });

  it('leaves the list when the user opens the quick reply, which says why it is empty', async () => {
    await signIn();
    await polls(1);
    nextcloud.control.removeFromRoom('alice', group);
    expect(await talkmelder.openReply(named(group))).toMatchObject({ messages: [], empty: 'gone' });
    await pass(5);
    expect(row(group)).toBeUndefined();
    expect(await talkmelder.openReply(named(group))).toMatchObject({ messages: [], empty: 'gone' });
  });

  it('stays when only a gateway’s page says so', async () => {
    await signIn();
    await polls(1);
    nextcloud.control.fail({ status: 403, page: 'Kein Zutritt' }, { path: `/chat/${group}`, count: 1 });
    expect(await talkmelder.openReply(named(group))).toMatchObject({ messages: [], empty: 'not-loaded' });
    await pass(60);
    expect(row(group)).toBeDefined();
  });
});

it('an empty quick reply says why: no messages, sensitive, or not available at the moment', async () => {
  const silent = nextcloud.control.addRoom({ type: 'group', name: 'Neu', members: ['bob', 'alice'] });
  nextcloud.control.configure('alice', group, { sensitive: true });
  await signIn();
  expect(await talkmelder.openReply(named(silent))).toMatchObject({ messages: [], empty: 'none' });
  expect(await talkmelder.openReply(named(group))).toMatchObject({ messages: [], empty: 'sensitive' });
  const lists = asked(LIST);
  nextcloud.control.fail({ status: 500 }, { method: 'GET', path: `/chat/${silent}` });
  expect(await talkmelder.openReply(named(silent))).toMatchObject({ messages: [], empty: 'not-loaded' });
  expect(asked(LIST)).toBe(lists);
  await nextcloud.control.down();
  await passUntil(until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'offline'));
  expect(await talkmelder.openReply(named(silent))).toMatchObject({ messages: [], empty: 'not-loaded' });
});
