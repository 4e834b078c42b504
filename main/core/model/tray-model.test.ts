import { describe, expect, it } from 'vitest';
import { type AppState, type Phase, signedOut } from './app-state.ts';
import { combine } from './combine.ts';
import type { AccountView } from './connected.ts';
import type { Conversation } from './conversation.ts';
import { globalToken } from './global-token.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { trayModel as modelOf, type TrayModel } from './tray-model.ts';

const conversation = (token: string, unread: number, name = token): Conversation => ({
  token,
  name,
  unread,
  type: 'group',
  mentioned: false,
  avatarVersion: '',
  favourite: false,
  archived: false,
  callRunning: false,
  picture: false,
  presence: null,
  canReply: true,
  notificationLevel: 'always',
  lastActivity: 0,
  preview: null,
});

const stateOf = (phase: Phase, language: AppState['language'], pausedUntil: number | null): AppState => ({
  language,
  pausedUntil,
  quietUntil: null,
  phase,
  secretBackend: 'keychain',
  settings: DEFAULT_SETTINGS,
  locked: [],
  device: { browsers: [], autostart: true, notifications: true, screenLock: true, shortcutTaken: false, icon: 'panel' },
});

const viewOf = (overrides: Partial<AccountView> = {}, id = 'a'): AccountView => ({
  account: {
    id,
    key: id,
    server: `https://${id}.example.org`,
    loginName: 'alice',
    displayName: 'Alice',
    colour: null,
    picture: false,
    remembered: true,
  },
  connection: { state: 'polling', error: null, detail: null, lastSyncAt: 1, nextTryAt: null },
  conversations: [],
  archived: [],
  beyond: 0,
  unread: 0,
  mentioned: false,
  maxMessageLength: 32_000,
  ...overrides,
});

const connected = (
  overrides: Partial<AccountView> = {},
  language: AppState['language'] = 'en',
  pausedUntil: number | null = null,
): AppState => several([viewOf(overrides)], language, pausedUntil);

const several = (
  views: AccountView[],
  language: AppState['language'] = 'en',
  pausedUntil: number | null = null,
): AppState => stateOf(combine(views, null) ?? signedOut(''), language, pausedUntil);

/** Half past one on a Saturday afternoon, local time. */
const NOW = new Date(2026, 10, 21, 13, 30).getTime();
const HALF_PAST_TWO = new Date(2026, 10, 21, 14, 30).getTime();
const SUNDAY_MORNING = new Date(2026, 10, 22, 8, 0).getTime();

const trayModel = (state: AppState): TrayModel => modelOf(state, NOW);

