import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { openNodeSocket } from '../../../test/fakes/socket.ts';
import { type Nextcloud, startNextcloud } from '../../../test/nextcloud/server.ts';
import type { OpenSocket } from '../ports.ts';
import { createClient } from './client.ts';
import { createPush, type Push } from './push.ts';
import { type PushEndpoints, pushEndpoints } from './push-endpoints.ts';
import type { Capabilities } from './schemas.ts';
import { createTalkApi } from './talk-api.ts';

let nextcloud: Nextcloud;
let clock: FakeClock;
let push: Push;
let log: ReturnType<typeof createFakeLogger>;
let woken: number;
/** Resolves on the next change to that state. */
let becomes: (live: boolean) => Promise<void>;
let endpoints: PushEndpoints | null;

function open(appPassword: string, openSocket: OpenSocket = openNodeSocket): void {
  const waiting = new Set<{ live: boolean; resolve: () => void }>();
  const client = createClient({
    server: nextcloud.url,
    fetch: globalThis.fetch,
    clock,
    log,
    userAgent: 'test',
    language: () => 'en',
    credentials: { loginName: 'alice', appPassword },
  });
  push = createPush({
    client,
    clock,
    log,
    openSocket,
    onWake: () => {
      woken += 1;
    },
    onLive: (live) => {
      for (const one of waiting) if (one.live === live) one.resolve();
    },
  });
  becomes = (live) => new Promise((resolve) => waiting.add({ live, resolve }));
}

beforeEach(async () => {
  nextcloud = await startNextcloud();
  nextcloud.control.seedStation();
  nextcloud.control.setPush('on');
  clock = createFakeClock();
  log = createFakeLogger();
  woken = 0;
  const appPassword = nextcloud.control.createAppPassword('alice');
  open(appPassword);
  const credentials = { loginName: 'alice', appPassword };
  const api = createTalkApi(
    createClient({
      server: nextcloud.url,
      fetch: globalThis.fetch,
      clock,
      log,
      userAgent: 'test',
      language: () => 'en',
      credentials,
    }),
  );
  endpoints = pushEndpoints((await api.profile()).capabilities, nextcloud.url);
});

afterEach(async () => {
  push.stop();
  await nextcloud.close();
});

async function connect(): Promise<void> {
  const live = becomes(true);
  push.use(endpoints);
  await live;
}

describe('push', () => {
  it('authenticates with a pre_auth token, catches up, and wakes on notifications only', async () => {
    await connect();
    expect(woken).toBe(1);
    for (const frame of ['notify_activity', 'notify_file', 'custom {"a":1}', 'authenticated', 'err: nonsense'])
      nextcloud.control.sendPushFrame('alice', frame);
    nextcloud.control.sendPushFrame('alice', 'notify_notification');
    await expect.poll(() => woken).toBe(2);
    const [preAuth] = nextcloud.control.requests.filter(({ path }) => path.includes('pre_auth'));
    expect(preAuth).toMatchObject({ method: 'POST', user: 'alice' });
  });

  it('connects again after a loss, with backoff, and catches up each time', async () => {
    await connect();
    // The middle of 1 to 60 s, because all PCs lose push at once; the fake clock's random value is 0.5.
    for (const [time, delay] of [
      [2, 30_500],
      [3, 30_500],
    ] as const) {
      const lost = becomes(false);
      nextcloud.control.dropPushConnections();
      await lost;
      const back = becomes(true);
      await clock.advance(delay - 1);
      expect(push.isLive()).toBe(false);
      await clock.advance(1);
      await back;
      expect(woken).toBe(time);
    }
    expect(nextcloud.control.pushConnections('alice')).toBe(1);
  });

  it('never tries wrong credentials twice', async () => {
    open('wrong');
    const asked = nextcloud.control.waitFor('request', ({ path }) => path.includes('pre_auth'));
    push.use(endpoints);
    await asked;
    await expect.poll(() => clock.pending()).toBe(0);
    nextcloud.control.clearRequests();
    await clock.advance(24 * 3_600_000);
    push.use(endpoints === null ? null : { ...endpoints });
    expect(nextcloud.control.requests.length).toBeLessThanOrEqual(1);
  });

  it('gives up on a server that does not authenticate within 15 s, and tries again', async () => {
    const opened: string[] = [];
    open(nextcloud.control.createAppPassword('alice'), (url, listeners) => {
      opened.push(url);
      queueMicrotask(listeners.onOpen);
      return { send: () => {}, close: () => {} };
    });
    push.use(endpoints);
    await expect.poll(() => opened.length).toBe(1);
    await clock.advance(15_000);
    await clock.advance(5_000);
    await expect.poll(() => opened.length).toBe(2);
    expect(push.isLive()).toBe(false);
  });

  it('connects again after polling has twice found news that push should have reported', async () => {
    await connect();
    push.doubt();
    nextcloud.control.sendPushFrame('alice', 'notify_notification');
    await expect.poll(() => woken).toBe(2);
    push.doubt();
    expect(push.isLive()).toBe(true);
    const back = becomes(true);
    push.doubt();
    expect(push.isLive()).toBe(false);
    await back;
  });

  it('stays silent after it was stopped', async () => {
    await connect();
    push.stop();
    await clock.advance(24 * 3_600_000);
    expect(push.isLive()).toBe(false);
    expect(clock.pending()).toBe(0);
  });
});

