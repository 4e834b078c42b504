import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger, type FakeLogger } from '../../../test/fakes/logger.ts';
import { createFakeOpener } from '../../../test/fakes/opener.ts';
import type { Grant } from '../errors.ts';
import { createClient } from '../nextcloud/client.ts';
import { type SignIn, startSignIn } from './browser-flow.ts';
import type { LoginState } from './browser-flow-state.ts';

const SERVER = 'https://cloud.example.org';
const GRANT = { server: SERVER, loginName: 'alice', appPassword: 'geheim' };
const STATUS = { installed: true, maintenance: false, versionstring: '32.0.0', productname: 'Nextcloud' };
const START = { poll: { token: 'token', endpoint: `${SERVER}/login/v2/poll` }, login: `${SERVER}/login/v2/flow/1` };

type Reply = () => Response | Promise<Response>;
const pending: Reply = () => new Response('[]', { status: 404 });
const granted: Reply = () => Response.json(GRANT);
const tooMany =
  (seconds: number): Reply =>
  () =>
    new Response('', { status: 429, headers: { 'Retry-After': String(seconds) } });
const refused = (error: Error) => (): Promise<Response> => Promise.reject(error);
const cutOff: Reply = () =>
  new Response(new ReadableStream({ start: (controller) => controller.error(new Error('terminated')) }));

let clock: FakeClock;
let log: FakeLogger;
let state: LoginState;
let signIn: SignIn;
let poll: Reply;
let unwanted: Grant[];
/** The times of the requests, by the monotonic clock. */
let polls: number[];
let requests: number;

beforeEach(async () => {
  clock = createFakeClock();
  log = createFakeLogger();
  unwanted = [];
  polls = [];
  requests = 0;
  poll = pending;
  const fetch = async (input: string | URL | Request): Promise<Response> => {
    requests += 1;
    const { url } = input instanceof Request ? input : new Request(input);
    if (url.endsWith('/status.php')) return Response.json(STATUS);
    if (url.endsWith('/index.php/login/v2')) return Response.json(START);
    polls.push(clock.monotonic());
    return poll();
  };
  signIn = startSignIn({
    client: createClient({ server: SERVER, fetch, clock, log, userAgent: 'test', language: () => 'de' }),
    clock,
    log,
    opener: createFakeOpener(),
    openWith: () => 'system',
    onChange: (next) => {
      state = next;
    },
    onUnwanted: async (grant) => void unwanted.push(grant),
  });
  await expect.poll(() => state?.step).toBe('waiting');
});

/** Lets time pass, and lets each request be answered before the next step. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    await clock.advance(Math.min(left, 500));
    await answered();
  }
}

async function answered(): Promise<void> {
  const logged = (): number => log.lines.filter((line) => /^debug (?:get|post) /.test(line)).length;
  while (logged() < requests) await new Promise(setImmediate);
  await new Promise(setImmediate);
}

function sleep(ms: number): void {
  signIn.suspend();
  clock.jump(ms);
  signIn.resume();
}

const gaps = (): number[] => polls.slice(1).map((at, index) => at - (polls[index] ?? 0));

describe('after the machine has slept longer than the flow lives', () => {
  it.each<[string, Reply, number]>([
    ['429 with Retry-After 600', tooMany(600), 600_000],
    ['429 without one', () => new Response('', { status: 429 }), 2_000],
    ['503', () => new Response('', { status: 503 }), 2_000],
    ['no network', refused(new Error('net::ERR_INTERNET_DISCONNECTED')), 2_000],
  ])('%s: the requests stay apart, and the attempt ends', async (_what, reply, least) => {
    poll = reply;
    sleep(30 * 60_000);
    await answered();
    await pass(60_000);
    expect(polls.length).toBeLessThanOrEqual(1 + 60_000 / least);
    expect(state).toMatchObject({ step: 'waiting' });
    await pass(19 * 60_000 - 2_000);
    expect(Math.min(...gaps())).toBeGreaterThanOrEqual(least);
    poll = pending;
    await pass(600_000);
    expect(state).toMatchObject({ step: 'failed', error: 'login-expired' });
  });
});

describe('a pause that the server asks for', () => {
  it.each<[string, () => void]>([
    ['comes back to the window', () => signIn.hurry()],
    ['wakes the computer', () => sleep(1_000)],
    ['cancels', () => signIn.cancel()],
  ])('is kept when the user %s', async (_what, act) => {
    poll = tooMany(600);
    await pass(2_000);
    expect(polls).toEqual([2_000]);
    poll = pending;
    for (let i = 0; i < 5; i += 1) {
      act();
      await answered();
      await pass(1_000);
    }
    expect(polls).toEqual([2_000]);
    await pass(600_000);
    expect(polls.length).toBeGreaterThan(1);
    expect((polls[1] ?? 0) - 2_000).toBeGreaterThanOrEqual(594_000);
  });

  it('is over when the machine has slept through it', async () => {
    poll = tooMany(600);
    await pass(2_000);
    poll = granted;
    sleep(10 * 60_000);
    await answered();
    expect(state).toMatchObject({ step: 'granted' });
  });

  it("does not stop the app's last request when it ends", async () => {
    poll = tooMany(600);
    await pass(2_000);
    poll = granted;
    await signIn.stop();
    expect(unwanted).toMatchObject([{ appPassword: 'geheim' }]);
  });

  it('also applies to late requests', async () => {
    signIn.cancel();
    await answered();
    poll = tooMany(300);
    await pass(60_000);
    const before = polls.length;
    await pass(299_000);
    expect(polls.length).toBe(before);
    poll = granted;
    await pass(2_000);
    expect(unwanted).toHaveLength(1);
  });
});

describe('late requests continue despite an error on the way:', () => {
  const passing: [string, Reply][] = [
    ['a redirect', refused(new TypeError('unexpected redirect'))],
    ['the certificate of a portal', refused(new Error('net::ERR_CERT_AUTHORITY_INVALID'))],
    ['a page that is cut off', cutOff],
    ['a page', () => new Response('<html>Please pay</html>')],
  ];

  it.each(passing)('%s after the user gave up', async (_what, reply) => {
    poll = reply;
    signIn.cancel();
    await answered();
    await pass(60_000);
    poll = granted;
    await pass(60_000);
    expect(unwanted).toMatchObject([{ appPassword: 'geheim' }]);
    expect(Math.min(...gaps())).toBeGreaterThanOrEqual(60_000);
    const before = polls.length;
    await pass(20 * 60_000);
    expect(polls.length).toBe(before);
  });

  it.each(passing.slice(0, 3))('%s that ended the attempt', async (_what, reply) => {
    poll = reply;
    await pass(2_000);
    expect(state).toMatchObject({ step: 'failed' });
    poll = granted;
    await pass(60_000);
    expect(unwanted).toMatchObject([{ appPassword: 'geheim' }]);
  });

  it('but an answer that contains the app password ends them', async () => {
    poll = () => new Response('{"loginName":"alice","appPassword":"gehe');
    await pass(2_000);
    expect(state).toMatchObject({ step: 'failed', error: 'grant-lost' });
    await pass(20 * 60_000);
    expect(polls).toEqual([2_000]);
  });
});
