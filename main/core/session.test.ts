import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createSurroundings,
  type Surroundings,
  startSession,
  until,
  untilSynced,
} from '../../test/fakes/surroundings.ts';
import { selfSignedCertificate } from '../../test/nextcloud/self-signed.ts';
import { type Nextcloud, startNextcloud } from '../../test/nextcloud/server.ts';
import type { Connection, ErrorCode } from './model/app-state.ts';
import type { Session } from './session.ts';

let nextcloud: Nextcloud;
let ports: Surroundings;
let session: Session;
let group: string;

beforeEach(async () => {
  nextcloud = await startNextcloud();
  group = nextcloud.control.seedStation().einsatzgruppe;
  nextcloud.control.setLevel('alice', group, 1);
  ports = createSurroundings();
  session = startSession(ports);
});

afterEach(async () => {
  session.stop();
  await nextcloud.close();
});

/** Notifications are asked for a moment after the list is on screen. */
const expectNotifications = (expected: string[]) =>
  expect.poll(() => ports.notifier.asked.map(({ title, body }) => `${title}: ${body}`)).toEqual(expected);

const ended = () => until(session, ({ phase }) => phase.kind === 'signed-out');
const waiting = () => until(session, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');

async function signIn(address = nextcloud.url): Promise<void> {
  await session.start();
  session.signIn(address);
  await waiting();
  nextcloud.control.grant('alice');
  await ports.clock.advance(2_000);
  await untilSynced(session);
}

/** The person asks; two runs are never closer together than a second. */
async function refresh(): Promise<void> {
  session.refresh();
  await ports.clock.advance(1_000);
}

async function afterPoll(): Promise<void> {
  const synced = untilSynced(session);
  await ports.clock.advance(33_000);
  await synced;
}

describe('signing in', () => {
  it('goes through the browser, keeps the app password in the keychain and nowhere else', async () => {
    await signIn();
    expect(ports.opener.opened[0]?.url).toMatch(`${nextcloud.url}/login/v2/flow/`);
    const [secret] = [...ports.secrets.secrets.values()];
    expect(secret).toMatch(/^\w{72}$/);
    const elsewhere = [JSON.stringify(session.state()), ...ports.settings.documents.values(), ...ports.log.lines].join(
      '\n',
    );
    expect(elsewhere).not.toContain(secret);
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.account.displayName === 'Alice Anders');
  });

  it('tells Nextcloud which device it is, sends no cookie, and never marks anything read', async () => {
    await signIn();
    await afterPoll();
    const { requests } = nextcloud.control;
    expect(requests.length).toBeGreaterThan(5);
    for (const { headers, userAgent, method, path } of requests) {
      expect(userAgent).toBe('Talkmelder (test)');
      expect(headers.cookie).toBeUndefined();
      expect(`${method} ${path}`).not.toMatch(/POST .*\/read$/);
    }
  });

  it.each([
    ['', true],
    ['', false],
    ['/nextcloud', true],
    ['/nextcloud', false],
  ])('works in the folder %j with pretty URLs %s', async (path, prettyUrls) => {
    await nextcloud.close();
    nextcloud = await startNextcloud({ path, prettyUrls });
    const token = nextcloud.control.seedStation().einsatzgruppe;
    await signIn(`${nextcloud.url}/index.php/apps/dashboard/`);
    await session.openConversation(token);
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}${prettyUrls ? '' : '/index.php'}/call/${token}`);
  });

  it('can be cancelled, and a grant that comes too late is revoked', async () => {
    await session.start();
    session.signIn(nextcloud.url);
    await waiting();
    nextcloud.control.grant('alice');
    const polled = nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/login/v2/poll'));
    const revoked = nextcloud.control.waitFor(
      'request',
      ({ method, path }) => method === 'DELETE' && path.endsWith('/core/apppassword'),
    );
    const advanced = ports.clock.advance(2_000);
    await polled;
    session.cancelSignIn();
    await advanced;
    await revoked;
    expect(session.state().phase).toMatchObject({ kind: 'signed-out', address: nextcloud.url, error: null });
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('opens the browser again, and copies the link', async () => {
    await session.start();
    session.signIn(nextcloud.url);
    await waiting();
    await session.reopenLoginPage();
    session.copyLoginLink();
    const urls = ports.opener.opened.map(({ url }) => url);
    expect(urls).toHaveLength(2);
    expect(new Set([...urls, ...ports.opener.copied]).size).toBe(1);
  });

  it('goes on without a browser, and says so', async () => {
    ports.opener.setBroken(true);
    await session.start();
    session.signIn(nextcloud.url);
    await until(session, ({ phase }) => phase.kind === 'signing-in' && phase.warning === 'browser-not-opened');
    nextcloud.control.grant('alice');
    await ports.clock.advance(2_000);
    await untilSynced(session);
  });

  it('gives up after 20 minutes', async () => {
    await session.start();
    session.signIn(nextcloud.url);
    await waiting();
    ports.clock.jump(20 * 60_000);
    await ports.clock.advance(2_000);
    expect((await ended()).phase).toMatchObject({ error: 'login-expired', address: nextcloud.url });
  });
});

describe('what goes wrong while signing in', () => {
  /** The last part arranges the mishap, and returns the address to type if it is not the server's. */
  const cases: [string, ErrorCode, (server: Nextcloud) => Promise<void> | string | undefined][] = [
    ['no address', 'address-invalid', () => 'not an address'],
    ['plain http', 'address-not-https', () => 'http://cloud.example.org'],
    ['nobody listens', 'unreachable', ({ control }) => control.down()],
    ['a name that does not exist', 'unreachable', () => 'https://does-not-exist.invalid'],
    ['the connection is dropped', 'unreachable', ({ control }) => void control.fail('drop')],
    ['the answer is cut off', 'unreachable', ({ control }) => void control.fail('cut-body')],
    ['a web site, no Nextcloud', 'not-nextcloud', ({ control }) => void control.fail('html')],
    ['the wrong folder', 'not-nextcloud', (server) => `${server.url}/wrong`],
    ['other JSON', 'not-nextcloud', ({ control }) => void control.fail({ body: '{"installed":"yes"}' })],
    [
      'a redirect to another site',
      'not-nextcloud',
      ({ control }) => void control.fail({ redirect: 'https://evil.example/status.php' }),
    ],
    ['maintenance', 'maintenance', ({ control }) => void control.setMaintenance(true)],
    [
      'too many attempts',
      'too-many-attempts',
      ({ control }) => void control.fail({ status: 429 }, { path: '/login/v2' }),
    ],
    ['a broken server', 'server-error', ({ control }) => void control.fail({ status: 500 }, { path: '/login/v2' })],
    [
      'a login page elsewhere',
      'untrusted-answer',
      (server) => {
        const body = JSON.stringify({
          poll: { token: 't', endpoint: `${server.url}/poll` },
          login: 'https://evil.example/flow',
        });
        return void server.control.fail({ body }, { path: '/login/v2' });
      },
    ],
    [
      'a poll endpoint elsewhere',
      'untrusted-answer',
      (server) => {
        const body = JSON.stringify({
          poll: { token: 't', endpoint: 'https://evil.example/poll' },
          login: `${server.url}/flow`,
        });
        return void server.control.fail({ body }, { path: '/login/v2' });
      },
    ],
  ];

  it.each(cases)('%s → %s', async (_name, error, arrange) => {
    const address = (await arrange(nextcloud)) ?? nextcloud.url;
    await session.start();
    session.signIn(address);
    const { phase } = await until(session, (state) => state.phase.kind === 'signed-out' && state.phase.error !== null);
    expect(phase).toEqual({ kind: 'signed-out', address, error, notice: null });
    expect(ports.opener.opened).toEqual([]);
    expect(ports.secrets.secrets.size).toBe(0);
    expect(ports.settings.documents.size).toBe(0);
  });
});

describe('a certificate that is not trusted', () => {
  it('is told as such, and nothing is sent to the server', async () => {
    await nextcloud.close();
    nextcloud = await startNextcloud({ tls: selfSignedCertificate() });
    await session.start();
    session.signIn(nextcloud.url);
    const { phase } = await until(session, (state) => state.phase.kind === 'signed-out' && state.phase.error !== null);
    expect(phase).toMatchObject({ error: 'certificate', address: nextcloud.url });
    expect(nextcloud.control.requests).toEqual([]);
  });
});

describe('connected', () => {
  it('announces a new message once, and takes it back when it is read elsewhere', async () => {
    await signIn();
    expect(ports.notifier.asked).toEqual([]);
    nextcloud.control.send('bob', group, 'Übung um 18 Uhr');
    await afterPoll();
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: Übung um 18 Uhr']);
    await afterPoll();
    nextcloud.control.markRead('alice', group);
    await afterPoll();
    await expect.poll(() => ports.notifier.visible.size).toBe(0);
    expect(ports.notifier.asked).toHaveLength(1);
  });

  it('neither repeats nor loses over a restart', async () => {
    await signIn();
    nextcloud.control.send('bob', group, 'eins');
    await afterPoll();
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: eins']);
    session.stop();
    nextcloud.control.send('bob', group, 'zwei');
    session = startSession(ports);
    await session.start();
    await untilSynced(session);
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: eins', 'Einsatzgruppe 1: Bob Böhm: zwei']);
  });

  const states: Partial<Record<ErrorCode, Connection['state']>> = {
    unreachable: 'offline',
    maintenance: 'maintenance',
    'session-ended': 'signed-out',
  };
  const failures: [string, ErrorCode, () => void][] = [
    ['the server is down', 'unreachable', () => nextcloud.control.fail('drop')],
    ['the answer is cut off', 'unreachable', () => nextcloud.control.fail('cut-body')],
    ['HTML instead of JSON', 'server-error', () => nextcloud.control.fail('html')],
    [
      'a wrong shape',
      'server-error',
      () => nextcloud.control.fail({ body: '{"ocs":{"meta":{"statuscode":200},"data":[{"token":1}]}}' }),
    ],
    ['an empty answer', 'server-error', () => nextcloud.control.fail({ body: '' })],
    ['500', 'server-error', () => nextcloud.control.fail({ status: 500 })],
    ['429', 'too-many-attempts', () => nextcloud.control.fail({ status: 429 })],
    ['maintenance', 'maintenance', () => nextcloud.control.setMaintenance(true)],
    ['Talk switched off', 'talk-missing', () => nextcloud.control.setTalk('off')],
    ['Talk switched off a minute ago', 'talk-missing', () => nextcloud.control.setTalk('off-stale-route')],
    ['Talk not for this user', 'talk-forbidden', () => nextcloud.control.setTalk('forbidden')],
    ['revoked', 'session-ended', () => nextcloud.control.revoke('alice')],
    ['disabled', 'session-ended', () => nextcloud.control.disable('alice')],
    ['redirected elsewhere', 'unreachable', () => nextcloud.control.fail({ redirect: 'https://evil.example/' })],
  ];

  it.each(failures)('%s → %s; list, cursors and keychain are kept', async (_name, error, fail) => {
    await signIn();
    const before = session.state().phase;
    const cursors = ports.settings.read(`cursors/${[...ports.secrets.secrets.keys()][0]}`);
    fail();
    await refresh();
    const { phase } = await until(
      session,
      (state) => state.phase.kind === 'connected' && state.phase.connection.error !== null,
    );
    expect(phase).toMatchObject({ connection: { error, state: states[error] ?? 'stale' } });
    if (phase.kind !== 'connected' || before.kind !== 'connected') throw new Error('not connected');
    expect(phase.conversations).toEqual(before.conversations);
    expect(ports.settings.read(`cursors/${[...ports.secrets.secrets.keys()][0]}`)).toEqual(cursors);
    expect(ports.secrets.secrets.size).toBe(1);
    // Only that the session has ended is told.
    expect(ports.notifier.asked.filter(({ key }) => key !== 'signed-out')).toEqual([]);
  });

  it('asks for what changed only, and drops conversations that are gone with the next full list', async () => {
    await signIn();
    nextcloud.control.clearRequests();
    nextcloud.control.removeFromRoom('alice', group);
    await afterPoll();
    const lists = () => nextcloud.control.requests.filter(({ path }) => path.endsWith('/api/v4/room'));
    expect(lists().every(({ query }) => query.has('modifiedSince'))).toBe(true);
    const shown = () => {
      const { phase } = session.state();
      return phase.kind === 'connected' && phase.conversations?.some(({ token }) => token === group);
    };
    expect(shown()).toBe(true);
    for (let minutes = 0; minutes < 6; minutes += 0.5) await afterPoll();
    expect(lists().some(({ query }) => !query.has('modifiedSince'))).toBe(true);
    expect(shown()).toBe(false);
  });

  it('notices a new theming colour when the capabilities change', async () => {
    await signIn();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.account.colour !== null);
    nextcloud.control.setThemeColour('#aa1122');
    nextcloud.control.setPush('on');
    await afterPoll();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.account.colour === '#aa1122');
  });

  it('waits as long as the server asks, whatever else happens, unless the person asks', async () => {
    await signIn();
    nextcloud.control.fail({ status: 429, retryAfter: 600 });
    await refresh();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.connection.error === 'too-many-attempts');
    nextcloud.control.clearFaults();
    nextcloud.control.clearRequests();
    for (let i = 0; i < 9; i += 1) {
      session.wake();
      session.look();
      await ports.clock.advance(60_000);
    }
    expect(nextcloud.control.requests).toEqual([]);
    const synced = untilSynced(session);
    await refresh();
    await synced;
  });

  it.each([
    ['429', { status: 429, retryAfter: 600 }],
    ['503 with Retry-After', { status: 503, retryAfter: 600 }],
  ])('asks again after %s although the machine slept meanwhile', async (_name, fault) => {
    await signIn();
    nextcloud.control.fail(fault);
    await refresh();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.connection.error !== null);
    nextcloud.control.clearFaults();
    session.suspend();
    await ports.clock.advance(60_000);
    session.resume();
    const synced = untilSynced(session);
    await ports.clock.advance(600_000);
    await synced;
  });

  it('is not deaf after a sleep that never came: somebody who looks, unlocks or refreshes proves it', async () => {
    await signIn();
    for (const awake of [session.look, session.wake, session.refresh]) {
      session.suspend();
      await ports.clock.advance(3_600_000);
      const synced = untilSynced(session);
      awake();
      await ports.clock.advance(1_000);
      await synced;
    }
  });

  it('does not hammer a server that says Retry-After: 0', async () => {
    await signIn();
    nextcloud.control.fail({ status: 429, retryAfter: 0 });
    await refresh();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.connection.error !== null);
    nextcloud.control.clearRequests();
    await ports.clock.advance(120_000);
    expect(nextcloud.control.requests.length).toBeLessThanOrEqual(1);
  });

  it('asks once per half minute at most while signed out, however long a key is held down', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await refresh();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
    nextcloud.control.clearRequests();
    for (let i = 0; i < 25; i += 1) await refresh();
    expect(nextcloud.control.requests.length).toBeLessThanOrEqual(1);
    expect(await session.avatar(group, false)).toBeNull();
  });

  it('asks again with backoff, and recovers by itself', async () => {
    await signIn();
    await nextcloud.control.down();
    await refresh();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'offline');
    await nextcloud.control.up();
    const synced = untilSynced(session);
    await ports.clock.advance(4_000);
    await synced;
  });

  it('stops after a 401 until the person acts; then the same account resumes where it was', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await refresh();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
    nextcloud.control.clearRequests();
    await ports.clock.advance(24 * 3_600_000);
    session.wake();
    expect(nextcloud.control.requests).toEqual([]);
    nextcloud.control.send('bob', group, 'während du weg warst');
    session.signInAgain();
    await waiting();
    nextcloud.control.grant('alice');
    await ports.clock.advance(2_000);
    await untilSynced(session);
    await expectNotifications([
      'Talkmelder: Your session has ended. Please sign in again.',
      'Einsatzgruppe 1: Bob Böhm: während du weg warst',
    ]);
    expect([...ports.notifier.visible.keys()].includes('signed-out')).toBe(false);
  });

  it('opens conversations of the list only, on the address of the account', async () => {
    await signIn();
    await session.openConversation(group);
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}/call/${group}`);
    await expect(session.openConversation('unknown1')).rejects.toThrow(RangeError);
  });
});

