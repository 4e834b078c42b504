import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { ListTooLong } from '../errors.ts';
import type { Fetch } from '../ports.ts';
import { createClient } from './client.ts';
import { createTalkApi } from './talk-api.ts';

const MEGABYTE = 1024 * 1024;

function apiOver(fetch: Fetch) {
  const about = { server: 'https://cloud.example.org', clock: createFakeClock(), log: createFakeLogger() };
  return createTalkApi(createClient({ ...about, fetch, userAgent: 'test', language: () => 'en' }));
}

it('gives up on an endless list after 128 MB, and reports that the list is too long', async () => {
  let sent = 0;
  const endless = () =>
    new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(MEGABYTE));
      },
    });
  await expect(apiOver(async () => new Response(endless())).rooms()).rejects.toBeInstanceOf(ListTooLong);
  expect(sent).toBeLessThanOrEqual(131);
});

it.each([
  ['a refusal under the HTTP status 200', { statuscode: 997, status: 'failure' }, 'session-ended'],
  ['a failure in words', { statuscode: 200, status: 'failure' }, 'server-error'],
  ['no code', {}, 'server-error'],
])('does not accept the list of an answer with %s', async (_what, meta, code) => {
  const body = JSON.stringify({ ocs: { meta, data: [{ token: 'a' }] } });
  const api = apiOver(async () => new Response(body));
  for (const since of [null, 1]) await expect(api.rooms(since)).rejects.toMatchObject({ code });
});

it('keeps the conversation object across two answers with the same text', async () => {
  const list = [{ token: 'a', displayName: 'A' }, { token: 'b' }];
  const api = apiOver(async () => new Response(JSON.stringify({ ocs: { meta: { statuscode: 200 }, data: list } })));
  const first = await api.rooms();
  list.splice(1, 1, { token: 'c' });
  const second = await api.rooms();
  expect(second.rooms[0]).toBe(first.rooms[0]);
  expect(second.rooms.map(({ token }) => token)).toEqual(['a', 'c']);
});
