import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ocsClient } from './ocs-client.ts';
import { type Nextcloud, startNextcloud } from './server.ts';

interface Started {
  poll: { token: string; endpoint: string };
  login: string;
}

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields),
});

/** Creates a minimal browser for the login pages: it keeps cookies, and follows redirects only on request. */
const browser = () => {
  const cookies = new Map<string, string>();
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('Accept-Language', 'de-DE,de;q=0.9');
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
};

describe.each([
  { path: '', prettyUrls: true, index: '' },
  { path: '/nextcloud', prettyUrls: false, index: '/index.php' },
])('Login Flow v2 at "$path", pretty URLs: $prettyUrls', ({ path, prettyUrls, index }) => {
  let now = Date.parse('2026-11-21T08:00:00Z');
  let nextcloud: Nextcloud;

  beforeEach(async () => {
    nextcloud = await startNextcloud({ path, prettyUrls, now: () => now });
    nextcloud.control.addUser({ id: 'alice', displayName: 'Alice Anders', password: 'geheim' });
  });
  afterEach(() => nextcloud.close());

  const start = async (): Promise<Started> => {
    const response = await fetch(`${nextcloud.url}/index.php/login/v2`, {
      method: 'POST',
      headers: { 'User-Agent': 'Talkmelder (wache-1)' },
    });
    return (await response.json()) as Started;
  };
  const poll = ({ poll: { token, endpoint } }: Started): Promise<Response> => fetch(endpoint, form({ token }));

  /** Goes through the pages up to the grant button. */
  const logIn = async (visit: ReturnType<typeof browser>, login: string, password: string) => {
    const entered = await visit(login);
    const chosen = await (await visit(entered.headers.get('location') ?? '')).text();
    const grantUrl = /id="submit" href="([^"]+)"/.exec(chosen)?.[1]?.replaceAll('&#38;', '&') ?? '';
    const toLogin = await visit(grantUrl);
    const loginUrl = new URL(toLogin.headers.get('location') ?? '', nextcloud.url).href;
    const requesttoken = /name="requesttoken" value="(\w+)"/.exec(await (await visit(loginUrl)).text())?.[1] ?? '';
    return visit(loginUrl, form({ user: 'alice', password, requesttoken }));
  };

  it('hands out addresses in the server’s own form', async () => {
    const started = await start();
    expect(started.poll.endpoint).toBe(`${nextcloud.url}${index}/login/v2/poll`);
    expect(started.login).toMatch(new RegExp(`^${nextcloud.url}${index}/login/v2/flow/\\w{128}$`));
  });

  it('goes through login and grant to an app password that works, once', async () => {
    const visit = browser();
    const started = await start();
    expect((await poll(started)).status).toBe(404);
    const loggedIn = await logIn(visit, started.login, 'geheim');
    const grantPage = await (await visit(loggedIn.headers.get('location') ?? '')).text();
    expect(grantPage).toContain('<button id="grant">Zugriff gewähren</button>');
    expect(grantPage).toContain('Talkmelder (wache-1)');
    const stateToken = /name="stateToken" value="(\w+)"/.exec(grantPage)?.[1] ?? '';
    const granted = await visit(`${nextcloud.url}/login/v2/grant`, form({ stateToken }));
    expect(await granted.text()).toContain('Du kannst dieses Fenster schließen.');

    const answer = (await (await poll(started)).json()) as Record<string, string>;
    expect(answer).toMatchObject({ server: nextcloud.url, loginName: 'alice' });
    expect((await poll(started)).status).toBe(404);
    expect(nextcloud.control.appPasswords('alice')).toEqual([
      { name: 'Talkmelder (wache-1)', password: answer.appPassword },
    ]);
    const ocs = ocsClient(nextcloud, 'alice', answer.appPassword ?? '');
    expect((await ocs('GET', '/cloud/user')).status).toBe(200);
    expect((await ocs('DELETE', '/core/apppassword')).status).toBe(200);
    expect((await ocs('GET', '/cloud/user')).status).toBe(401);
  });

  it('refuses a wrong password, a wrong state token and a browser without a session', async () => {
    const visit = browser();
    const started = await start();
    const failed = await logIn(visit, started.login, 'falsch');
    expect(failed.headers.get('location')).toMatch(/&failed=1$/);
    const grant = `${nextcloud.url}/login/v2/grant`;
    expect((await visit(grant, form({ stateToken: 'wrong' }))).status).toBe(403);
    expect((await fetch(grant, form({ stateToken: 'wrong' }))).status).toBe(403);
    expect((await poll(started)).status).toBe(404);
  });

  it('lets a test grant the newest flow or a named one', async () => {
    const [first, second] = [await start(), await start()];
    nextcloud.control.grant('alice', first.login);
    expect((await poll(second)).status).toBe(404);
    expect((await poll(first)).status).toBe(200);
    nextcloud.control.grant('alice');
    expect((await poll(second)).status).toBe(200);
    expect(() => nextcloud.control.grant('alice')).toThrow('No login flow is pending');
  });

  it('forgets a flow after 20 minutes', async () => {
    const started = await start();
    now += 20 * 60_000 - 1;
    nextcloud.control.grant('alice');
    now += 1;
    expect((await poll(started)).status).toBe(404);
    expect((await fetch(started.login)).status).toBe(403);
  });
});
