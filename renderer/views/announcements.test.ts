import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connected, Connection } from '../../main/core/model/connected.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { sampleAccount, sampleConnected, sampleConversation } from '../../test/fakes/samples.ts';
import { announcements, forgetAnnouncements } from '../announce.ts';
import { setLanguage } from '../i18n/index.ts';
import { announceChanges, arrivals, snapshot } from './announcements.ts';

const max = sampleAccount();
const erika = sampleAccount({ id: 'b', key: 'two', displayName: 'Erika' });
const connection = (over: Partial<Connection>): Connection => ({ ...max.connection, ...over });
const room = (token: string, unread: number) =>
  sampleConversation({ token, name: `Raum ${token}`, unread, lastActivity: unread });

const all = sampleConnected({ accounts: [max, erika], conversations: [room('a.one', 1), room('b.two', 5)] });
const ofMax: Connected = { ...all, shown: max.id, conversations: [room('a.one', 1)] };

let become: (phase: Connected) => void;
let end: () => void;
const start = (first: Connected) =>
  createRoot((dispose) => {
    const [phase, setPhase] = createSignal(first);
    announceChanges(phase);
    become = setPhase;
    end = dispose;
  });
const said = () => announcements().at(-1)?.text ?? null;

beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  setLanguage('de');
  forgetAnnouncements();
});
afterEach(() => end());

describe('new messages', () => {
  it('are announced for every shown account', () => {
    start(all);
    become({ ...all, conversations: [room('a.one', 1), room('b.two', 6)] });
    expect(said()).toBe('Neue Nachricht in Raum b.two');
  });

  it('do not include conversations that merely come into view', () => {
    start(ofMax);
    become(all);
    become(ofMax);
    become({ ...ofMax, shown: 'b', account: erika, conversations: [room('b.two', 7)] });
    expect(said()).toBeNull();
  });

  it('do not include the first list of a new account', () => {
    const loading = { ...erika, connection: connection({ state: 'loading', lastSyncAt: null }) };
    start({ ...all, accounts: [max, loading], conversations: [room('a.one', 1)] });
    become(all);
    expect(said()).toBeNull();
    become({ ...all, conversations: [room('a.one', 3), room('b.two', 5)] });
    expect(said()).toBe('2 neue Nachrichten in Raum a.one');
  });
});

describe('the connection', () => {
  const ended = connection({ state: 'signed-out', error: 'session-ended' });
  const offline = connection({ state: 'offline', error: 'unreachable' });
  const withErika = (erikas: Connection): Connected => ({
    ...all,
    accounts: [max, { ...erika, connection: erikas }],
    account: erika,
    connection: erikas,
  });
  const withBoth = (maxs: Connection, erikas: Connection): Connected => ({
    ...withErika(erikas),
    accounts: [
      { ...max, connection: maxs },
      { ...erika, connection: erikas },
    ],
  });

  it('is announced with its account when it goes and when it is back', () => {
    start(all);
    become(withErika(ended));
    expect(said()).toBe('Erika · cloud.example.org: Deine Sitzung ist beendet. Bitte melde dich erneut an.');
    become(all);
    expect(said()).toBe('Wieder verbunden');
  });

  it('does not count as back because another account is shown', () => {
    start(withErika(ended));
    forgetAnnouncements();
    become(ofMax);
    expect(said()).toBeNull();
  });

  it('does not count as back because its account is gone', () => {
    start(withErika(ended));
    forgetAnnouncements();
    become({ ...all, accounts: [max] });
    expect(said()).toBeNull();
  });

  it('is announced for each account, even while another is worse off', () => {
    start(withErika(ended));
    become(withBoth(offline, ended));
    expect(said()).toBe('Max Mustermann · cloud.example.org: Nextcloud nicht erreichbar');
    become(withErika(ended));
    expect(said()).toBe('Max Mustermann · cloud.example.org: Wieder verbunden');
    become(withBoth(offline, offline));
    forgetAnnouncements();
    become(all);
    expect(said()).toBe('Wieder verbunden');
  });
});

describe('arrivals', () => {
  const conversation = (token: string, unread: number, lastActivity: number, more: Partial<Conversation> = {}) =>
    sampleConversation({ token, name: `Raum ${token}`, unread, lastActivity, ...more });

  const before = snapshot([conversation('a', 0, 10), conversation('b', 2, 10), conversation('c', 4, 10)], ['']);

  it('sums up new unread messages, including new conversations', () => {
    const now = [conversation('a', 1, 11), conversation('b', 5, 12), conversation('c', 4, 10), conversation('d', 1, 5)];
    expect(arrivals(before, now)).toEqual({ messages: 5, names: ['Raum a', 'Raum b', 'Raum d'] });
  });

  it('ignores conversations that were read, went away or are muted', () => {
    const now = [conversation('b', 0, 12), conversation('a', 3, 12, { notificationLevel: 'never' })];
    expect(arrivals(before, now)).toEqual({ messages: 0, names: [] });
  });

  it('ignores conversations that were marked unread or left the archive', () => {
    expect(arrivals(before, [conversation('a', 1, 10)])).toEqual({ messages: 0, names: [] });
    const archived = snapshot([conversation('e', 3, 10, { archived: true })], ['']);
    expect(arrivals(archived, [conversation('e', 3, 10)])).toEqual({ messages: 0, names: [] });
  });

  it('ignores conversations that come into view with their account', () => {
    const known = snapshot([conversation('a.one', 0, 10)], ['one']);
    const now = [conversation('a.one', 1, 11), conversation('a.two', 7, 12)];
    expect(arrivals(known, now)).toEqual({ messages: 1, names: ['Raum a.one'] });
    // The account was known before, but had no list of its own.
    expect(arrivals(snapshot([], ['one']), now)).toEqual({ messages: 1, names: ['Raum a.one'] });
    expect(arrivals(snapshot([], ['one', 'two']), now)).toMatchObject({ messages: 8 });
  });
});
