import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { sampleAccount, sampleConnected, sampleConversation } from '../../../test/fakes/samples.ts';
import { type AppState, signedOut } from './app-state.ts';
import type { Connected } from './connected.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { WallState, wallState } from './wall.ts';

const SECRET = 'Treffpunkt um acht am Nordtor';
const preview = { author: 'Max Mustermann', text: SECRET, attachment: null };

const stateOf = (phase: AppState['phase'], settings: Partial<Settings> = {}): AppState => ({
  language: 'de',
  secretBackend: 'keychain',
  settings: { ...DEFAULT_SETTINGS, ...settings },
  locked: [],
  pausedUntil: null,
  quietUntil: null,
  device: { browsers: [], autostart: true, notifications: true, screenLock: true, shortcutTaken: false, icon: 'panel' },
  phase,
});
const connected = (over: Partial<Connected>, settings: Partial<Settings> = {}): WallState =>
  v.parse(WallState, wallState(stateOf(sampleConnected(over), settings)));

describe('the wall display', () => {
  it('gets no text of a message unless the station has chosen it', () => {
    const conversations = [sampleConversation({ unread: 2, preview })];
    expect(JSON.stringify(connected({ conversations }))).not.toContain(SECRET);
    expect(connected({ conversations }, { wallText: true }).rows).toMatchObject([
      { text: `Max Mustermann: ${SECRET}` },
    ]);
  });

  it.each([
    ['the first name', { shortAuthor: 'Max' }, 'Max: '],
    ['no name in a conversation of two', { shortAuthor: null }, ''],
    ['the mark of a stranger who bears the name of a member', { mark: 'Gast' }, 'Max Mustermann (Gast): '],
  ])('shows %s before the text, like the list', (_, more, before) => {
    const conversations = [sampleConversation({ preview: { ...preview, ...more } })];
    expect(connected({ conversations }, { wallText: true }).rows).toMatchObject([{ text: `${before}${SECRET}` }]);
  });

  it('gets no text of a sensitive conversation, whatever the station has chosen', () => {
    const conversations = [sampleConversation({ unread: 2, preview: null })];
    expect(connected({ conversations }, { wallText: true }).rows).toMatchObject([{ unread: 2, text: null }]);
  });

  it('lists running calls first, then unread messages, then the newest; muted conversations wait', () => {
    const conversations = [
      sampleConversation({ token: 'newest', lastActivity: 9 }),
      sampleConversation({ token: 'muted', lastActivity: 8, unread: 7, notificationLevel: 'never' }),
      sampleConversation({ token: 'unread', lastActivity: 3, unread: 1 }),
      sampleConversation({ token: 'call', lastActivity: 1, callRunning: true }),
      sampleConversation({ token: 'mentioned', lastActivity: 4, unread: 1, mentioned: true }),
    ];
    const { rows } = connected({ conversations });
    expect(rows?.map(({ token }) => token)).toEqual(['call', 'mentioned', 'unread', 'newest', 'muted']);
  });

  it('holds what fits on a screen, and says how many there are', () => {
    const conversations = Array.from({ length: 500 }, (_, at) => sampleConversation({ token: `t${at}` }));
    const { rows, total } = connected({ conversations });
    expect([rows?.length, total]).toEqual([80, 500]);
  });

  it('shows neither own notes nor people who have gone', () => {
    const types = ['note-to-self', 'former-one-to-one', 'public', 'one-to-one'] as const;
    const { rows, total } = connected({
      conversations: types.map((type) => sampleConversation({ token: type, type })),
    });
    expect([rows?.map(({ token }) => token), total]).toEqual([['public', 'one-to-one'], 2]);
  });

  it('shows no archived conversation', () => {
    const archived = [sampleConversation({ name: 'Altes', archived: true })];
    expect(JSON.stringify(connected({ archived }))).not.toContain('Altes');
  });

  it('names the account in trouble only if there are several', () => {
    const offline = { state: 'offline', error: 'unreachable', detail: null, lastSyncAt: 5, nextTryAt: 9 } as const;
    expect(connected({ connection: offline }).connection).toEqual({ state: 'offline', lastSyncAt: 5, account: null });
    const accounts = [sampleAccount(), sampleAccount({ id: 'b', key: 'two', displayName: 'Wache Nord' })];
    expect(connected({ accounts, connection: offline }).connection.account).toBe('Max Mustermann');
    expect(connected({ accounts }).accounts).toEqual(['Max Mustermann', 'Wache Nord']);
  });

  it('has no list before the first answer, and none while no account is signed in', () => {
    expect(connected({ conversations: null })).toMatchObject({ rows: null, total: 0 });
    const wall = wallState(stateOf(signedOut('https://cloud.example.org')));
    expect(v.parse(WallState, wall)).toMatchObject({
      accounts: [],
      rows: null,
      connection: { state: 'signed-out', lastSyncAt: null },
    });
  });
});