describe('actions on a conversation', () => {
  const conversation = async () => {
    const { phase } = session.state();
    const found = phase.kind === 'connected' ? phase.conversations?.find(({ token }) => token === group) : undefined;
    if (!found) throw new Error('not in the list');
    return found;
  };
  const marker = () => nextcloud.control.readMarker('alice', group);

  it('show at once, and reach the server', async () => {
    await signIn();
    const done = session.act(group, { kind: 'mark-read' });
    expect(await conversation()).toMatchObject({ unread: 0 });
    await done;
    expect(await conversation()).toMatchObject({ unread: 0 });
    expect(marker()).toBe(nextcloud.control.messages(group).at(-1)?.id);
    await session.act(group, { kind: 'mark-unread' });
    expect((await conversation()).unread).toBeGreaterThan(0);
    await session.act(group, { kind: 'set-level', level: 'never' });
    await session.act(group, { kind: 'set-favourite', on: false });
    expect(await conversation()).toMatchObject({ notificationLevel: 'never', favourite: false });
    await session.act(group, { kind: 'set-favourite', on: true });
    await afterPoll();
    expect(await conversation()).toMatchObject({ notificationLevel: 'never', favourite: true });
    await session.act(group, { kind: 'mark-read' });
    await session.act(group, { kind: 'set-archived', on: true });
    await expect(conversation()).rejects.toThrow('not in the list');
    await session.act(group, { kind: 'set-archived', on: false });
    expect(await conversation()).toMatchObject({ archived: false });
  });

  it('are undone when the server refuses', async () => {
    await signIn();
    const before = await conversation();
    nextcloud.control.fail({ status: 500 }, { method: 'POST' });
    const done = session.act(group, { kind: 'mark-read' });
    expect(await conversation()).toMatchObject({ unread: 0 });
    await expect(done).rejects.toThrow();
    expect(await conversation()).toEqual(before);
  });

  it('copy the link of a conversation of the list', async () => {
    await signIn();
    session.copyLink(group);
    expect(ports.opener.copied).toEqual([`${nextcloud.url}/call/${group}`]);
    expect(() => session.copyLink('unknown1')).toThrow(RangeError);
  });
});

