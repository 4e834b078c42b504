import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type Fixture, launchFixture } from './fixture/launch-fixture.ts';
import { misbehave } from './fixture/misbehaving-server.ts';

const tls = join(import.meta.dirname, 'fixture/tls');

const servers: Server[] = [];
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const secure = (pem: string): Promise<string> => {
  const both = readFileSync(join(tls, pem));
  return listen(createSecureServer({ key: both, cert: both }, misbehave) as unknown as Server);
};

let fixture: Fixture;
let web: string;
beforeAll(async () => {
  web = `http://${await listen(createServer(misbehave))}`;
  fixture = await launchFixture({ env: { NODE_EXTRA_CA_CERTS: join(tls, 'authority.crt') } });
  await fixture.run("state.session = electron.session.fromPartition('test', { cache: false })");
});
afterAll(async () => {
  await fixture.app.quit();
  for (const server of servers) {
    (server as unknown as import('node:http').Server).closeAllConnections();
    server.close();
  }
});

/** Status and text, or the error's message. */
const fetched = (url: string, init: object = {}): Promise<unknown> =>
  fixture.run(`try {
    const response = await state.session.fetch(${JSON.stringify(url)}, ${JSON.stringify({ credentials: 'omit', ...init })});
    return [response.status, await response.text()];
  } catch (error) { return error.message; }`);

describe('errors have Chromium’s names, and Chromium agrees', () => {
  test.for([
    ['/hang-up', 'ERR_EMPTY_RESPONSE'],
    ['/reset', 'ERR_CONNECTION_RESET'],
    ['/loop', 'ERR_TOO_MANY_REDIRECTS'],
    ['/cut-off', 'ERR_CONTENT_LENGTH_MISMATCH'],
    ['/cut-off-chunks', 'ERR_INCOMPLETE_CHUNKED_ENCODING'],
  ] as const)('%s: %s', async ([path, name]) => {
    expect(await fetched(web + path)).toBe(`net::${name}`);
    expect(await inChromium(web + path)).toBe(`net::${name}`);
  });

  test('nobody listens, no such name', async () => {
    const closed = createServer();
    const address = await listen(closed);
    await new Promise((done) => closed.close(done));
    expect(await fetched(`http://${address}/`)).toBe('net::ERR_CONNECTION_REFUSED');
    expect(await inChromium(`http://${address}/`)).toBe('net::ERR_CONNECTION_REFUSED');
    expect(await fetched('http://no-such-host.invalid/')).toBe('net::ERR_NAME_NOT_RESOLVED');
    expect(await inChromium('http://no-such-host.invalid/')).toBe('net::ERR_NAME_NOT_RESOLVED');
  });

  test('certificates: by an unknown authority, out of date, for another name', async () => {
    const self = await secure('self.pem');
    expect(await fetched(`https://${self}/ok`)).toBe('net::ERR_CERT_AUTHORITY_INVALID');
    expect(await inChromium(`https://${self}/ok`)).toBe('net::ERR_CERT_AUTHORITY_INVALID');
    expect(await fetched(`https://${await secure('expired.pem')}/ok`)).toBe('net::ERR_CERT_DATE_INVALID');
    expect(await fetched(`https://${await secure('elsewhere.pem')}/ok`)).toBe('net::ERR_CERT_COMMON_NAME_INVALID');
    expect(await fetched(`https://${await secure('good.pem')}/ok`)).toEqual([200, expect.any(String)]);
    expect(await fetched(web.replace('http:', 'https:'))).toBe('net::ERR_SSL_PROTOCOL_ERROR');
    expect(await inChromium(web.replace('http:', 'https:'))).toBe('net::ERR_SSL_PROTOCOL_ERROR');
  });
});

/**
 * What Chromium itself says of an address, as the error of a request in a page of its own: the page that it shows in
 * place of one that failed comes late, and would abort what is loaded after that.
 */
async function inChromium(url: string): Promise<string> {
  const page = await fixture.app.systemBrowser();
  const failed = page.waitForEvent('requestfailed');
  await Promise.all([failed, page.goto(url, { waitUntil: 'commit' }).catch(() => {})]);
  const error = (await failed).failure()?.errorText ?? '';
  await page.context().close();
  return error;
}

