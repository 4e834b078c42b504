import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { basic, isUntouched, revocationsAt } from '../fakes/accounts-file.ts';
import {
  accountId,
  afterPoll,
  expectNotifications,
  failed,
  group,
  nextcloud,
  onForm,
  openLoginPage,
  openPasswordForm,
  ports,
  restart,
  talkmelder,
  waiting,
} from '../fakes/pc.ts';
import { untilSynced } from '../fakes/surroundings.ts';
import { elsewhere, useTwoServers } from '../fakes/two-servers.ts';
import type { Grant } from '../nextcloud/world.ts';

useTwoServers();

const left = (user = 'alice'): string[] => nextcloud.control.appPasswords(user).map(({ password }) => password);
const polls = (): number => nextcloud.control.requests.filter(({ path }) => path.endsWith('/login/v2/poll')).length;

/** The user agrees in the browser, and the app polls. */
async function grant(user = 'alice'): Promise<void> {
  nextcloud.control.grant(user);
  await ports.clock.advance(2_000);
}

/** Asserts that the attempt has left nothing, neither on the server nor here. */
async function expectNothingLeft(): Promise<void> {
  await expect.poll(() => left()).toEqual([]);
  expect(ports.secrets.secrets.size).toBe(0);
  expect(ports.settings.documents.has('accounts')).toBe(false);
}

describe('an unusable grant ends the attempt at once, and the app revokes it', () => {
  const kinds: [string, ErrorCode, (honest: Grant) => unknown, (string | null)?][] = [
    [
      'another name of the server',
      'other-address',
      (g) => ({ ...g, server: 'https://cloud.kreis.example' }),
      'https://cloud.kreis.example',
    ],
    [
      'another name over http',
      'other-address',
      (g) => ({ ...g, server: 'http://cloud.kreis.example/nc/' }),
      'https://cloud.kreis.example/nc',
    ],
    ['another port', 'other-address', (g) => ({ ...g, server: elsewhere.url })],
    ['another scheme', 'other-address', (g) => ({ ...g, server: g.server.replace('http:', 'https:') })],
    [
      'an address with a user in it',
      'other-address',
      (g) => ({ ...g, server: 'https://alice@cloud.example.org' }),
      null,
    ],
    [
      'an address that is too long',
      'other-address',
      (g) => ({ ...g, server: `https://cloud.example.org/${'x'.repeat(400)}` }),
      null,
    ],
    ['no address', 'other-address', (g) => ({ ...g, server: 'call 0900 123' }), null],
    ['a server that is no text', 'grant-unreadable', (g) => ({ ...g, server: 42 })],
    ['no server', 'grant-unreadable', ({ loginName, appPassword }) => ({ loginName, appPassword })],
    ['no login name', 'grant-unreadable', ({ server, appPassword }) => ({ server, appPassword })],
    ['a login name that is no text', 'grant-unreadable', (g) => ({ ...g, loginName: ['alice'] })],
    ['a login name with a direction override', 'login-name-odd', (g) => ({ ...g, loginName: 'al\u202eeci' })],
    ['a login name with an isolate', 'login-name-odd', (g) => ({ ...g, loginName: '\u2067alice\u2069' })],
    ['a login name with a mark', 'login-name-odd', (g) => ({ ...g, loginName: 'alice\u200f' })],
    ['a login name with a control character', 'login-name-odd', (g) => ({ ...g, loginName: 'alice\u0000' })],
    ['a login name with a line break', 'login-name-odd', (g) => ({ ...g, loginName: 'alice\r\nX-Evil: 1' })],
    ['half a character', 'login-name-odd', (g) => ({ ...g, loginName: 'alice\ud83d' })],
    ['an endless login name', 'login-name-odd', (g) => ({ ...g, loginName: 'a'.repeat(5_000) })],
    [
      'a warning of PHP in front',
      'grant-unreadable',
      (g) => `<br />\n<b>Warning</b>: x in y<br />\n${JSON.stringify(g)}`,
    ],
    ['trailing text', 'grant-unreadable', (g) => `${JSON.stringify(g)}\n<!-- cached -->`],
    ['an envelope around it', 'grant-unreadable', (g) => ({ ocs: { meta: {}, data: g } })],
  ];

  it.each(kinds)('%s → %s', async (_what, error, answer, detail) => {
    await openLoginPage();
    nextcloud.control.answerGrants(answer);
    await grant();
    const { phase } = await failed();
    expect(phase).toMatchObject({ kind: 'signing-in', step: 'method', error, address: nextcloud.url });
    if (detail !== undefined) expect(phase).toMatchObject({ detail });
    await expectNothingLeft();
    expect(isUntouched(elsewhere)).toBe(true);
    const before = polls();
    await ports.clock.advance(3_600_000);
    expect(polls()).toBe(before);
  });

  it.each<[string, (honest: Grant) => unknown]>([
    ['without an app password', ({ server, loginName }) => ({ server, loginName })],
    ['with an app password that is not text', (g) => ({ ...g, appPassword: { text: g.appPassword } })],
    ['that ends in the middle', (g) => JSON.stringify(g).slice(0, -10)],
  ])('%s: tells the user at once that the grant is lost', async (_what, answer) => {
    await openLoginPage();
    nextcloud.control.answerGrants(answer);
    await grant();
    expect((await failed()).phase).toMatchObject({ step: 'method', error: 'grant-lost' });
  });

  it('cut off on the way: tells the user at once that the grant is lost', async () => {
    await openLoginPage();
    nextcloud.control.fail('cut-body', { path: '/login/v2/poll' });
    await grant();
    expect((await failed()).phase).toMatchObject({ step: 'method', error: 'grant-lost' });
  });

  it.each<[string, string]>([
    ['a page of a hotel', '<html>Please pay</html>'],
    ['something else in JSON', '[]'],
    ['nothing', ''],
  ])('the attempt goes on, for %s is no grant', async (_what, body) => {
    await openLoginPage();
    const end = nextcloud.control.fail({ body }, { path: '/login/v2/poll', count: 1 });
    await grant();
    await expect.poll(() => talkmelder.state().phase).toMatchObject({ step: 'waiting', warning: 'server-error' });
    end();
    await ports.clock.advance(2_000);
    await untilSynced(talkmelder);
    expect(left()).toHaveLength(1);
  });
});