describe('trayModel', () => {
  it('counts up to nine, then says 9+', () => {
    expect(trayModel(connected()).icon).toBe('idle');
    expect(trayModel(connected({ unread: 1 })).icon).toBe('unread-1');
    expect(trayModel(connected({ unread: 9 })).icon).toBe('unread-9');
    expect(trayModel(connected({ unread: 10 })).icon).toBe('unread-9plus');
    expect(trayModel(connected({ unread: 3, mentioned: true })).icon).toBe('mention');
  });

  it('says how many messages are unread', () => {
    expect(trayModel(connected({ unread: 12 })).tooltip).toBe('Talkmelder – 12 unread');
    expect(trayModel(connected({ unread: 12 }, 'de')).tooltip).toBe('Talkmelder – 12 ungelesen');
  });

  it('offers three conversations with their counts: unread ones first, then the most recent', () => {
    const names = (...conversations: Conversation[]) =>
      trayModel(connected({ conversations })).conversations.map(({ label }) => label);
    const [a, b, c, d] = [conversation('a', 0), conversation('b', 2), conversation('c', 0), conversation('d', 1)];
    expect(names(a, b, c, d)).toEqual(['b (2)', 'd (1)', 'a']);
    expect(names(a, c)).toEqual(['a', 'c']);
    expect(names(...['e', 'f', 'g', 'h'].map((token) => conversation(token, 1_210)))).toEqual([
      'e (999+)',
      'f (999+)',
      'g (999+)',
    ]);
  });

  it('writes names in full; only a name that would fill the screen loses its middle', () => {
    const label = (name: string) =>
      trayModel(connected({ conversations: [conversation('a', 0, name)] })).conversations[0]?.label ?? '';
    const full = 'Bereitschaft Rettungsdienst Landkreis Musterhausen Nord 2';
    expect(label(full)).toBe(full);
    const long = label(`${'👩‍🚒'.repeat(60)} Nord 2`);
    expect(long.length).toBeLessThanOrEqual(100);
    expect(long).toMatch(/^(?:👩‍🚒)+…(?:👩‍🚒)* Nord 2$/u);
  });

  it('asks to sign in only when that helps, and offers no Talk without an account', () => {
    expect(trayModel(stateOf(signedOut(''), 'de', null))).toMatchObject({
      asksToSignIn: true,
      talks: [],
      accounts: [],
    });
    expect(trayModel(connected())).toMatchObject({ asksToSignIn: false, talks: [{ id: 'a', label: 'a.example.org' }] });
    const connection = {
      state: 'signed-out',
      error: 'session-ended',
      detail: null,
      lastSyncAt: 1,
      nextTryAt: null,
    } as const;
    expect(trayModel(connected({ connection })).asksToSignIn).toBe(true);
  });

  it('shows no count that may be wrong', () => {
    const connection = { state: 'offline', error: 'unreachable', detail: null, lastSyncAt: 1, nextTryAt: 2 } as const;
    expect(trayModel(connected({ unread: 4, connection }))).toMatchObject({
      icon: 'offline',
      tooltip: 'Talkmelder – Nextcloud cannot be reached',
    });
  });

  it.each([
    ['offline', 'certificate', 'dem Zertifikat des Servers wird nicht vertraut'],
    ['stale', 'pin-mismatch', 'der Schlüssel des Servers ist nicht der festgelegte'],
    ['stale', 'proxy-auth', 'der Proxy verlangt ein Passwort'],
    ['signed-out', 'server-not-allowed', 'dieser Server ist hier nicht erlaubt'],
    ['stale', 'not-nextcloud', 'keine Nextcloud gefunden'],
    ['signed-out', 'session-ended', 'bitte erneut anmelden'],
    ['maintenance', 'maintenance', 'Nextcloud wird gerade gewartet'],
    ['stale', 'talk-missing', 'Talk ist auf dem Server nicht verfügbar'],
    ['stale', 'talk-forbidden', 'Talk ist für dein Konto nicht freigeschaltet'],
    ['stale', 'too-many-attempts', 'vom Server vorübergehend gesperrt'],
    ['stale', 'server-error', 'der Server meldet einen Fehler'],
    ['stale', 'internal', 'Nextcloud antwortet nicht wie erwartet'],
  ] as const)('says what is wrong: %s, %s', (state, error, trouble) => {
    const connection = { state, error, detail: null, lastSyncAt: 1, nextTryAt: null };
    expect(trayModel(connected({ connection }, 'de')).tooltip).toBe(`Talkmelder – ${trouble}`);
  });

  it('does not claim that nothing is new before the first answer', () => {
    const connection = { state: 'loading', error: null, detail: null, lastSyncAt: null, nextTryAt: null } as const;
    expect(trayModel(connected({ connection, conversations: null })).tooltip).toBe('Talkmelder – connecting…');
  });

  it('says that no account is signed in', () => {
    expect(trayModel(stateOf(signedOut(''), 'de', null))).toMatchObject({
      icon: 'signed-out',
      connected: false,
    });
  });

  it('uses the current language', () => {
    expect(trayModel(connected({}, 'de')).language).toBe('de');
    expect(trayModel(connected({}, 'en')).language).toBe('en');
  });
});

describe('a run without the administrator’s policy', () => {
  it('is said by the icon and in the menu, beside everything else', () => {
    const state = stateOf(signedOut(''), 'de', null);
    const { tooltip } = modelOf(state, 0);
    expect(modelOf(state, 0)).toMatchObject({ policy: null });
    expect(modelOf(state, 0, false, true)).toMatchObject({
      tooltip: `${tooltip}; Vorgaben nicht gelesen`,
      policy: 'Vorgaben nicht gelesen: Starte Talkmelder neu',
    });
  });
});

describe('a pause', () => {
  it('shows on the icon, with and without unread messages', () => {
    expect(trayModel(connected({}, 'de', HALF_PAST_TWO))).toMatchObject({ icon: 'paused', paused: true });
    const unread = { unread: 3, mentioned: true };
    expect(trayModel(connected(unread, 'de', HALF_PAST_TWO))).toMatchObject({ icon: 'paused-unread', unread: 3 });
    expect(trayModel(connected(unread, 'de')).paused).toBe(false);
  });

  it('says when it ends, with the day if that is not today', () => {
    expect(trayModel(connected({ unread: 3 }, 'de', HALF_PAST_TWO)).tooltip).toBe(
      'Talkmelder – 3 ungelesen, pausiert bis 14:30\u00a0Uhr',
    );
    expect(trayModel(connected({}, 'de', SUNDAY_MORNING)).tooltip).toBe(
      'Talkmelder – nichts Neues, pausiert bis morgen, 8:00\u00a0Uhr',
    );
    expect(trayModel(connected({ unread: 1 }, 'en', HALF_PAST_TWO)).tooltip).toBe(
      'Talkmelder – 1 unread, paused until 14:30',
    );
    expect(trayModel(connected({}, 'en', SUNDAY_MORNING)).tooltip).toBe(
      'Talkmelder – nothing new, paused until tomorrow, 08:00',
    );
  });

  it('is a line in the menu', () => {
    expect(trayModel(connected({}, 'de', SUNDAY_MORNING)).silence).toBe('Pausiert bis morgen, 8:00\u00a0Uhr');
    expect(trayModel(connected({}, 'de')).silence).toBeNull();
  });

  it('and quiet hours show as what ends last', () => {
    const quiet = { ...connected({}, 'de'), quietUntil: HALF_PAST_TWO };
    expect(trayModel(quiet)).toMatchObject({
      icon: 'paused',
      paused: false,
      tooltip: 'Talkmelder – nichts Neues, Ruhezeit bis 14:30\u00a0Uhr',
      silence: 'Ruhezeit bis 14:30\u00a0Uhr',
    });
    const both = { ...quiet, pausedUntil: SUNDAY_MORNING };
    expect(trayModel(both)).toMatchObject({ paused: true, silence: 'Pausiert bis morgen, 8:00\u00a0Uhr' });
  });

  it('does not hide a problem', () => {
    const connection = { state: 'offline', error: 'unreachable', detail: null, lastSyncAt: 1, nextTryAt: 2 } as const;
    expect(trayModel(connected({ connection }, 'en', HALF_PAST_TWO))).toMatchObject({ icon: 'offline', paused: true });
    expect(trayModel(stateOf(signedOut(''), 'en', HALF_PAST_TWO)).icon).toBe('signed-out');
  });
});

