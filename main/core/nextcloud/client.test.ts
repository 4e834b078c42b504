import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { message, room } from '../../../test/fakes/rooms.ts';
import { LoginExpired, ServerError, TooManyAttempts, Unreachable } from '../errors.ts';
import type { Fetch } from '../ports.ts';
import { createClient, fromStatus, parse } from './client.ts';
import { LoginGranted, Rooms } from './schemas.ts';

function clientOver(fetch: Fetch, credentials = { loginName: 'müller', appPassword: 'geheim' }) {
  const clock = createFakeClock();
  const client = createClient({
    server: 'https://cloud.example.org',
    fetch,
    clock,
    log: createFakeLogger(),
    userAgent: 'test',
    language: () => 'de',
    credentials,
  });
  return { client, clock };
}

/** A stream that never ends by itself and ignores signals. */
const stalled = (): ReadableStream => new ReadableStream({ pull: () => new Promise(() => {}) });

describe('the client', () => {
  it.each([
    ['the answer never comes', (): Promise<Response> => new Promise(() => {})],
    ['the body stalls', async (): Promise<Response> => new Response(stalled())],
  ])('gives up after 30 s when %s, even if the signal is lost', async (_name, fetch) => {
    const { client, clock } = clientOver(fetch);
    const request = client.request('https://cloud.example.org/status.php');
    const outcome = expect(request).rejects.toThrow(Unreachable);
    await clock.advance(30_000);
    await outcome;
    expect(clock.pending()).toBe(0);
  });

  it('refuses bodies above the limit', async () => {
    const { client } = clientOver(async () => new Response('x'.repeat(1_001)));
    await expect(client.download('https://cloud.example.org/a', { limit: 1_000 })).rejects.toThrow(ServerError);
    expect((await client.download('https://cloud.example.org/a', { limit: 1_001 })).bytes).toHaveLength(1_001);
  });

  it('sends credentials as UTF-8 and no cookies, and does not let the network follow redirects', async () => {
    const sent: Request[] = [];
    const { client } = clientOver(async (input, init) => {
      sent.push(new Request(input as Request, init));
      return new Response('{}');
    });
    await client.request('https://cloud.example.org/status.php');
    expect(sent[0]?.headers.get('authorization')).toBe(`Basic ${Buffer.from('müller:geheim').toString('base64')}`);
    expect(sent[0]).toMatchObject({ redirect: 'manual', credentials: 'omit' });
  });

  it.each([
    ['a colon', 'kreis:mueller'],
    ['nothing', ''],
    ['more characters than fit into a header', 'm'.repeat(4_096) + 'ü'.repeat(4_096)],
  ])('sends the app password alone when the login name has %s', async (_what, loginName) => {
    const sent: (string | null)[] = [];
    const fetch: Fetch = async (input) => {
      sent.push(new Request(input as Request).headers.get('authorization'));
      return new Response('{}');
    };
    await clientOver(fetch, { loginName, appPassword: 'geheim' }).client.request('https://cloud.example.org/a');
    expect(sent).toEqual(['Bearer geheim']);
    // A password that cannot stand in a bearer header is sent in the basic form, which the server refuses in any case.
    await clientOver(fetch, { loginName, appPassword: 'gehéim' }).client.request('https://cloud.example.org/a');
    expect(sent[1]).toMatch(/^Basic /);
  });

  it('reports the status of an answer that was cut off', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.error(new TypeError('terminated'));
      },
    });
    const { client } = clientOver(async () => new Response(broken, { status: 200 }));
    await expect(client.request('https://cloud.example.org/a')).rejects.toMatchObject({ answered: 200 });
    const { client: other } = clientOver(() => Promise.reject(new TypeError('refused')));
    await expect(other.request('https://cloud.example.org/a')).rejects.toMatchObject({ answered: null });
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['999999', 3_600_000],
  ])('reads Retry-After %j as %s ms', (value, expected) => {
    const error = fromStatus({ url: '', status: 429, headers: new Headers({ 'Retry-After': value }), body: '' });
    expect(error).toBeInstanceOf(TooManyAttempts);
    expect((error as TooManyAttempts).retryAfter).toBe(expected);
  });
});

describe('the schemas', () => {
  it('accept a list with an invalid last message: federated ones have no id', () => {
    const { id: _id, timestamp: _timestamp, ...proxied } = message(7);
    const rooms = [
      { ...room('a'), lastMessage: message(3) },
      { ...room('b'), lastMessage: proxied },
      { ...room('c'), lastMessage: [] },
    ];
    const parsed = parse(Rooms, JSON.stringify(rooms));
    expect(parsed.map(({ lastMessage }) => lastMessage?.id)).toEqual([3, undefined, undefined]);
  });

  it.each(['a\nb', 'a\u202eb', 'a\u2066b', 'a\u200fb', 'a\u061cb', 'a\ud800b', 'x'.repeat(4_097), ''])(
    'refuse the login name %j',
    (loginName) => {
      const answer = JSON.stringify({ server: 'https://cloud.example.org', loginName, appPassword: 'x' });
      expect(() => parse(LoginGranted, answer)).toThrow(ServerError);
      expect(() => parse(LoginGranted, answer)).not.toThrow(LoginExpired);
    },
  );
});
