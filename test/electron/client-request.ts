import { EventEmitter } from 'node:events';
import { assertReady } from './lifecycle.ts';
import { askNetwork, redirectOf } from './net-fetch.ts';
import { HostSession, sessionOf } from './session.ts';
import { notImplemented, rawOf, strict } from './strict.ts';

const surface = ['setHeader', 'end', 'abort'] as const satisfies (keyof Electron.ClientRequest)[];
const offered: readonly string[] = ['url', 'method', 'session', 'credentials', 'redirect'];

const isHttp = (url: string): boolean => /^https?:$/.test(new URL(url).protocol);

/** Source: Chromium's net/url_request/redirect_info.cc. */
function methodAfter(status: number, method: string): string {
  const becomesGet = status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST';
  return becomesGet ? 'GET' : method;
}

/**
 * `net.request` shows the target of a redirect, which `fetch` does not. A redirect that is not followed is cancelled,
 * and emits an error; `abort` does not. `close` comes as soon as the request has been sent, before its outcome, because
 * the request is a writable stream, which has ended then. Source: Electron's lib/common/api/net-client-request.ts
 * (`autoDestroy`, `_die`).
 */
class HostClientRequest extends EventEmitter {
  readonly #options: Electron.ClientRequestConstructorOptions & { url: string };
  readonly #headers = new Headers();
  readonly #aborted = new AbortController();
  #sent = false;
  #closed = false;

  constructor(options: Electron.ClientRequestConstructorOptions) {
    super();
    assertReady('net.request');
    for (const name of Object.keys(options))
      if (!offered.includes(name)) throw notImplemented(`net.request option ${name}`);
    if (options.credentials !== 'omit') throw notImplemented(`net.request with credentials '${options.credentials}'`);
    if (options.redirect !== 'manual') throw notImplemented(`net.request with redirect '${options.redirect}'`);
    const { session, url = '' } = options;
    if (session && !(rawOf(session) instanceof HostSession))
      throw new TypeError('`session` should be an instance of the Session class');
    if (!isHttp(url)) throw new Error('ClientRequest only supports http: and https: protocols');
    this.#options = { ...options, url };
  }

  setHeader(name: string, value: string): void {
    if (this.#sent) throw new Error("Can't set headers after they are sent");
    if (value === null || value === undefined) throw new Error(`\`value\` required in setHeader("${name}", value)`);
    this.#headers.set(name, value);
  }

  end(): this {
    if (this.#aborted.signal.aborted) return this;
    if (this.#sent) throw notImplemented('a second end() of a request');
    this.#sent = true;
    this.#closeSoon();
    void this.#ask().catch((error: unknown) => this.#aborted.signal.aborted || this.emit('error', error));
    return this;
  }

  abort(): void {
    if (this.#aborted.signal.aborted) return;
    this.#sent = true;
    process.nextTick(() => this.emit('abort'));
    this.#aborted.abort();
    this.#closeSoon();
  }

  #closeSoon(): void {
    if (this.#closed) return;
    this.#closed = true;
    process.nextTick(() => this.emit('close'));
  }

  async #ask(): Promise<void> {
    const { url, method = 'GET', session } = this.#options;
    const { dispatcher } = session ? rawOf<HostSession>(session) : sessionOf('');
    const request = new Request(url, { method, headers: this.#headers, signal: this.#aborted.signal });
    const response = await askNetwork(request, 'manual', dispatcher);
    await response.body?.cancel();
    const to = redirectOf(response, url);
    if (!to) {
      this.emit('response', strict({}, { name: 'IncomingMessage', surface: [] }));
      return;
    }
    this.emit('redirect', response.status, methodAfter(response.status, method), to.href, {});
    if (!this.#aborted.signal.aborted) throw new Error('Redirect was cancelled');
  }
}

export const clientRequest = (options: Electron.ClientRequestConstructorOptions): Electron.ClientRequest =>
  strict(new HostClientRequest(options), {
    name: 'ClientRequest',
    surface,
    events: ['redirect', 'response', 'error', 'close', 'abort'],
  }) as unknown as Electron.ClientRequest;