describe('pushEndpoints', () => {
  const capabilities = (websocket: string, pre_auth?: string): Capabilities => ({
    version: { string: '32' },
    capabilities: { notify_push: { endpoints: { websocket, ...(pre_auth && { pre_auth }) } } },
  });
  const server = 'https://cloud.example.org/nextcloud';
  const preAuth = 'https://cloud.example.org/nextcloud/index.php/apps/notify_push/pre_auth';

  it.each([
    ['the same origin', 'wss://cloud.example.org/push/ws'],
    ['another origin over wss', 'wss://push.example.org/ws'],
  ])('accepts %s', (_name, websocket) => {
    expect(pushEndpoints(capabilities(websocket, preAuth), server)).toEqual({ websocket, preAuth });
  });

  it.each([
    ['', ''],
    [':8443', ':8443'],
    ['', ':443'],
  ])('uses encryption for addresses that a proxy turned into http: %s%s', (port, named) => {
    const host = `cloud.example.org${port}`;
    const plain = capabilities(`ws://cloud.example.org${named}/push/ws`, `http://cloud.example.org${named}/pre_auth`);
    expect(pushEndpoints(plain, `https://${host}/nextcloud`)).toEqual({
      websocket: `wss://${host}/push/ws`,
      preAuth: `https://${host}/pre_auth`,
    });
  });

  it('uses no http address on this computer when the account uses https', () => {
    const plain = capabilities('ws://127.0.0.1:8080/push/ws', 'http://127.0.0.1:8080/pre_auth');
    expect(pushEndpoints(plain, 'http://127.0.0.1:8080')).toEqual({
      websocket: 'ws://127.0.0.1:8080/push/ws',
      preAuth: 'http://127.0.0.1:8080/pre_auth',
    });
  });

  it.each([
    ['no push', '', preAuth],
    ['plain ws elsewhere', 'ws://push.example.org/ws', preAuth],
    ['plain ws on another port', 'ws://cloud.example.org:8080/push/ws', preAuth],
    ['plain ws on another loopback port', 'ws://127.0.0.1:9/ws', preAuth],
    ['an address that is not a websocket', 'https://cloud.example.org/push/ws', preAuth],
    ['no pre_auth: the password would have to be sent', 'wss://cloud.example.org/push/ws', undefined],
    ['pre_auth elsewhere', 'wss://cloud.example.org/push/ws', 'https://evil.example/pre_auth'],
    ['pre_auth over http elsewhere', 'wss://cloud.example.org/push/ws', 'http://evil.example/pre_auth'],
    ['pre_auth on another port', 'wss://cloud.example.org/push/ws', 'http://cloud.example.org:8080/pre_auth'],
    ['credentials in the address', 'wss://alice:pw@cloud.example.org/ws', preAuth],
  ])('refuses %s', (_name, websocket, pre) => {
    expect(pushEndpoints(capabilities(websocket, pre), server)).toBeNull();
  });
});
