import { describe, expect, it } from 'vitest';
import {
  afterPoll,
  choosing,
  group,
  named,
  nextcloud,
  openLoginPage,
  ports,
  replaceServer,
  signIn,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { until, untilSynced } from '../../../test/fakes/surroundings.ts';

usePc();

describe('signing in', () => {
  it('goes through the browser, and keeps the app password in the keychain and nowhere else', async () => {
    await signIn();
    expect(ports.opener.opened[0]?.url).toMatch(`${nextcloud.url}/login/v2/flow/`);
    const [secret] = [...ports.secrets.appPasswords().values()];
    expect(secret).toMatch(/^\w{72}$/);
    const elsewhere = [
      JSON.stringify(talkmelder.state()),
      ...ports.settings.documents.values(),
      ...ports.log.lines,
    ].join('\n');
    expect(elsewhere).not.toContain(secret);
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.account.displayName === 'Alice Anders');
  });

  it("tells Nextcloud the device's name, sends no cookie, and never marks anything as read", async () => {
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
    await replaceServer({ path, prettyUrls });
    await signIn(`${nextcloud.url}/index.php/apps/dashboard/`);
    await talkmelder.openConversation(named(group));
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}${prettyUrls ? '' : '/index.php'}/call/${group}`);
  });

  it('says what the Nextcloud in a folder said, although the host itself is none', async () => {
    await replaceServer({ path: '/nextcloud' });
    nextcloud.control.setMaintenance(true);
    talkmelder.signIn(new URL(nextcloud.url).origin);
    await until(talkmelder, ({ phase }) => phase.kind === 'signed-out' && phase.error === 'maintenance');
  });

  it('can be cancelled, and a late grant is revoked', async () => {
    await openLoginPage();
    nextcloud.control.grant('alice');
    const polled = nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/login/v2/poll'));
    const revoked = nextcloud.control.waitFor(
      'request',
      ({ method, path }) => method === 'DELETE' && path.endsWith('/core/apppassword'),
    );
    const advanced = ports.clock.advance(2_000);
    await polled;
    talkmelder.cancelSignIn();
    await advanced;
    await revoked;
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', address: nextcloud.url, error: null });
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('opens the browser again, and copies the link', async () => {
    await openLoginPage();
    await talkmelder.reopenLoginPage();
    await talkmelder.copyLoginLink();
    const urls = ports.opener.opened.map(({ url }) => url);
    expect(urls).toHaveLength(2);
    expect(new Set([...urls, ...ports.opener.copied]).size).toBe(1);
  });

  it('continues without a browser, and says so', async () => {
    ports.opener.setBroken(true);
    await openLoginPage();
    await until(talkmelder, ({ phase }) => phase.kind === 'signing-in' && phase.warning === 'browser-not-opened');
    nextcloud.control.grant('alice');
    await ports.clock.advance(2_000);
    await untilSynced(talkmelder);
  });

  it('gives up after 20 minutes', async () => {
    await openLoginPage();
    await ports.clock.advance(20 * 60_000);
    expect((await choosing()).phase).toMatchObject({ error: 'login-expired', address: nextcloud.url });
  });
});
