import { beforeEach, describe, expect, it } from 'vitest';
import {
  accountId,
  failed,
  group,
  nextcloud,
  onForm,
  openPasswordForm,
  ports,
  replaceServer,
  restart,
  signIn,
  talkmelder,
  waiting,
} from '../fakes/pc.ts';
import { until, untilSynced } from '../fakes/surroundings.ts';
import { expectNothingElsewhere, PUBLIC, standBehindProxy } from '../fakes/tls-proxy.ts';
import type { Misconfiguration } from '../nextcloud/world.ts';
import {
  asked,
  eventually,
  expectRang,
  LIST,
  notices,
  pass,
  polls,
  readAll,
  row,
  shown,
  state,
  trouble,
  useStationPc,
  write,
} from './station-pc.ts';

useStationPc();
beforeEach(readAll);

const refused = () => until(talkmelder, ({ phase }) => phase.kind === 'signed-out' && phase.error !== null);
const misconfigure = (wrong: Misconfiguration): void => nextcloud.control.misconfigure(wrong);

/** Returns what the doctor says in a finding: the key of its sentence and the values filled in. */
async function finding(id: string) {
  const { findings } = await talkmelder.runDoctor();
  const found = findings.find((one) => one.id === id);
  if (!found) throw new Error(`the doctor has no finding ${id}`);
  return found;
}