describe('session.fetch', () => {
  test('redirects: followed, refused, or cancelled', async () => {
    expect(await fetched(`${web}/redirect`)).toEqual([200, expect.stringContaining('cookie')]);
    expect(await fetched(`${web}/redirect`, { redirect: 'error' })).toBe(
      "Attempted to redirect, but redirect policy was 'error'",
    );
    expect(await fetched(`${web}/redirect`, { redirect: 'manual' })).toBe('Redirect was cancelled');
  });

  test('keeps no cookies, and is not asked to', async () => {
    await fetched(`${web}/ok`);
    expect(await fetched(`${web}/ok`)).toEqual([200, expect.stringContaining('"cookie":null')]);
    expect(await fetched(`${web}/ok`, { credentials: 'include' })).toBe(
      "host: fetch with credentials 'include' is not implemented",
    );
  });

  test('sends bodies, takes Requests, and gives a Response whose url says nothing', async () => {
    expect(await fetched(`${web}/echo`, { method: 'POST', body: 'there and back' })).toEqual([200, 'there and back']);
    const source = `const request = new Request('${web}/no-content', { credentials: 'omit' });
      const response = await state.session.fetch(request);
      return [response.status, response.body, response.url, response instanceof Response];`;
    expect(await fixture.run(source)).toEqual([204, null, '', true]);
  });

  test('can be aborted', async () => {
    const source = `const stop = new AbortController();
      const asked = state.session.fetch('${web}/never', { credentials: 'omit', signal: stop.signal });
      stop.abort(new Error('enough'));
      return asked.catch((error) => error.message);`;
    expect(await fixture.run(source)).toBe('enough');
  });

  test('files and own schemes, but no data: addresses', async () => {
    const file = pathToFileURL(join(import.meta.dirname, 'fixture/page.js')).href;
    expect(await fetched(file)).toEqual([200, expect.stringContaining('pageRan')]);
    expect(await fetched(`${file}.missing`)).toBe('net::ERR_FILE_NOT_FOUND');
    expect(await fetched('data:,x')).toBe('net::ERR_UNKNOWN_URL_SCHEME');
    const own = "return (await electron.net.fetch('app://fixture/page.js')).text()";
    expect(await fixture.run(own)).toContain('pageRan');
  });
});

describe('the network goes and comes', () => {
  test('offline: requests fail at once, those under way too, and the page knows', async () => {
    const pending = fetched(`${web}/never`);
    await fixture.run('state.before = electron.net.isOnline()');
    await fixture.app.system.offline();
    expect(await pending).toBe('net::ERR_NETWORK_CHANGED');
    expect(await fetched(`${web}/ok`)).toBe('net::ERR_INTERNET_DISCONNECTED');
    expect(await fixture.run('return [state.before, electron.net.isOnline(), electron.net.online]')).toEqual([
      true,
      false,
      false,
    ]);
    await expect.poll(() => fixture.inPage('navigator.onLine')).toBe(false);
    await fixture.app.system.online();
    expect(await fetched(`${web}/ok`)).toEqual([200, expect.any(String)]);
    await expect.poll(() => fixture.inPage('navigator.onLine')).toBe(true);
  });
});

describe('WebSocket', () => {
  test('sends headers, receives Buffers, and is lost with the network', async () => {
    const server = createServer();
    const address = await listen(server);
    const seen: unknown[] = [];
    new WebSocketServer({ server }).on('connection', (socket, request) => {
      seen.push([request.headers['x-test'], request.headers.origin]);
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    const source = `const socket = new electron.net.WebSocket('ws://${address}/', { headers: { 'x-test': 'yes' } });
      state.socket = socket;
      const next = (name) => new Promise((done) => socket.addEventListener(name, done, { once: true }));
      const opened = next('open');
      state.closed = next('close').then(({ code, wasClean }) => [code, wasClean, socket.readyState]);
      await opened;
      socket.send('text');
      const text = (await next('message')).data;
      socket.send(new Uint8Array([1, 2]));
      const bytes = (await next('message')).data;
      return [text, Buffer.isBuffer(bytes), [...bytes], socket.readyState];`;
    expect(await fixture.run(source)).toEqual(['text', true, [1, 2], 1]);
    expect(seen).toEqual([['yes', `http://${address}`]]);
    await fixture.app.system.offline();
    expect(await fixture.run('return state.closed')).toEqual([1006, false, 3]);
    await fixture.app.system.online();
  });
});

test('there is no proxy here, which is told for an address only', async () => {
  expect(await fixture.run("return state.session.resolveProxy('https://cloud.example.org/')")).toBe('DIRECT');
  await expect(fixture.run("return state.session.resolveProxy('no address')")).rejects.toThrow('needs a URL');
});

describe('where a redirect leads', () => {
  /** What `net.request` tells, in order. */
  const told = (url: string, options: object = {}): Promise<unknown> =>
    fixture.run(`return new Promise((resolve) => {
      const events = [];
      const about = { url: ${JSON.stringify(url)}, session: state.session, credentials: 'omit', redirect: 'manual' };
      const request = electron.net.request({ ...about, ...${JSON.stringify(options)} });
      request.on('redirect', (status, method, location) => events.push([status, method, location]));
      request.on('response', () => { events.push('response'); request.abort(); });
      request.on('error', (error) => events.push(error.message));
      request.on('close', () => resolve(events));
      request.end();
    })`);

  test('is told and not followed, which is an error', async () => {
    expect(await told(`${web}/loop`)).toEqual([[302, 'GET', `${web}/loop`], 'Redirect was cancelled']);
  });

  test('has the headers that were set', async () => {
    const heard: unknown[] = [];
    const server = createServer((request, response) => {
      heard.push(request.headers['x-test']);
      response.end();
    });
    const address = await listen(server);
    await fixture.run(`return new Promise((resolve, reject) => {
      const about = { url: 'http://${address}/', session: state.session, credentials: 'omit', redirect: 'manual' };
      const request = electron.net.request(about);
      request.setHeader('x-test', 'yes');
      request.on('error', reject);
      request.on('close', resolve);
      request.end();
    })`);
    expect(heard).toEqual(['yes']);
  });

  test('is nowhere for an answer, and for what cannot be reached', async () => {
    expect(await told(`${web}/ok`)).toEqual(['response']);
    expect(await told(`${web}/hang-up`)).toEqual(['net::ERR_EMPTY_RESPONSE']);
  });
});