describe('login names', () => {
  const names: [string, string][] = [
    ['of a Windows domain', 'FEUERWEHR\\mmuster'],
    ['with a slash', 'kreis/wache 1'],
    ['like a path', '../../etc/passwd'],
    ['of an e-mail address', 'max.muster@feuerwehr.example'],
    ['with a colon', 'kreis:mmuster'],
    ['that begins with a colon', ':mmuster'],
    ['of 300 letters', 'm'.repeat(300)],
    ['of 4,096 umlauts', 'ü'.repeat(4_096)],
    ['in Japanese', '消防団'],
    ['with an emoji', 'max 🚒'],
    ['in Arabic', 'رجال الإطفاء'],
    ['like JSON', '{"a":1}'],
    ['like a property of objects', '__proto__'],
  ];

  it.each(names)('%s work for sign-in, restart and disconnect', async (_what, loginName) => {
    nextcloud.control.addLoginName('alice', loginName);
    nextcloud.control.answerGrants((honest) => ({ ...honest, loginName }));
    await openLoginPage();
    await grant();
    await untilSynced(talkmelder);
    expect(talkmelder.state().phase).toMatchObject({ kind: 'connected', account: { loginName, remembered: true } });
    await restart(() => {});
    nextcloud.control.send('bob', group, 'Einsatz');
    await afterPoll();
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: Einsatz']);
    await talkmelder.disconnect(accountId());
    expect(left()).toEqual([]);
    expect(ports.secrets.secrets.size).toBe(0);
    expect(nextcloud.control.requests.filter(({ status }) => status === 401)).toEqual([]);
  });

  it('do not replace accounts whose ids they resemble', async () => {
    const people = ['anna', 'anna/"berta"', 'berta'];
    for (const id of people) nextcloud.control.addUser({ id, displayName: id, password: 'secret' });
    await talkmelder.start();
    for (const [index, id] of people.entries()) {
      if (index > 0) talkmelder.addAccount();
      talkmelder.signIn(nextcloud.url, { method: 'app-password' });
      await onForm();
      const appPassword = nextcloud.control.createAppPassword(id);
      talkmelder.signInWithAppPassword({ loginName: id, appPassword, remember: true });
      // Another account can only be added after this sign-in has ended.
      await expect.poll(() => talkmelder.state().phase.kind).toBe('connected');
      expect(ports.secrets.secrets.size).toBe(index + 1);
    }
    for (const id of people) expect(left(id)).toHaveLength(1);
  });
});

