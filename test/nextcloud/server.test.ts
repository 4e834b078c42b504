import { request } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { ocsClient } from './ocs-client.ts';
import { selfSignedCertificate } from './self-signed.ts';
import { type Nextcloud, type NextcloudOptions, startNextcloud } from './server.ts';

describe('the server', () => {
  const running: Nextcloud[] = [];
  const start = async (options?: NextcloudOptions): Promise<Nextcloud> => {
    const nextcloud = await startNextcloud(options);
    running.push(nextcloud);
    nextcloud.control.addUser({ id: 'alice', displayName: 'Alice Anders', password: 'alice' });
    return nextcloud;
  };
  afterEach(async () => {
    for (const nextcloud of running.splice(0)) await nextcloud.close();
  });

  it('answers only in its subfolder, with and without index.php', async () => {
    const { url } = await start({ path: '/nextcloud' });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/nextcloud$/);
    const statuses = ['/status.php', '/login/v2/flow', '/index.php/login/v2/flow'].map(
      async (path) => (await fetch(url + path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 403, 403]);
    for (const elsewhere of ['/status.php', '/nextcloudx/status.php']) {
      expect((await fetch(new URL(elsewhere, url))).status).toBe(404);
    }
  });

  it('logs requests with their users and cookies', async () => {
    const nextcloud = await start();
    const { control } = nextcloud;
    const ocs = ocsClient(nextcloud, 'alice', control.createAppPassword('alice'));
    const arrived = control.waitFor('request', ({ path }) => path.endsWith('/room'));
    await ocs('GET', '/apps/spreed/api/v4/room?noStatusUpdate=1', undefined, {
      'User-Agent': 'Talkmelder (wache-1)',
      Cookie: 'a=b',
    });
    const logged = await arrived;
    expect(logged).toMatchObject({ method: 'GET', status: 200, user: 'alice', userAgent: 'Talkmelder (wache-1)' });
    expect([logged.query.get('noStatusUpdate'), logged.headers.cookie]).toEqual(['1', 'a=b']);
    expect(control.requests).toEqual([logged]);
    control.clearRequests();
    expect(control.requests).toEqual([]);
  });

  it('follows the given clock and its skew', async () => {
    const nextcloud = await start({ now: () => Date.parse('2026-11-21T08:00:00Z') });
    nextcloud.control.setClockSkew(1000);
    const ocs = ocsClient(nextcloud, 'alice', 'alice');
    const { headers } = await ocs('GET', '/apps/spreed/api/v4/room');
    expect(headers.get('date')).toBe('Sat, 21 Nov 2026 08:00:01 GMT');
    expect(headers.get('x-nextcloud-talk-modified-before')).toBe(String(Date.parse('2026-11-21T08:00:01Z') / 1000));
  });

  it('speaks https with a self-signed certificate', async () => {
    const { url } = await start({ tls: selfSignedCertificate() });
    expect(url).toMatch(/^https:/);
    const refused: unknown = await fetch(`${url}/status.php`).catch((error: Error) => error.cause);
    expect(refused).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const status = await new Promise((resolve, reject) => {
      request(`${url}/status.php`, { rejectUnauthorized: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  it('blocks an address for half an hour after ten wrong passwords, even with the right one', async () => {
    let now = Date.parse('2026-11-21T08:00:00Z');
    const nextcloud = await start({ now: () => now });
    const [wrong, right] = [ocsClient(nextcloud, 'alice', 'falsch'), ocsClient(nextcloud, 'alice', 'alice')];
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await wrong('GET', '/cloud/user')).status).toBe(401);
    expect((await wrong('GET', '/cloud/user')).status).toBe(429);
    expect((await right('GET', '/cloud/user')).status).toBe(429);
    now += 30 * 60_000;
    expect((await right('GET', '/cloud/user')).status).toBe(200);
  });
});
