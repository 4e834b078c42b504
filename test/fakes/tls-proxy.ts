import { expect } from 'vitest';
import { nextcloud, ports } from './pc.ts';

/** The public address; the server behind the proxy gets plain http. */
export const PUBLIC = 'https://cloud.example.org';

/** A request of the app, and whether it carried credentials. */
export interface Sent {
  url: string;
  method: string;
  authorised: boolean;
}

/**
 * Puts a proxy in front of the server that ends the encryption: the app reaches it only at `PUBLIC`, by requests and by
 * websockets, and the server uses that address for itself. Requests to any other address fail, and are recorded as
 * well.
 * @returns all requests in order; a websocket has the method "SOCKET"
 */
export function standBehindProxy(): Sent[] {
  const sent: Sent[] = [];
  const { fetch, openSocket } = ports;
  nextcloud.control.misconfigure({ calledItself: PUBLIC });
  ports.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, method, headers, redirect, signal } = request;
    sent.push({ url, method, authorised: headers.has('authorization') });
    if (!isPublic(url)) throw new TypeError('fetch failed');
    const body = await request.text();
    const response = await fetch(behind(url), { method, headers, redirect, signal, ...(body && { body }) });
    return response;
  };
  ports.openSocket = (url, listeners) => {
    sent.push({ url, method: 'SOCKET', authorised: false });
    return openSocket(isPublic(url.replace(/^ws/, 'http')) ? behind(url) : 'ws://127.0.0.1:1/', listeners);
  };
  return sent;
}

const isPublic = (url: string): boolean => url.startsWith(`${PUBLIC}/`);
function behind(url: string): string {
  const { origin } = new URL(nextcloud.url);
  return url.startsWith('wss')
    ? url.replace(/^wss:\/\/[^/]+/, origin.replace(/^http/, 'ws'))
    : url.replace(PUBLIC, origin);
}

/** Asserts that credentials went only to the server itself, encrypted. */
export function expectNothingElsewhere(sent: readonly Sent[]): void {
  expect(sent.some(({ authorised }) => authorised)).toBe(true);
  const origins = sent.filter(({ method }) => method !== 'SOCKET').map(({ url }) => new URL(url).origin);
  expect([...new Set(origins)]).toEqual([PUBLIC]);
}