describe('a proxy that forgot overwriteprotocol', () => {
  const HTTP = 'http://cloud.example.org';

  it.each([
    ['http', HTTP],
    ['http with the port named', `${HTTP}:80`],
    ['capital letters', 'HTTP://CLOUD.EXAMPLE.ORG'],
    ['https, rightly', PUBLIC],
  ])('%s: alice signs in with the browser, and every request uses https', async (_what, calledItself) => {
    const sent = standBehindProxy();
    misconfigure({ calledItself });
    nextcloud.control.setPush('on');
    await signIn(PUBLIC);
    expect(ports.opener.opened).toHaveLength(1);
    expect(ports.opener.opened[0]).toMatchObject({ origin: PUBLIC });
    expect(ports.opener.opened[0]?.url).toMatch(/^https:\/\/cloud\.example\.org\/login\/v2\/flow\//);
    await talkmelder.copyLoginLink();
    await eventually(state).toBe('live');
    expect(sent.filter(({ method }) => method === 'SOCKET').map(({ url }) => url)).toEqual([
      'wss://cloud.example.org/push/ws',
    ]);
    expectNothingElsewhere(sent);
    write(group, 'eins');
    await expectRang(group, ['eins']);
  });

  it('push is live with pre_auth over http and a websocket over wss, as one real server names them', async () => {
    const sent = standBehindProxy();
    misconfigure({
      calledItself: PUBLIC,
      push: { pre_auth: `${HTTP}/apps/notify_push/pre_auth`, websocket: 'wss://cloud.example.org/push/ws' },
    });
    nextcloud.control.setPush('on');
    await signIn(PUBLIC);
    await eventually(state).toBe('live');
    expectNothingElsewhere(sent);
  });

  it('the doctor reports it, and names the missing setting', async () => {
    standBehindProxy();
    misconfigure({ calledItself: HTTP });
    await signIn(PUBLIC);
    expect(await finding('addresses')).toMatchObject({
      status: 'info',
      message: 'doctor.addresses.http',
      help: 'doctor.addresses.http.help',
      values: { named: HTTP },
    });
    await talkmelder.copyReport();
    const report = ports.opener.copied.at(-1) ?? '';
    for (const setting of ['overwriteprotocol', 'trusted_proxies', 'overwrite.cli.url'])
      expect(report).toContain(setting);
    for (const secret of nextcloud.control.secretsGiven()) expect(report).not.toContain(secret);
  });
});

describe('a server that calls itself something else', () => {
  it.each<[string, string, string]>([
    ['another host', 'https://intern.example.org', 'doctor.addresses.elsewhere'],
    ['another host over http', 'http://intern.example.org', 'doctor.addresses.elsewhere'],
    ['an address in numbers', 'http://10.0.0.5', 'doctor.addresses.elsewhere'],
    ['this computer', 'http://localhost', 'doctor.addresses.elsewhere'],
    ['another port', 'https://cloud.example.org:8443', 'doctor.addresses.port'],
    ['another port over http', 'http://cloud.example.org:8080', 'doctor.addresses.port'],
    ['a user in the address', 'https://alice@cloud.example.org', 'doctor.addresses.unreadable'],
    ['no address', 'cloud', 'doctor.addresses.unreadable'],
  ])('%s: the app opens and sends nothing there, and the doctor names it', async (_what, calledItself, message) => {
    const sent = standBehindProxy();
    misconfigure({ calledItself });
    await talkmelder.start();
    talkmelder.signIn(PUBLIC);
    expect((await failed()).phase).toMatchObject({ step: 'method', error: 'untrusted-answer' });
    expect(ports.opener.opened).toEqual([]);
    expect(await finding('addresses')).toMatchObject({ status: 'failed', message });
    expect([...new Set(sent.map(({ url }) => new URL(url).origin))]).toEqual([PUBLIC]);
  });

  it('another folder: the doctor names it', async () => {
    await replaceServer({ path: '/nextcloud' });
    standBehindProxy();
    misconfigure({ calledItself: `${PUBLIC}/cloud` });
    await talkmelder.start();
    talkmelder.signIn(PUBLIC, { method: 'app-password' });
    await onForm();
    expect(await finding('addresses')).toMatchObject({ message: 'doctor.addresses.folder' });
  });

  it('nothing wrong: the doctor starts one login flow, without credentials, and leaves it', async () => {
    await signIn();
    nextcloud.control.clearRequests();
    expect(await finding('addresses')).toMatchObject({ status: 'ok' });
    const flows = nextcloud.control.requests.filter(({ path }) => path.endsWith('/login/v2'));
    expect(flows.map(({ method, headers }) => [method, headers.authorization])).toEqual([['POST', undefined]]);
    expect(nextcloud.control.appPasswords('alice')).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof nextcloud.control.fail>[0], string]>([
    ['a firewall', { status: 403, page: '<h1>blocked</h1>' }, 'doctor.addresses.error'],
    ['a page', 'html', 'doctor.addresses.error'],
    ['too many questions', { status: 429 }, 'doctor.api.blocked'],
    ['a redirect elsewhere', { redirect: 'https://sso.example.org/start?flow=1' }, 'doctor.addresses.elsewhere'],
  ])('no login flow because of %s: the doctor reports it, and goes on', async (_what, fault, message) => {
    await signIn();
    nextcloud.control.fail(fault, { path: '/login/v2' });
    expect(await finding('addresses')).toMatchObject({ message });
    expect(await finding('talk')).toMatchObject({ status: 'ok' });
  });
});

describe('a server that has moved', () => {
  const NEW = 'https://neu.example.org';
  const MOVED = (): string => `${nextcloud.url} has moved to ${NEW}. Please sign in there.`;

  it.each([301, 308, 302, 307])(
    '%s of everything: alice reads the new address, and can sign in there',
    async (movedStatus) => {
      await signIn();
      write(group, 'eins');
      await expectRang(group, ['eins']);
      misconfigure({ movedTo: NEW, movedStatus });
      await eventually(trouble).toBe('server-moved');
      expect(shown().connection).toMatchObject({ state: 'stale', detail: NEW });
      // The list stays, and the notice comes even if the user does not look.
      expect(row(group)).toBeDefined();
      expect(notices()).toEqual([MOVED()]);
      expect(ports.secrets.secrets.size).toBe(1);
      talkmelder.signInAtNewAddress(accountId());
      expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', address: NEW, adding: true });
      talkmelder.cancelSignIn();
      expect(shown().connection.error).toBe('server-moved');
    },
  );

  it('the app sends no credentials to the new server', async () => {
    const sent = standBehindProxy();
    await signIn(PUBLIC);
    misconfigure({ movedTo: NEW });
    await eventually(trouble).toBe('server-moved');
    talkmelder.refresh();
    await pass(60);
    expectNothingElsewhere(sent);
  });

  it('gets more questions, raises one notice, and the app withdraws it when the server is back', async () => {
    await signIn();
    misconfigure({ movedTo: NEW });
    await eventually(trouble).toBe('server-moved');
    await pass(30 * 60);
    expect(ports.notifier.asked.filter(({ body }) => body === MOVED())).toHaveLength(1);
    const before = asked(LIST);
    expect(before).toBeLessThan(20);
    misconfigure({});
    write(group, 'eins');
    await eventually(trouble).toBeNull();
    expect(notices()).toEqual([]);
    await expectRang(group, ['eins']);
  });

  it('raises the notice after a restart as well', async () => {
    await signIn();
    // The restart never gets as far as a list.
    void restart(() => misconfigure({ movedTo: NEW }));
    await eventually(() => talkmelder.overview().phase.kind === 'connected' && trouble()).toBe('server-moved');
  });

  it.each<[string, () => void]>([
    [
      'the list alone is redirected',
      () => void nextcloud.control.fail({ redirect: 'https://sso.example.org/' }, { path: '/ocs/' }),
    ],
    [
      'a gateway wants a sign-in of its own',
      () => void nextcloud.control.fail({ redirect: 'https://sso.example.org/?rd=1' }),
    ],
    ['to plain nonsense', () => misconfigure({ movedTo: 'javascript:alert(1)//' })],
  ])('%s: does not count as a move', async (_what, happens) => {
    await signIn();
    happens();
    await eventually(trouble).toBe('unreachable');
    expect(shown().connection.detail).toBeNull();
    expect(notices()).toEqual([]);
  });

  it('at the first screen: shows the address, and does not sign in there unasked', async () => {
    misconfigure({ movedTo: NEW });
    await talkmelder.start();
    talkmelder.signIn(nextcloud.url);
    expect((await refused()).phase).toMatchObject({ error: 'server-moved', detail: NEW, address: nextcloud.url });
    expect(asked(/login\/v2/, 'POST')).toBe(0);
  });

  it('the doctor reports it, too', async () => {
    await signIn();
    misconfigure({ movedTo: NEW });
    expect(await finding('nextcloud')).toMatchObject({ message: 'doctor.nextcloud.moved', values: { address: NEW } });
  });
});

describe('a redirect on the server itself', () => {
  const to = (path: string): string => `${nextcloud.url}${path}`;

  it.each([
    ['/status.php', '/index.php/../status.php?from=proxy'],
    ['/index.php/login/v2', '/login/v2'],
    ['/login/v2/poll', '/index.php/login/v2/poll'],
    ['/ocs/v2.php/cloud/user', '/index.php/ocs/v2.php/cloud/user?format=json'],
  ])('%s → %s is followed once, with the same request body', async (from, aim) => {
    nextcloud.control.fail({ redirect: to(aim) }, { path: new RegExp(`^${from.replaceAll('.', '\\.')}$`), count: 1 });
    await signIn();
    expect(row(group)).toBeDefined();
    expect(shown().account.server).toBe(nextcloud.url);
  });

  it('to http from a request over https is followed over https', async () => {
    const sent = standBehindProxy();
    nextcloud.control.fail(
      { redirect: 'http://cloud.example.org/login/v2' },
      { path: '/index.php/login/v2', count: 1 },
    );
    await signIn(PUBLIC);
    expectNothingElsewhere(sent);
  });

  it('into the folder of the Nextcloud makes that folder the account’s address', async () => {
    await replaceServer({ path: '/cloud' });
    const base = new URL(nextcloud.url).origin;
    nextcloud.control.fail({ redirect: '/cloud/status.php' }, { path: /^\/status\.php$/ });
    await signIn(base);
    expect(shown().account.server).toBe(nextcloud.url);
    expect(ports.opener.opened.at(-1)?.url).toMatch(/\/cloud\/login\/v2\/flow\//);
  });

  it.each([
    ['a loop', '/status.php'],
    ['to and fro', '/index.php/status.php'],
  ])('%s ends after one step', async (_what, aim) => {
    await talkmelder.start();
    nextcloud.control.fail({ redirect: to(aim) }, { path: 'status.php' });
    talkmelder.signIn(`${nextcloud.url}/index.php`);
    expect((await refused()).phase).toMatchObject({ error: 'not-nextcloud' });
    expect(asked(/status\.php$/)).toBe(2);
  });

  it('is not followed to another server in its second step', async () => {
    const sent = standBehindProxy();
    await openPasswordForm(PUBLIC);
    nextcloud.control.fail({ redirect: `${PUBLIC}/ocs/v2.php/cloud/users` }, { path: /\/cloud\/user$/ });
    nextcloud.control.fail({ redirect: 'https://evil.example/ocs' }, { path: /\/cloud\/users$/ });
    const appPassword = nextcloud.control.createAppPassword('alice');
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword, remember: true });
    expect((await failed()).phase).toMatchObject({ error: 'untrusted-answer' });
    expectNothingElsewhere(sent);
  });
});

describe('status.php', () => {
  it.each([400, 405, 406, 408, 418, 421, 423, 495, 496, 500, 502])(
    '%s with a page: reports a server error, and does not blame the address',
    async (status) => {
      nextcloud.control.fail({ status, page: '<h1>No required SSL certificate was sent</h1>' }, { path: 'status.php' });
      await talkmelder.start();
      talkmelder.signIn(nextcloud.url);
      expect((await refused()).phase).toMatchObject({ error: 'server-error', detail: String(status) });
      const { message, values } = await finding('nextcloud');
      expect(values).toEqual({ code: String(status) === '503' ? 503 : expect.anything() });
      expect(message).toBe(
        [400, 495, 496].includes(status) ? 'doctor.nextcloud.client-certificate' : 'doctor.nextcloud.error',
      );
    },
  );

  it.each([404, 410])('%s: reports that no Nextcloud is there', async (status) => {
    nextcloud.control.fail({ status, page: '<h1>nothing</h1>' }, { path: 'status.php' });
    await talkmelder.start();
    talkmelder.signIn(nextcloud.url);
    expect((await refused()).phase).toMatchObject({ error: 'not-nextcloud', detail: null });
  });

  it('from a Nextcloud that does not trust the domain: names the missing setting', async () => {
    misconfigure({ untrustedDomain: true });
    await talkmelder.start();
    talkmelder.signIn(nextcloud.url);
    expect((await refused()).phase).toMatchObject({ error: 'untrusted-domain' });
    expect(await finding('nextcloud')).toMatchObject({ message: 'doctor.nextcloud.domain' });
  });
});

describe('push that is set up wrongly', () => {
  const ELSEWHERE = 'https://push.example.org/apps/notify_push/pre_auth';

  it.each<[string, NonNullable<Misconfiguration['push']>, string, object]>([
    ['pre_auth elsewhere', { pre_auth: ELSEWHERE }, 'doctor.push.unusable', { which: 'pre_auth', named: ELSEWHERE }],
    ['pre_auth on another port', { pre_auth: 'http://127.0.0.1:1/pre_auth' }, 'doctor.push.unusable', {}],
    ['pre_auth that is no address', { pre_auth: '/apps/notify_push' }, 'doctor.push.unusable', {}],
    ['no pre_auth', { pre_auth: null }, 'doctor.push.unnamed', { which: 'pre_auth' }],
    ['no websocket', { websocket: null }, 'doctor.push.unnamed', { which: 'websocket' }],
    ['a websocket elsewhere without encryption', { websocket: 'ws://push.example.org/ws' }, 'doctor.push.unusable', {}],
    ['a websocket with another scheme', { websocket: 'https://push.example.org/ws' }, 'doctor.push.unusable', {}],
  ])('%s: the doctor does not call it uninstalled, and messages come by polling', async (...given) => {
    const [, push, message, values] = given;
    misconfigure({ push });
    nextcloud.control.setPush('on');
    await signIn();
    await polls(1);
    expect(state()).toBe('polling');
    expect(talkmelder.diagnostics().push).toBe('unusable');
    expect(await finding('push')).toMatchObject({ status: 'info', turn: 'operators', message, values });
    expect(asked(/pre_auth/, 'POST')).toBe(0);
    write(group, 'eins');
    await expectRang(group, ['eins']);
  });

  it.each<[string, Parameters<typeof nextcloud.control.fail>[0], string]>([
    ['a firewall', { status: 403, page: '<h1>blocked</h1>' }, '403'],
    ['a page', 'html', 'server-error'],
    ['a server in trouble', { status: 502, page: '' }, '502'],
    ['a redirect elsewhere', { redirect: 'https://sso.example.org/' }, 'untrusted-answer'],
  ])(
    'pre_auth answers with %s: the doctor reports it, and does not blame the websocket',
    async (_what, fault, code) => {
      nextcloud.control.fail(fault, { path: 'pre_auth' });
      nextcloud.control.setPush('on');
      await signIn();
      expect(await finding('push')).toMatchObject({ message: 'doctor.push.pre-auth', values: { code } });
    },
  );

  it('no push at all: the doctor names the app to install', async () => {
    await signIn();
    expect(await finding('push')).toMatchObject({ message: 'doctor.push.missing' });
  });
});

describe('push that is switched on later', () => {
  it('works after the next change of capabilities, without a restart', async () => {
    await signIn();
    await polls(2);
    expect(state()).toBe('polling');
    nextcloud.control.setPush('on');
    await eventually(state).toBe('live');
    await eventually(() => nextcloud.control.pushConnections('alice')).toBe(1);
  });

  it('works when its address has been corrected', async () => {
    misconfigure({ push: { pre_auth: 'https://push.example.org/' } });
    nextcloud.control.setPush('on');
    await signIn();
    await polls(2);
    expect(state()).toBe('polling');
    misconfigure({});
    await eventually(state).toBe('live');
  });

  it('is found within hours when the server does not announce it', async () => {
    const same = 'always-the-same';
    const { fetch } = ports;
    ports.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (response.headers.has('x-nextcloud-talk-hash')) response.headers.set('x-nextcloud-talk-hash', same);
      return response;
    };
    await signIn();
    nextcloud.control.setPush('on');
    await pass(5 * 60);
    expect(state()).toBe('polling');
    await pass(6 * 3_600);
    expect(state()).toBe('live');
  });
});