describe('several accounts', () => {
  const offline = { state: 'offline', error: 'unreachable', detail: null, lastSyncAt: 1, nextTryAt: 2 } as const;

  it('are counted together, and each can be disconnected', () => {
    const model = trayModel(several([viewOf({ unread: 2 }, 'a'), viewOf({ unread: 3 }, 'b')]));
    expect(model).toMatchObject({ icon: 'unread-5', unread: 5, tooltip: 'Talkmelder – 5 unread' });
    expect(model.accounts).toEqual([
      { id: 'a', label: 'Alice · a.example.org' },
      { id: 'b', label: 'Alice · b.example.org' },
    ]);
  });

  it('are named beside their conversations, by the login name where two have the same name on one server', () => {
    const server = 'https://cloud.example.org';
    const station = (id: string, displayName: string) => {
      const view = viewOf({ conversations: [conversation(globalToken(id, 'tok'), 1, 'Einsatz')] }, id);
      return { ...view, account: { ...view.account, server, displayName, loginName: id } };
    };
    const labels = (...views: AccountView[]) => trayModel(several(views)).conversations.map(({ label }) => label);
    expect(labels(station('wache1', 'Wache Mitte'), station('wache2', 'wache mitte'))).toEqual([
      'Einsatz (1) · Wache Mitte (wache1)',
      'Einsatz (1) · wache mitte (wache2)',
    ]);
    expect(labels(station('wache1', 'Wache Mitte'))).toEqual(['Einsatz (1)']);
    expect(trayModel(several([station('a', 'A'), station('b', 'B')])).talks).toEqual([
      { id: 'a', label: 'cloud.example.org' },
    ]);
  });

  it('show the count of one while another has no connection, and say so', () => {
    expect(
      trayModel(several([viewOf({ unread: 2 }, 'a'), viewOf({ unread: 9, connection: offline }, 'b')])),
    ).toMatchObject({ icon: 'unread-9plus', tooltip: 'Talkmelder – 11 unread; not connected: b.example.org' });
  });

  it('show no count when all are without a connection', () => {
    const both = [viewOf({ unread: 2, connection: offline }, 'a'), viewOf({ unread: 9, connection: offline }, 'b')];
    expect(trayModel(several(both))).toMatchObject({
      icon: 'offline',
      tooltip: 'Talkmelder – Nextcloud cannot be reached',
    });
  });

  it('on one server are named by their users, in the problem and in the menu', () => {
    const server = 'https://cloud.example.org';
    const person = (id: string, displayName: string, about: Parameters<typeof viewOf>[0]) => {
      const view = viewOf(about, id);
      return { ...view, account: { ...view.account, server, displayName, loginName: id } };
    };
    const fine = person('a', 'Alice Anders', { unread: 2 });
    const away = person('b', 'Bob Böhm', { connection: offline });
    expect(trayModel(several([fine, away])).tooltip).toBe('Talkmelder – 2 unread; not connected: Bob Böhm');
    const ended = {
      state: 'signed-out',
      error: 'session-ended',
      detail: null,
      lastSyncAt: 1,
      nextTryAt: null,
    } as const;
    const both = [person('a', 'Alice Anders', { connection: ended }), away];
    expect(trayModel(several(both)).tooltip).toBe(
      'Talkmelder – Alice Anders: please sign in again; Bob Böhm: Nextcloud cannot be reached',
    );
    const namesakes = [fine, person('alice2', 'Alice Anders', { connection: offline })];
    expect(trayModel(several(namesakes)).accounts.map(({ label }) => label)).toEqual([
      'Alice Anders (a) · cloud.example.org',
      'Alice Anders (alice2) · cloud.example.org',
    ]);
  });

  it('with different problems show each of them', () => {
    const refused = {
      state: 'signed-out',
      error: 'server-not-allowed',
      detail: null,
      lastSyncAt: 1,
      nextTryAt: null,
    } as const;
    const views = [offline, refused, refused].map((connection, at) => viewOf({ connection }, `${at}`));
    expect(trayModel(several(views)).tooltip).toBe(
      'Talkmelder – Nextcloud cannot be reached; this server is not allowed here',
    );
  });
});