it('signs in behind a proxy that hides https from the server', async () => {
  const { fetch } = ports;
  const base = 'https://cloud.example.org';
  const asked: string[] = [];
  // The server believes that requests come over http.
  ports.fetch = async (input, init) => {
    const request = input instanceof Request ? input : new Request(input, init);
    asked.push(request.url);
    const response = await fetch(request.url.replace(base, nextcloud.url), {
      method: request.method,
      headers: request.headers,
      body: request.method === 'POST' ? await request.text() : null,
    });
    const { status, headers } = response;
    const text = (await response.text()).replaceAll(/http:\\?\/\\?\/127\.0\.0\.1:\d+/g, 'http://cloud.example.org');
    return new Response(status === 204 || status === 304 ? null : text, { status, headers });
  };
  await openLoginPage('cloud.example.org');
  expect(ports.opener.opened.at(-1)).toMatchObject({ origin: base, url: expect.stringMatching(`^${base}/login/`) });
  await grant();
  await untilSynced(talkmelder);
  expect(talkmelder.state().phase).toMatchObject({ kind: 'connected', account: { server: base } });
  expect(asked.filter((url) => !url.startsWith(`${base}/`))).toEqual([]);
});

describe('a user who gives up leaves no app password on the server:', () => {
  it.each<[string, () => void]>([
    ['cancels', () => talkmelder.cancelSignIn()],
    ['goes back', () => talkmelder.stepBackInSignIn()],
    [
      'goes back and begins anew',
      () => {
        talkmelder.stepBackInSignIn();
        talkmelder.signIn(nextcloud.url);
      },
    ],
  ])('the user %s just after agreeing in the browser', async (_what, giveUp) => {
    await openLoginPage();
    nextcloud.control.grant('alice');
    giveUp();
    await expectNothingLeft();
    expect(revocationsAt(nextcloud)).toBe(1);
  });

  it('the user agrees in the browser after cancelling', async () => {
    await openLoginPage();
    talkmelder.cancelSignIn();
    await expect.poll(polls).toBe(1);
    nextcloud.control.grant('alice');
    await expect
      .poll(async () => {
        await ports.clock.advance(60_000);
        return left();
      })
      .toEqual([]);
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', error: null });
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('the user quits after agreeing, before the app knows', async () => {
    await openLoginPage();
    nextcloud.control.grant('alice');
    talkmelder.stop();
    await Promise.all(talkmelder.ending());
    await expectNothingLeft();
  });

  it('the user quits after cancelling', async () => {
    await openLoginPage();
    talkmelder.cancelSignIn();
    await expect.poll(polls).toBe(1);
    nextcloud.control.grant('alice');
    talkmelder.stop();
    await Promise.all(talkmelder.ending());
    await expectNothingLeft();
  });

  it('the user quits while the account is being checked', async () => {
    await openLoginPage();
    nextcloud.control.fail('hang', { path: '/cloud/user' });
    const asked = nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/login/v2/poll'));
    await grant();
    await asked;
    await expect.poll(() => talkmelder.state().phase).toMatchObject({ step: 'checking' });
    const revoked = nextcloud.control.waitFor('app-password-revoked');
    talkmelder.stop();
    // The app does not wait for the hanging request.
    await revoked;
    expect(left()).toEqual([]);
  });

  it('the user quits while the keychain takes the app password', async () => {
    const written = Promise.withResolvers<void>();
    const { write } = ports.secrets;
    ports.secrets.write = async (...entry) => {
      await written.promise;
      return write(...entry);
    };
    await openLoginPage();
    await grant();
    await expect.poll(() => ports.settings.documents.has('accounts')).toBe(true);
    talkmelder.stop();
    const ended = Promise.all(talkmelder.ending());
    written.resolve();
    await ended;
    expect([...ports.secrets.appPasswords().values()]).toEqual(left());
  });
});

describe('an attempt that fails after the grant', () => {
  it.each<[string, () => unknown, ErrorCode]>([
    [
      'the server is in trouble',
      () => nextcloud.control.fail({ status: 500 }, { path: '/cloud/user' }),
      'server-error',
    ],
    ['Talk is missing', () => nextcloud.control.setTalk('off'), 'talk-missing'],
    ['Nextcloud is too old', () => nextcloud.control.setVersions({ nextcloud: '27.0.0' }), 'nextcloud-too-old'],
  ])('%s: revokes the app password', async (_what, arrange, error) => {
    await openLoginPage();
    arrange();
    await grant();
    expect((await failed()).phase).toMatchObject({ step: 'method', error });
    await expectNothingLeft();
  });

  it('revokes the app password later when the server is not reachable at once', async () => {
    await openLoginPage();
    nextcloud.control.fail({ status: 500 }, { path: '/cloud/user' });
    nextcloud.control.fail({ status: 503 }, { method: 'DELETE', count: 2 });
    await grant();
    await failed();
    await expect.poll(() => revocationsAt(nextcloud)).toBe(1);
    expect(left()).toHaveLength(1);
    await expect
      .poll(async () => {
        await ports.clock.advance(60_000);
        return left();
      })
      .toEqual([]);
    expect(revocationsAt(nextcloud)).toBe(3);
  });

  it('revokes it when the app ends, at the latest', async () => {
    await openLoginPage();
    nextcloud.control.fail({ status: 500 }, { path: '/cloud/user' });
    nextcloud.control.fail({ status: 503 }, { method: 'DELETE', count: 1 });
    await grant();
    await failed();
    await expect.poll(() => ports.log.lines.join('\n')).toContain('not revoked: server-error');
    talkmelder.stop();
    await Promise.all(talkmelder.ending());
    expect(left()).toEqual([]);
  });

  it.each<[string, Parameters<typeof nextcloud.control.fail>[0]]>([
    ['a page of a hotel', 'html'],
    ['a page of a firewall', { body: '{"message":"ok"}' }],
  ])('does not take %s for the server’s answer', async (_what, fault) => {
    await openLoginPage();
    nextcloud.control.fail({ status: 500 }, { path: '/cloud/user' });
    nextcloud.control.fail(fault, { method: 'DELETE', count: 1 });
    await grant();
    await failed();
    await expect
      .poll(async () => {
        await ports.clock.advance(60_000);
        return left();
      })
      .toEqual([]);
  });

  it('revokes it later when the server does not know it yet', async () => {
    await openLoginPage();
    nextcloud.control.fail({ status: 500 }, { path: '/cloud/user' });
    // Nextcloud's own answer; twice, because the app tries a second login name.
    nextcloud.control.fail({ status: 401 }, { method: 'DELETE', count: 2 });
    await grant();
    await failed();
    const log = (): string => ports.log.lines.join('\n');
    await expect.poll(log).toContain('not revoked: server-error');
    expect(left()).toHaveLength(1);
    await ports.clock.advance(10_000);
    await expect.poll(log).toContain('audit: app password revoked on');
    expect(left()).toEqual([]);
    expect(revocationsAt(nextcloud)).toBe(3);
  });

  it('keeps an app password that the user has made', async () => {
    await openPasswordForm();
    const appPassword = nextcloud.control.createAppPassword('alice');
    nextcloud.control.fail({ status: 500 }, { path: '/cloud/user' });
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword, remember: true });
    await failed();
    expect(left()).toEqual([appPassword]);
    expect(revocationsAt(nextcloud)).toBe(0);
    expect(
      nextcloud.control.requests
        .filter(({ headers }) => headers.authorization)
        .map(({ headers }) => headers.authorization),
    ).toEqual([basic('alice', appPassword)]);
  });
});