describe('signing in', () => {
  const CAPABILITIES = /\/cloud\/capabilities$/;
  const USER = /\/cloud\/user$/;

  it('asks for user and capabilities once, and not again with the first lists', async () => {
    await signIn();
    await polls(3);
    expect([asked(CAPABILITIES), asked(USER)]).toEqual([1, 1]);
    expect(shown().account).toMatchObject({ displayName: 'Alice Anders', picture: true });
  });

  it('asks for both once after a restart, too', async () => {
    await signIn();
    await polls(1);
    await restart(() => nextcloud.control.clearRequests());
    await polls(3);
    expect([asked(CAPABILITIES), asked(USER)]).toEqual([1, 1]);
  });

  it.each([['127.0.0.1'], ['http://127.0.0.1']])(
    'finds the folder /nextcloud when the user types only the host: %s',
    async (host) => {
      await replaceServer({ path: '/nextcloud' });
      const { port } = new URL(nextcloud.url);
      await signIn(`${host}:${port}`);
      expect(shown().account.server).toBe(nextcloud.url);
      write(group, 'eins');
      await expectRang(group, ['eins']);
      await restart(() => {});
      expect(shown().account.server).toBe(nextcloud.url);
    },
  );

  it('finds a folder with the name of a page', async () => {
    await replaceServer({ path: '/apps/nextcloud' });
    await signIn(`${nextcloud.url}/`);
    expect(shown().account.server).toBe(nextcloud.url);
    await restart(() => {});
    expect(shown().account.server).toBe(nextcloud.url);
  });

  it('tries no folder when the root is a Nextcloud, or when the user types a folder', async () => {
    await talkmelder.start();
    talkmelder.signIn(nextcloud.url, { method: 'app-password' });
    await onForm();
    talkmelder.cancelSignIn();
    talkmelder.signIn(`${nextcloud.url}/wrong`);
    await refused();
    expect(nextcloud.control.requests.map(({ path }) => path)).toEqual(['/status.php', '/wrong/status.php']);
  });

  it('reports the error of the root when the folder does not exist either', async () => {
    nextcloud.control.fail({ status: 403, page: '' }, { path: /^\/status\.php$/ });
    await talkmelder.start();
    talkmelder.signIn(nextcloud.url);
    expect((await refused()).phase).toMatchObject({ error: 'server-error', detail: '403' });
  });

  it('with a federated cloud ID: offers the address of its Nextcloud, and sends no request', async () => {
    await talkmelder.start();
    talkmelder.signIn('max@cloud.example.org');
    expect((await refused()).phase).toMatchObject({
      error: 'address-of-person',
      detail: 'https://cloud.example.org',
      address: 'max@cloud.example.org',
    });
    expect(nextcloud.control.requests).toEqual([]);
  });

  it('with app passwords forbidden by the administrator: says so, and keeps nothing of the input', async () => {
    nextcloud.control.setIssuesAppPasswords(false);
    await openPasswordForm();
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword: 'alice', remember: true });
    expect((await failed()).phase).toMatchObject({ step: 'app-password', error: 'app-passwords-forbidden' });
    expect(ports.secrets.secrets.size).toBe(0);
    expect([...ports.settings.documents.keys()]).toEqual([]);
  });

  it.each([
    ['from the login flow', () => nextcloud.control.createAppPassword('alice')],
    ['from the settings', () => 'aBcD1-eFgH2-iJkL3-mNoP4-qRsT5'],
  ])('with an app password made before that (%s): works', async (_what, make) => {
    const appPassword = make();
    nextcloud.control.setIssuesAppPasswords(false);
    // Another refusal than today's servers send.
    nextcloud.control.fail({ status: 403 }, { path: '/getapppassword' });
    if (nextcloud.control.appPasswords('alice').length === 0) nextcloud.control.addUser(userWith(appPassword));
    await openPasswordForm();
    const loginName = nextcloud.control.appPasswords('alice').length > 0 ? 'alice' : 'dora';
    talkmelder.signInWithAppPassword({ loginName, appPassword, remember: true });
    await untilSynced(talkmelder);
    expect(ports.secrets.secrets.size).toBe(1);
  });

  const userWith = (password: string) => ({ id: 'dora', displayName: 'Dora Dorn', password });
});