describe('disconnecting', () => {
  it('revokes on the server and forgets everything here', async () => {
    await signIn();
    nextcloud.control.send('bob', group, 'noch eine');
    await afterPoll();
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: noch eine']);
    await session.disconnect();
    expect(nextcloud.control.appPasswords('alice')).toEqual([]);
    expect(ports.secrets.secrets.size).toBe(0);
    expect([...ports.settings.documents].map(([name, text]) => `${name} ${text}`)).toEqual(['accounts {}']);
    expect(ports.notifier.visible.size).toBe(0);
    expect(session.state().phase).toEqual({ kind: 'signed-out', address: nextcloud.url, error: null, notice: null });
  });

  it('says that the app password still exists when the server cannot be told', async () => {
    await signIn();
    await nextcloud.control.down();
    await session.disconnect();
    expect(ports.secrets.secrets.size).toBe(0);
    expect(session.state().phase).toMatchObject({ kind: 'signed-out', notice: 'app-password-left' });
    expect(nextcloud.control.appPasswords('alice')).toHaveLength(1);
  });

  it('forgets here first: nothing is left while the server does not answer', async () => {
    await signIn();
    nextcloud.control.fail('hang', { method: 'DELETE' });
    const left = session.disconnect();
    await expect.poll(() => ports.secrets.secrets.size).toBe(0);
    expect(ports.settings.documents.get('accounts')).toBe('{}');
    await ports.clock.advance(10_000);
    await left;
    expect(session.state().phase).toMatchObject({ kind: 'signed-out', notice: 'app-password-left' });
  });

  it('is content with an app password that is gone already', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await session.disconnect();
    expect(session.state().phase).toMatchObject({ kind: 'signed-out', notice: null });
  });
});