describe('an app password that the server issues for a login password', () => {
  /** Lets the server answer honestly, and changes its answer on the way. */
  function changeAnswer(change: (honest: string) => string): void {
    const { fetch } = ports;
    ports.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!response.url.endsWith('/getapppassword')) return response;
      return new Response(change(await response.text()), { status: response.status, headers: response.headers });
    };
  }

  const enter = (): void =>
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword: 'alice', remember: true });

  it.each<[string, (honest: string) => string]>([
    ['behind a warning of PHP', (honest) => `<br />\n<b>Warning</b>: x in y<br />\n${honest}`],
    ['before something else', (honest) => `${honest}\n<!-- cached -->`],
    ['without an envelope', (honest) => JSON.stringify(JSON.parse(honest).ocs.data)],
    [
      'in a list',
      (honest) => JSON.stringify({ ocs: { ...JSON.parse(honest).ocs, data: [JSON.parse(honest).ocs.data] } }),
    ],
    ['in truncated text', (honest) => honest.slice(0, -2)],
  ])('%s is revoked, and the attempt ends', async (_what, change) => {
    changeAnswer(change);
    await openPasswordForm();
    enter();
    expect((await failed()).phase).toMatchObject({ step: 'app-password', error: 'grant-unreadable' });
    await expectNothingLeft();
    expect(revocationsAt(nextcloud)).toBe(1);
  });

  it('is revoked when the user gives up meanwhile', async () => {
    changeAnswer((honest) => {
      talkmelder.cancelSignIn();
      return `${honest}!`;
    });
    await openPasswordForm();
    const revoked = nextcloud.control.waitFor('app-password-revoked');
    enter();
    await revoked;
    await expectNothingLeft();
  });

  it('is lost when the answer is cut off, and the user is told', async () => {
    nextcloud.control.fail('cut-body', { path: '/getapppassword' });
    await openPasswordForm();
    enter();
    expect((await failed()).phase).toMatchObject({ step: 'app-password', error: 'grant-lost' });
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it.each<[string, string]>([
    ['a page', '<html>Please pay</html>'],
    ['nothing', ''],
  ])('does not exist when %s comes instead', async (_what, body) => {
    nextcloud.control.fail({ body }, { path: '/getapppassword' });
    await openPasswordForm();
    enter();
    expect((await failed()).phase).toMatchObject({ step: 'app-password', error: 'server-error' });
  });
});

