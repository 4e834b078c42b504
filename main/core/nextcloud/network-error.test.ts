import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { ProxyAuthRequired } from '../errors.ts';
import { createClient } from './client.ts';
import { fromNetwork } from './network-error.ts';

it.each([
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
  ['net::ERR_CERT_DATE_INVALID', 'certificate'],
  ['net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'pin-mismatch'],
  ['net::ERR_PROXY_AUTH_REQUESTED', 'proxy-auth'],
  ['net::ERR_PROXY_AUTH_UNSUPPORTED', 'proxy-auth'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'unreachable'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'unreachable'],
  ['net::ERR_NAME_NOT_RESOLVED', 'unreachable'],
  ['net::ERR_BAD_SSL_CLIENT_AUTH_CERT', 'server-error'],
  ['net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'server-error'],
  ["Attempted to redirect, but redirect policy was 'error'", 'untrusted-answer'],
])('%s means %s', (message, code) => {
  expect(fromNetwork(new TypeError('fetch failed', { cause: new Error(message) })).code).toBe(code);
});

it("treats 407 as the proxy's, even though its body cannot be read", async () => {
  const body = new ReadableStream({ pull: () => Promise.reject(new Error('net::ERR_TUNNEL_CONNECTION_FAILED')) });
  const client = createClient({
    server: 'https://cloud.example.org',
    fetch: async () => new Response(body, { status: 407 }),
    clock: createFakeClock(),
    log: createFakeLogger(),
    userAgent: 'test',
    language: () => 'de',
  });
  await expect(client.request('https://cloud.example.org/status.php')).rejects.toThrow(ProxyAuthRequired);
});
