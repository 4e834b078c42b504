import { describe, expect, it } from 'vitest';
import { group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { patchRoom, replaceRoom } from '../nextcloud/patches.ts';
import {
  eventually,
  expectRang,
  LIST,
  pass,
  polls,
  rang,
  row,
  shown,
  textsIn,
  useStationWithOther,
  wache,
  write,
} from './station-pc.ts';

useStationWithOther();

/** Fields that replace those of one conversation in a good list. */
const ODD: [string, Record<string, unknown>][] = [
  ['a negative count', { unreadMessages: -1 }],
  ['a count as text', { unreadMessages: '3' }],
  ['no count', { unreadMessages: null }],
  ['a count that is no number', { unreadMessages: 'many' }],
  ['a count with a fraction', { unreadMessages: 0.5 }],
  ['a huge count', { unreadMessages: 1e308 }],
  ['a list for a count', { unreadMessages: [] }],
  ['0 for no', { unreadMention: 0 }],
  ['null for no', { unreadMention: null }],
  ['a time before 1970', { lastActivity: -1 }],
  ['no time', { lastActivity: null }],
  ['a time beyond all dates', { lastActivity: 1e300 }],
  ['a time as text', { lastActivity: '2026-01-01' }],
  ['no name', { displayName: null }],
  ['a record for a name', { displayName: { de: 'Gruppe' } }],
  ['a name without an end', { displayName: 'x'.repeat(1_000_000) }],
  ['a call since null', { callStartTime: null }],
  ['1 for a call', { hasCall: 1, callStartTime: 1_700_000_000 }],
  ['a call that is neither yes nor no', { hasCall: 'perhaps' }],
  ['no setting for calls', { notificationCalls: null }],
  ['no level', { notificationLevel: null }],
  ['a level as text', { notificationLevel: '1' }],
  ['no type', { type: null }],
  ['no actor', { actorId: null, actorType: null }],
  ['no read marker', { lastReadMessage: null }],
  ['a record for a read marker', { lastReadMessage: {} }],
  ['neither archived nor not', { isArchived: null, isImportant: [], isFavorite: 'x' }],
  ['a text for the last message', { lastMessage: 'Übung' }],
  ['keys that mean something to JavaScript', JSON.parse('{"__proto__":{"token":1},"constructor":null,"toString":1}')],
  ['a picture of an odd version', { avatarVersion: {}, isCustomAvatar: 'yes' }],
];

describe('one odd conversation', () => {
  it.each(ODD)('%s: appears in the list with all others, and all ring once', async (_what, patch) => {
    patchRoom(nextcloud.control, group, patch);
    await signIn();
    const names = shown().conversations?.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Wache 2', 'Kantine & Kasse']));
    expect(row(group)).toMatchObject({ type: 'group' });
    expect(row(group)?.unread).toBeGreaterThanOrEqual(0);
    write(group, 'Gruppe');
    write(wache, 'Wache');
    await polls(1);
    await eventually(() => rang().sort()).toEqual([group, wache].sort());
    await restart(() => {});
    await polls(2);
    expect(rang().sort()).toEqual([group, wache].sort());
  });

  it('keeps its known values when it becomes odd, and still rings', async () => {
    write(group, 'vorher');
    await signIn();
    const before = row(group);
    patchRoom(nextcloud.control, group, { unreadMessages: null, displayName: null, notificationLevel: {}, type: 'x' });
    await polls(1);
    expect(row(group)).toEqual(before);
    write(group, 'eins', 'zwei');
    await polls(1);
    await expectRang(group, ['eins', 'zwei']);
  });

  it('is asked for its messages when the list hides them and its numbers are unreadable', async () => {
    nextcloud.control.configure('alice', group, { sensitive: true });
    patchRoom(nextcloud.control, group, { unreadMessages: null, lastActivity: null, isSensitive: true });
    await signIn();
    await pass(1);
    write(group, 'geheim');
    await polls(1);
    await expectRang(group, ['New message']);
    write(group, 'auch geheim');
    await expectRang(group, ['New message', 'New message']);
  });

  it('rings once for each call with an unreadable start time', async () => {
    const calls = () => ports.notifier.asked.filter(({ key }) => key.endsWith('/call')).length;
    patchRoom(nextcloud.control, group, { callStartTime: null });
    await signIn();
    nextcloud.control.startCall('bob', group);
    await eventually(calls).toBe(1);
    nextcloud.control.endCall(group);
    talkmelder.suspend();
    talkmelder.resume();
    await eventually(() => row(group)?.callRunning).toBe(false);
    await polls(1);
    nextcloud.control.startCall('bob', group);
    await eventually(calls).toBe(2);
    await polls(2);
    expect(calls()).toBe(2);
  });
});

describe('a conversation without a usable token', () => {
  const tokens: [string, unknown][] = [
    ['none', null],
    ['a number', 12345678],
    ['a path that climbs out', '../../../core'],
    ['a dot', '..'],
    ['a query', 'abc?x=1'],
    ['an empty one', ''],
    ['one too long', 'a'.repeat(65)],
    ['a record', { token: 'abcd1234' }],
  ];

  it.each(tokens)('%s: is the only one missing, and the others ring', async (_what, token) => {
    patchRoom(nextcloud.control, group, { token });
    await signIn();
    expect(row(group)).toBeUndefined();
    expect(shown().conversations?.map(({ name }) => name)).toContain('Kantine & Kasse');
    write(wache, 'Wache');
    await polls(1);
    await expectRang(wache, ['Wache']);
    // The app requested no path that a stranger made up.
    expect(nextcloud.control.requests.map(({ path }) => path).join()).not.toContain('core/');
    const { findings } = await talkmelder.runDoctor();
    expect(findings.find(({ id }) => id === 'talk')).toMatchObject({ message: 'doctor.talk.one-unreadable' });
  });

  it.each([[null], ['x'], [7], [[]], [{}], [[[]]]])('%j in its place: only that one is missing', async (element) => {
    replaceRoom(nextcloud.control, group, element);
    await signIn();
    expect(row(group)).toBeUndefined();
    write(wache, 'Wache');
    await polls(1);
    await expectRang(wache, ['Wache']);
  });

  it('an unusual token that is safe in an address is shown and rings like any other', async () => {
    patchRoom(nextcloud.control, group, { token: 'Zug-1_Nord' });
    await signIn();
    expect(row('Zug-1_Nord')).toMatchObject({ name: 'Einsatzgruppe 1' });
    write(group, 'Gruppe');
    await polls(1);
    await eventually(rang).toEqual(['Zug-1_Nord']);
    await talkmelder.openConversation(named('Zug-1_Nord'));
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}/call/Zug-1_Nord`);
  });

  it.each(['constructor', '__proto__', 'toString'])(
    '%s is a token like any other, even across a restart',
    async (token) => {
      patchRoom(nextcloud.control, group, { token });
      await signIn();
      write(group, 'Gruppe');
      await polls(1);
      await eventually(rang).toEqual([token]);
      await restart(() => write(wache, 'Wache'));
      await expectRang(wache, ['Wache']);
      expect(rang()).toEqual([token, wache]);
    },
  );
});

describe('the report of it', () => {
  it('names the field once, and never the value, however often the list comes', async () => {
    patchRoom(nextcloud.control, group, { unreadMessages: 'GEHEIM-1', displayName: { x: 'GEHEIM-2' } });
    await signIn();
    await polls(3);
    const lines = ports.log.lines.filter((line) => line.includes('cannot read'));
    expect(lines).toEqual([`warn conversation ${group}: cannot read unreadMessages, displayName`]);
    expect(ports.log.lines.join()).not.toContain('GEHEIM');
  });

  it('comes from the doctor as a count', async () => {
    patchRoom(nextcloud.control, group, { unreadMessages: null });
    await signIn();
    const talk = async () => (await talkmelder.runDoctor()).findings.find(({ id }) => id === 'talk');
    expect(await talk()).toMatchObject({ status: 'warning', message: 'doctor.talk.one-unreadable' });
    patchRoom(nextcloud.control, wache, { lastActivity: -1 });
    write(wache, 'Wache');
    await polls(2);
    expect(await talk()).toMatchObject({ message: 'doctor.talk.unreadable', values: { count: 2 } });
  });

  it('a list without a readable element does not count: the known list stays', async () => {
    await signIn();
    const before = shown().conversations;
    nextcloud.control.alter(LIST, () => [{ token: null }, 'x']);
    talkmelder.suspend();
    talkmelder.resume();
    await eventually(() => shown().connection.error).toBe('server-error');
    expect(shown().conversations).toEqual(before);
    expect(textsIn(group)).toEqual([]);
  });

  it('a delta without a readable element is just odd: the app goes on, and new messages ring', async () => {
    await signIn();
    const before = shown().conversations;
    const end = nextcloud.control.alter(LIST, () => [{ token: null }, 'x']);
    await polls(2);
    expect(shown()).toMatchObject({ conversations: before, connection: { error: null } });
    end();
    write(group, 'Alarm');
    await polls(1);
    await expectRang(group, ['Alarm']);
  });
});
