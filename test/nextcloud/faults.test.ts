import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OcsClient, ocsClient } from './ocs-client.ts';
import { type Nextcloud, startNextcloud } from './server.ts';

const ROOMS = '/apps/spreed/api/v4/room';

describe('faults', () => {
  let nextcloud: Nextcloud;
  let ocs: OcsClient;

  beforeEach(async () => {
    nextcloud = await startNextcloud();
    nextcloud.control.addUser({ id: 'alice', displayName: 'Alice Anders', password: 'alice' });
    ocs = ocsClient(nextcloud, 'alice', nextcloud.control.createAppPassword('alice'));
  });
  afterEach(() => nextcloud.close());

  it('answers with a status, as often as requested', async () => {
    nextcloud.control.fail({ status: 500 }, { count: 2 });
    expect((await ocs('GET', ROOMS)).status).toBe(500);
    expect((await ocs('GET', ROOMS)).status).toBe(500);
    expect((await ocs('GET', ROOMS)).status).toBe(200);
  });

  it('sends Retry-After', async () => {
    nextcloud.control.fail({ status: 429, retryAfter: 7 });
    const { status, headers } = await ocs('GET', ROOMS);
    expect([status, headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('hits only its own paths and methods, until it is ended', async () => {
    const end = nextcloud.control.fail({ status: 503 }, { path: '/spreed/', method: 'GET' });
    expect((await ocs('GET', '/cloud/user')).status).toBe(200);
    expect((await ocs('POST', `${ROOMS}/none/favorite`)).status).toBe(404);
    expect((await ocs('GET', ROOMS)).status).toBe(503);
    end();
    expect((await ocs('GET', ROOMS)).status).toBe(200);
  });

  it('drops the connection', async () => {
    nextcloud.control.fail('drop');
    await expect(ocs('GET', ROOMS)).rejects.toThrow('fetch failed');
    nextcloud.control.clearFaults();
    expect((await ocs('GET', ROOMS)).status).toBe(200);
  });

  it('cuts off the body after good headers', async () => {
    nextcloud.control.fail('cut-body');
    const response = await fetch(`${nextcloud.url}/status.php`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('never answers until the client gives up', async () => {
    nextcloud.control.fail('hang');
    const abort = new AbortController();
    const answer = fetch(`${nextcloud.url}/status.php`, { signal: abort.signal });
    const { status } = await nextcloud.control.waitFor('request');
    abort.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(status).toBe(0);
  });

  it('answers with HTML, any other body, or a redirect', async () => {
    const get = () => fetch(`${nextcloud.url}/status.php`, { redirect: 'manual' });
    nextcloud.control.fail('html', { count: 1 });
    nextcloud.control.fail({ body: '{"ocs":' }, { count: 1 });
    nextcloud.control.fail({ redirect: 'https://example.org/' }, { count: 1 });
    const html = await get();
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
    expect(await (await get()).text()).toBe('{"ocs":');
    const redirect = await get();
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'https://example.org/']);
  });

  it('goes down and comes up on the same port', async () => {
    await nextcloud.control.down();
    await expect(ocs('GET', ROOMS)).rejects.toThrow('fetch failed');
    await nextcloud.control.up();
    expect((await ocs('GET', ROOMS)).status).toBe(200);
  });

  it('goes down while an answer is pending', async () => {
    nextcloud.control.fail('hang');
    const answer = expect(ocs('GET', ROOMS)).rejects.toThrow('fetch failed');
    await nextcloud.control.waitFor('request');
    await nextcloud.control.down();
    await answer;
  });
});
