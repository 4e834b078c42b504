import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OcsClient, ocsClient } from './ocs-client.ts';
import { type Nextcloud, startNextcloud } from './server.ts';

interface ListedRoom {
  token: string;
  unreadMessages: number;
  unreadMention: boolean;
  unreadMentionDirect: boolean;
  hasCall: boolean;
  lastMessage?: { id: number; message: string };
}

describe('conversations', () => {
  let now = Date.parse('2026-11-21T08:00:00Z');
  let nextcloud: Nextcloud;
  let ocs: OcsClient;
  let group: string;
  let bob: string;

  beforeEach(async () => {
    nextcloud = await startNextcloud({ now: () => now });
    const { control } = nextcloud;
    for (const id of ['alice', 'bob']) control.addUser({ id, displayName: id, password: id });
    group = control.addRoom({ type: 'group', name: 'Einsatzgruppe 1', members: ['bob', 'alice'] });
    bob = control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'] });
    for (const token of [group, bob]) control.markRead('alice', token);
    ocs = ocsClient(nextcloud, 'alice', 'alice');
    now += 10_000;
  });
  afterEach(() => nextcloud.close());

  const list = async (query = ''): Promise<ListedRoom[]> =>
    (await ocs('GET', `/apps/spreed/api/v4/room?noStatusUpdate=1${query}`)).data as ListedRoom[];
  const room = async (token: string) => (await list()).find((listed) => listed.token === token);
  const notified = async (): Promise<string[]> => {
    const { data } = await ocs('GET', '/apps/notifications/api/v2/notifications');
    return (data as { object_type: string; object_id: string }[])
      .filter(({ object_type }) => object_type !== 'room')
      .map(({ object_id }) => object_id);
  };
  const since = () => Math.floor(now / 1000);

  it('lists changes for all members and for the reader in the delta', async () => {
    const { control } = nextcloud;
    expect(await list(`&modifiedSince=${since()}`)).toEqual([]);
    control.send('bob', group, 'Hallo');
    expect((await list(`&modifiedSince=${since()}`)).map(({ token }) => token)).toEqual([group]);
    now += 5000;
    control.configure('alice', bob, { favourite: true });
    expect((await list(`&modifiedSince=${since()}`)).map(({ token }) => token)).toEqual([bob]);
  });

  it('keeps the reactions of the others when one is taken back, and reports each to the history only', async () => {
    const { control } = nextcloud;
    const message = control.send('bob', group, 'Hallo');
    for (const user of ['alice', 'bob']) control.react(user, group, message, '👍');
    const path = `/apps/spreed/api/v1/reaction/${group}/${message}`;
    const remove = () => ocs('DELETE', path, { reaction: '👍' });
    expect((await remove()).status).toBe(200);
    expect((await remove()).status).toBe(404);
    const { data } = await ocs('GET', path);
    expect(data).toMatchObject({ '👍': [{ actorId: 'bob' }] });
    const history = await ocs('GET', `/apps/spreed/api/v1/chat/${group}?lookIntoFuture=0&setReadMarker=0`);
    const told = history.data as { systemMessage: string; reactions: object }[];
    expect(told.map(({ systemMessage }) => systemMessage).slice(0, 3)).toEqual([
      'reaction_revoked',
      'reaction',
      'reaction_deleted',
    ]);
    expect(told.at(3)?.reactions).toEqual({ '👍': 1 });
    expect((await room(group))?.lastMessage?.message).toBe('Hallo');
  });

  it('behaves as Talk 18 on request: no archive, and an empty list as answer to each change', async () => {
    const { control } = nextcloud;
    control.setVersions({ nextcloud: '28.0.14', talk: '18.0.14' });
    const { data } = await ocs('GET', '/cloud/capabilities');
    const { features } = (data as { capabilities: { spreed: { features: string[] } } }).capabilities.spreed;
    expect(features).toContain('chat-unread');
    expect(features).not.toContain('archived-conversations-v2');
    expect(await room(group)).not.toHaveProperty('isArchived');
    const done = { status: 200, data: [] };
    expect(await ocs('POST', `/apps/spreed/api/v4/room/${group}/favorite`)).toMatchObject(done);
    expect(await ocs('POST', `/apps/spreed/api/v4/room/${group}/notify`, { level: 3 })).toMatchObject(done);
    expect(await ocs('DELETE', `/apps/spreed/api/v1/chat/${group}/read`)).toMatchObject(done);
    expect(await ocs('POST', `/apps/spreed/api/v1/chat/${group}/read`, { lastReadMessage: 1 })).toMatchObject(done);
    expect((await ocs('POST', `/apps/spreed/api/v1/chat/${group}/read`)).status).toBe(500);
    expect((await ocs('POST', `/apps/spreed/api/v4/room/${group}/archive`)).status).toBe(404);
    expect(await room(group)).toMatchObject({ isFavorite: true, notificationLevel: 3 });
  });

  it('keeps one-to-one rooms and running calls in the delta, and does not report a removal', async () => {
    const { control } = nextcloud;
    expect((await list(`&includeStatus=true&modifiedSince=${since()}`)).map(({ token }) => token)).toEqual([bob]);
    control.startCall('bob', group);
    now += 60_000;
    expect((await list(`&modifiedSince=${since()}`)).map(({ token }) => token)).toEqual([group]);
    control.removeFromRoom('alice', group);
    expect(await list(`&modifiedSince=${since() - 60}`)).toEqual([]);
    expect(await room(group)).toBeUndefined();
  });

  it('counts neither system nor deleted messages, and tells a direct mention from a mention of all', async () => {
    const { control } = nextcloud;
    control.send('bob', group, 'Hallo');
    control.deleteMessage(group, control.send('bob', group, 'Weg damit'));
    control.startCall('bob', group);
    expect(await room(group)).toMatchObject({ unreadMessages: 1, unreadMention: false, hasCall: true });
    control.send('bob', group, 'Antreten!', { mentions: 'all' });
    expect(await room(group)).toMatchObject({ unreadMessages: 2, unreadMention: true, unreadMentionDirect: false });
    control.send('bob', group, 'auch du, @alice.');
    expect(await room(group)).toMatchObject({
      unreadMentionDirect: true,
      lastMessage: { message: 'auch du, {mention-user1}.' },
    });
    control.markRead('alice', group);
    expect(await room(group)).toMatchObject({ unreadMessages: 0, unreadMention: false });
  });

  it('notifies of one-to-one messages and mentions, by level, and dismisses notifications once read', async () => {
    const { control } = nextcloud;
    control.send('bob', group, 'nicht für alice');
    control.send('bob', bob, 'leise', { silent: true });
    expect(await notified()).toEqual([]);
    const [direct, mention] = [control.send('bob', bob, 'Hallo'), control.send('bob', group, '@alice komm bitte')];
    expect(await notified()).toEqual([`${group}/${mention}`, `${bob}/${direct}`]);
    control.markRead('alice', bob);
    expect(await notified()).toEqual([`${group}/${mention}`]);
    control.setLevel('alice', group, 3);
    control.send('bob', group, '@alice wo bleibst du?');
    expect(await notified()).toEqual([`${group}/${mention}`]);
    control.setLevel('alice', group, 1);
    const every = control.send('bob', group, 'an alle');
    expect(await notified()).toEqual([`${group}/${every}`, `${group}/${mention}`]);
  });

  it('leaves the read marker alone only when the client says so', async () => {
    const { control } = nextcloud;
    const id = control.send('bob', group, 'Hallo');
    const before = control.readMarker('alice', group);
    const look = (query: string) => ocs('GET', `/apps/spreed/api/v1/chat/${group}?lookIntoFuture=0${query}`);
    await look('&setReadMarker=0&markNotificationsAsRead=0');
    expect(control.readMarker('alice', group)).toBe(before);
    await look('');
    expect(control.readMarker('alice', group)).toBe(id);
  });

  it('returns messages after a given one, oldest first, and 304 if there are none', async () => {
    const { control } = nextcloud;
    const [first, second, third] = ['1', '2', '3'].map((text) => control.send('bob', group, text));
    const messagesAfter = (id: number | undefined) =>
      ocs(
        'GET',
        `/apps/spreed/api/v1/chat/${group}?lookIntoFuture=1&timeout=0&setReadMarker=0&lastKnownMessageId=${id}`,
      );
    expect(((await messagesAfter(first)).data as { id: number }[]).map(({ id }) => id)).toEqual([second, third]);
    const { status, headers } = await messagesAfter(third);
    expect([status, headers.get('x-chat-last-given')]).toEqual([304, null]);
  });

  it('refuses to post in conversations that do not allow it', async () => {
    const { control } = nextcloud;
    const post = async () => (await ocs('POST', `/apps/spreed/api/v1/chat/${group}`, { message: 'Hallo' })).status;
    expect(await post()).toBe(201);
    control.setReadOnly(group, true);
    expect(await post()).toBe(403);
    control.setLobby(group, true);
    expect(await post()).toBe(412);
    expect((await room(group))?.lastMessage).toBeUndefined();
  });
});