describe('the 20 minutes of a login flow', () => {
  it.each([
    ['forward by an hour', 3_600_000],
    ['forward by ten years', 10 * 365 * 86_400_000],
    ['back by a day', -86_400_000],
  ])('do not end when the clock is set %s, and the grant counts', async (_what, ms) => {
    await openLoginPage();
    ports.clock.jump(ms);
    await ports.clock.advance(2_000);
    await expect.poll(polls).toBe(1);
    expect((await waiting()).phase).toMatchObject({ step: 'waiting', error: null });
    await expect
      .poll(async () => {
        if (left().length === 0) nextcloud.control.grant('alice');
        await ports.clock.advance(2_000);
        return talkmelder.state().phase.kind;
      })
      .toBe('connected');
    expect(left()).toHaveLength(1);
  });

  it('end after one last poll, whose grant still counts', async () => {
    const answer = Promise.withResolvers<void>();
    const { fetch } = ports;
    ports.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (response.url.endsWith('/login/v2/poll') && response.status === 404) await answer.promise;
      return response;
    };
    await openLoginPage();
    nextcloud.control.fail({ status: 503, retryAfter: 1_190 }, { path: '/login/v2/poll', count: 1 });
    await ports.clock.advance(2_000);
    await expect.poll(() => talkmelder.state().phase).toMatchObject({ warning: 'server-error' });
    await ports.clock.advance(1_190_000);
    await expect.poll(polls).toBe(2);
    await ports.clock.advance(20_000);
    nextcloud.control.grant('alice');
    answer.resolve();
    await untilSynced(talkmelder);
    expect(polls()).toBe(3);
  });

  it('end when the user does not agree', async () => {
    await openLoginPage();
    await ports.clock.advance(20 * 60_000);
    expect((await failed()).phase).toMatchObject({ step: 'method', error: 'login-expired' });
  });

  it('run on while the machine sleeps: the attempt ends after one more poll', async () => {
    await openLoginPage();
    talkmelder.suspend();
    ports.clock.jump(30 * 60_000);
    talkmelder.resume();
    expect((await failed()).phase).toMatchObject({ step: 'method', error: 'login-expired' });
    expect(polls()).toBe(1);
  });

  it('a grant from the time of sleep counts', async () => {
    await openLoginPage();
    talkmelder.suspend();
    ports.clock.jump(30 * 60_000);
    nextcloud.control.grant('alice');
    talkmelder.resume();
    await untilSynced(talkmelder);
    expect(left()).toHaveLength(1);
  });

  it('a short sleep changes nothing', async () => {
    await openLoginPage();
    talkmelder.suspend();
    ports.clock.jump(5 * 60_000);
    talkmelder.resume();
    await expect.poll(polls).toBe(1);
    await grant();
    await untilSynced(talkmelder);
  });

  it('the attempt goes on without a network after the sleep', async () => {
    await openLoginPage();
    talkmelder.suspend();
    ports.clock.jump(30 * 60_000);
    await nextcloud.control.down();
    talkmelder.resume();
    await expect.poll(() => talkmelder.state().phase).toMatchObject({ step: 'waiting', warning: 'unreachable' });
    await nextcloud.control.up();
    await grant();
    await untilSynced(talkmelder);
    expect(left()).toHaveLength(1);
  });

  it('no grant stays on the server when the clock was set during the sleep', async () => {
    await openLoginPage();
    talkmelder.suspend();
    ports.clock.jump(3 * 3_600_000);
    talkmelder.resume();
    await failed();
    nextcloud.control.grant('alice');
    await expect
      .poll(async () => {
        await ports.clock.advance(60_000);
        return left();
      })
      .toEqual([]);
  });
});