describe('a password that was changed in LDAP or SAML', () => {
  it('ends the session, which recovers by itself after the next sign-in on the web', async () => {
    await signIn();
    nextcloud.control.changePasswordElsewhere('alice');
    await eventually(state).toBe('signed-out');
    expect(notices()).toEqual(['Your session has ended. Please sign in again.']);
    const before = asked(LIST);
    await pass(9 * 60);
    expect(asked(LIST) - before).toBeLessThanOrEqual(1);
    expect(ports.secrets.secrets.size).toBe(1);
    nextcloud.control.signInOnWeb('alice');
    write(group, 'eins', 'zwei');
    await eventually(state).toBe('polling');
    expect(notices()).toEqual([]);
    await expectRang(group, ['eins', 'zwei']);
  });

  it('recovers the next day as well, and the server blocks no address meanwhile', async () => {
    await signIn();
    nextcloud.control.changePasswordElsewhere('alice');
    await eventually(state).toBe('signed-out');
    nextcloud.control.clearRequests();
    for (let hour = 0; hour < 12; hour += 1) {
      await pass(3_600);
      // The embedded server's own clock stands still meanwhile.
      expect(nextcloud.control.requests.every(({ status }) => status !== 429)).toBe(true);
      nextcloud.control.resetBruteForce();
    }
    expect(asked(LIST)).toBeLessThan(15);
    nextcloud.control.signInOnWeb('alice');
    await pass(70 * 60);
    expect(state()).toBe('polling');
    write(group, 'guten Morgen');
    await expectRang(group, ['guten Morgen']);
  });

  it('lets the user sign in again before that, which replaces the old app password', async () => {
    await signIn();
    nextcloud.control.changePasswordElsewhere('alice');
    await eventually(state).toBe('signed-out');
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('browser');
    await waiting();
    nextcloud.control.signInOnWeb('alice');
    nextcloud.control.grant('alice');
    await eventually(state).toBe('polling');
    await expect.poll(() => nextcloud.control.appPasswords('alice')).toHaveLength(1);
  });
});
