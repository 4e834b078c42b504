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

/** Returns status and text, or the error's message. */
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
    ['/to-a-file', 'ERR_UNSAFE_REDIRECT'],
    ['/to-no-address', 'ERR_INVALID_REDIRECT'],
    ['/cut-off', 'ERR_CONTENT_LENGTH_MISMATCH'],
    ['/cut-off-chunks', 'ERR_INCOMPLETE_CHUNKED_ENCODING'],
  ] as const)('%s: %s', async ([path, name]) => {
    expect(await fetched(web + path)).toBe(`net::${name}`);
    expect(await inChromium(web + path)).toBe(`net::${name}`);
  });

  test('a closed port, an unknown name', async () => {
    const closed = createServer();
    const address = await listen(closed);
    await new Promise((done) => closed.close(done));
    expect(await fetched(`http://${address}/`)).toBe('net::ERR_CONNECTION_REFUSED');
    expect(await inChromium(`http://${address}/`)).toBe('net::ERR_CONNECTION_REFUSED');
    expect(await fetched('http://no-such-host.invalid/')).toBe('net::ERR_NAME_NOT_RESOLVED');
    expect(await inChromium('http://no-such-host.invalid/')).toBe('net::ERR_NAME_NOT_RESOLVED');
  });

  test('certificates: an unknown authority, an expired one, another host name', async () => {
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
 * Returns Chromium's own error for an address, from a request in a separate page. A failed page would not do:
 * Chromium's error page comes late, and would abort the next load.
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

  test('redirects: only those that browsers accept, and never to a file', async () => {
    expect(await fetched(`${web}/choices`, { redirect: 'error' })).toEqual([300, 'choose']);
    expect(await fetched(`${web}/to-a-file`)).toBe('net::ERR_UNSAFE_REDIRECT');
    expect(await fetched(`${web}/to-no-address`, { redirect: 'error' })).toBe('net::ERR_INVALID_REDIRECT');
  });

  test('reads headers as UTF-8, and each once; throws for those that no Response can hold, and never answers', async () => {
    const named = `const { headers } = await state.session.fetch('${web}/umlaut', { credentials: 'omit' });
      return [headers.get('x-name'), headers.getSetCookie()];`;
    expect(await fixture.run(named)).toEqual(['Müller', ['a=1, b=2']]);
    const held = `const stop = new AbortController();
      const asked = state.session.fetch('${web}/arrow', { credentials: 'omit', signal: stop.signal });
      const thrown = new Promise((done) => process.once('uncaughtException', ({ name }) => done(name)));
      const told = [await thrown];
      stop.abort(new Error('waited for long enough'));
      return [...told, await asked.catch(({ message }) => message)];`;
    expect(await fixture.run(held)).toEqual(['TypeError', 'waited for long enough']);
  });

  test('a cancelled body keeps its connection until the signal ends the request', async () => {
    let open = 0;
    const server = createServer((request, response) => {
      open += 1;
      response.once('close', () => {
        open -= 1;
      });
      misbehave(request, response);
    });
    const address = await listen(server);
    await fixture.run(`state.stop = new AbortController();
      const about = { credentials: 'omit', signal: state.stop.signal };
      const { body } = await state.session.fetch('http://${address}/without-end', about);
      await body.cancel();`);
    // An answer on another connection gives the first one time to end.
    await fetched(`http://${address}/ok`);
    expect(open).toBe(1);
    await fixture.run('state.stop.abort()');
    await expect.poll(() => open).toBe(0);
  });

  test('keeps no cookies, and refuses credentials', async () => {
    await fetched(`${web}/ok`);
    expect(await fetched(`${web}/ok`)).toEqual([200, expect.stringContaining('"cookie":null')]);
    expect(await fetched(`${web}/ok`, { credentials: 'include' })).toBe(
      "host: fetch with credentials 'include' is not implemented",
    );
  });

  test('sends bodies, takes Requests, and returns a Response with an empty url', async () => {
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

  test.for([
    ["() => { throw new Error('broken on purpose'); }", 'net::ERR_UNEXPECTED'],
    ["() => Promise.reject(new Error('broken on purpose'))", 'net::ERR_UNEXPECTED'],
    ["() => 'no Response'", 'net::ERR_UNEXPECTED'],
    ['() => Response.error()', 'net::ERR_FAILED'],
  ] as const)('a handler %s: %s', async ([handler, name]) => {
    const source = `electron.protocol.handle('broken', ${handler});
      const failed = await electron.net.fetch('broken://x/').catch(({ message }) => message);
      electron.protocol.unhandle('broken');
      return [failed, await electron.net.fetch('broken://x/').catch(({ message }) => message)];`;
    expect(await fixture.run(source)).toEqual([name, 'net::ERR_UNKNOWN_URL_SCHEME']);
  });
});

describe('the network goes and comes', () => {
  test('offline: new and running requests fail at once, and the page knows', async () => {
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
      state.lost = next('error').then(() => socket.readyState);
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
    // The socket is already closed when it reports its failure.
    expect(await fixture.run('return state.lost')).toBe(3);
    expect(await fixture.run('return state.closed')).toEqual([1006, false, 3]);
    await fixture.app.system.online();
  });
});

test('there is no proxy, and only an address gets that answer', async () => {
  expect(await fixture.run("return state.session.resolveProxy('https://cloud.example.org/')")).toBe('DIRECT');
  await expect(fixture.run("return state.session.resolveProxy('no address')")).rejects.toThrow('needs a URL');
});

describe('where a redirect leads', () => {
  /** Returns the events of `net.request` in order, including `close`, until its outcome. */
  const told = (url: string, options: object = {}): Promise<unknown> =>
    fixture.run(`return new Promise((resolve) => {
      const events = [];
      const about = { url: ${JSON.stringify(url)}, session: state.session, credentials: 'omit', redirect: 'manual' };
      const request = electron.net.request({ ...about, ...${JSON.stringify(options)} });
      const last = (event) => setImmediate(() => resolve([...events, event]));
      request.on('redirect', (status, method, location) => events.push([status, method, location]));
      request.on('response', () => { events.push('response'); request.abort(); request.abort(); });
      request.on('abort', () => last('abort'));
      request.on('error', (error) => last(error.message));
      request.on('close', () => events.push('close'));
      request.end();
    })`);
  /** Returns the message of the error that the code throws. */
  const refused = (source: string): Promise<unknown> =>
    fixture.run(`const about = { url: '${web}/ok', session: state.session, credentials: 'omit', redirect: 'manual' };
      try { ${source} } catch (error) { return error.message; }`);

  test('is reported but not followed, which is an error; the request has closed long before', async () => {
    expect(await told(`${web}/loop`)).toEqual(['close', [302, 'GET', `${web}/loop`], 'Redirect was cancelled']);
    expect(await told(`${web}/see-other`, { method: 'PUT' })).toEqual([
      'close',
      [303, 'GET', `${web}/ok`],
      'Redirect was cancelled',
    ]);
    expect(await told(`${web}/loop`, { method: 'DELETE' })).toEqual([
      'close',
      [302, 'DELETE', `${web}/loop`],
      'Redirect was cancelled',
    ]);
    expect(await told(`${web}/to-no-address`)).toEqual(['close', 'net::ERR_INVALID_REDIRECT']);
  });

  test('comes for a request with the headers that were set before sending', async () => {
    const heard: unknown[] = [];
    const server = createServer((request, response) => {
      heard.push(request.headers['x-test']);
      response.end();
    });
    const address = await listen(server);
    const late = await fixture.run(`return new Promise((resolve, reject) => {
      const about = { url: 'http://${address}/', session: state.session, credentials: 'omit', redirect: 'manual' };
      const request = electron.net.request(about);
      request.setHeader('x-test', 'yes');
      request.on('error', reject);
      request.on('response', () => {
        try { request.setHeader('x-test', 'late'); } catch (error) { resolve(error.message); }
      });
      request.end();
    })`);
    expect(heard).toEqual(['yes']);
    expect(late).toBe("Can't set headers after they are sent");
    expect(await refused("electron.net.request(about).setHeader('x-test', undefined)")).toBe(
      '`value` required in setHeader("x-test", value)',
    );
  });

  test('is not reported for an answer or a connection error', async () => {
    expect(await told(`${web}/ok`)).toEqual(['close', 'response', 'abort']);
    expect(await told(`${web}/choices`)).toEqual(['close', 'response', 'abort']);
    expect(await told(`${web}/hang-up`)).toEqual(['close', 'net::ERR_EMPTY_RESPONSE']);
    await fixture.app.system.offline();
    expect(await told(`${web}/ok`)).toEqual(['close', 'net::ERR_INTERNET_DISCONNECTED']);
    await fixture.app.system.online();
  });

  test('needs a web address and a session', async () => {
    expect(await refused("electron.net.request({ ...about, url: 'file:///etc/hosts' })")).toBe(
      'ClientRequest only supports http: and https: protocols',
    );
    expect(await refused('electron.net.request({ ...about, session: 1 })')).toBe(
      '`session` should be an instance of the Session class',
    );
  });

  test('needs no request after an abort, which is reported once', async () => {
    const events = `return new Promise((resolve) => {
      const events = [];
      const about = { url: '${web}/never', session: state.session, credentials: 'omit', redirect: 'manual' };
      const request = electron.net.request(about);
      for (const name of ['redirect', 'response', 'error', 'close', 'abort']) request.on(name, () => events.push(name));
      request.abort();
      request.abort();
      events.push('returned');
      request.end();
      setImmediate(() => resolve(events));
    })`;
    expect(await fixture.run(events)).toEqual(['returned', 'abort', 'close']);
  });
});
