import { describe, expect, it } from 'vitest';
import type { AppState, Connected } from './app-state.ts';
import type { Conversation } from './conversation.ts';
import { trayModel } from './tray-model.ts';

const conversation = (token: string, unread: number, name = token): Conversation => ({
  ...{
    token,
    name,
    unread,
    type: 'group',
    mentioned: false,
    avatarVersion: '',
    favourite: false,
    archived: false,
    callRunning: false,
  },
  ...{ notificationLevel: 'always', lastActivity: 0, preview: null },
});

const connected = (overrides: Partial<Connected> = {}, language: AppState['language'] = 'en'): AppState => ({
  language,
  secretBackend: 'keychain',
  phase: {
    kind: 'connected',
    account: { id: 'a', server: 'https://example.org', loginName: 'alice', displayName: 'Alice', colour: null },
    connection: { state: 'polling', error: null, lastSyncAt: 1, nextTryAt: null },
    conversations: [],
    unread: 0,
    mentioned: false,
    ...overrides,
  },
});

describe('trayModel', () => {
  it('counts up to nine, then says 9+', () => {
    expect(trayModel(connected()).icon).toBe('idle');
    expect(trayModel(connected({ unread: 1 })).icon).toBe('unread-1');
    expect(trayModel(connected({ unread: 9 })).icon).toBe('unread-9');
    expect(trayModel(connected({ unread: 10 })).icon).toBe('unread-9plus');
    expect(trayModel(connected({ unread: 3, mentioned: true })).icon).toBe('mention');
  });

  it('says how many are unread', () => {
    expect(trayModel(connected({ unread: 12 })).tooltip).toBe('Talkmelder – 12 unread');
    expect(trayModel(connected({ unread: 12 }, 'de')).tooltip).toBe('Talkmelder – 12 ungelesen');
  });

  it('offers the three most recent conversations with their count', () => {
    const conversations = [
      conversation('a', 2),
      conversation('b', 0),
      conversation('c', 0, 'x'.repeat(60)),
      conversation('d', 1),
    ];
    expect(trayModel(connected({ conversations })).conversations).toEqual([
      { token: 'a', label: 'a (2)' },
      { token: 'b', label: 'b' },
      { token: 'c', label: `${'x'.repeat(39)}…` },
    ]);
  });

  it('shows no count that may be wrong', () => {
    const connection = { state: 'offline', error: 'unreachable', lastSyncAt: 1, nextTryAt: 2 } as const;
    expect(trayModel(connected({ unread: 4, connection }))).toMatchObject({
      icon: 'offline',
      tooltip: 'Talkmelder – Nextcloud cannot be reached',
    });
    expect(trayModel(connected({ connection: { ...connection, state: 'signed-out' } })).tooltip).toBe(
      'Talkmelder – please sign in again',
    );
  });

  it('does not claim that nothing is new before it knows', () => {
    const connection = { state: 'loading', error: null, lastSyncAt: null, nextTryAt: null } as const;
    expect(trayModel(connected({ connection, conversations: null })).tooltip).toBe('Talkmelder – connecting …');
  });

  it('says when nobody is signed in', () => {
    const phase = { kind: 'signed-out', address: '', error: null, notice: null } as const;
    expect(trayModel({ language: 'de', secretBackend: 'memory', phase })).toMatchObject({
      icon: 'signed-out',
      connected: false,
    });
  });
});
