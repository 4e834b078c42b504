import { EventEmitter } from 'node:events';
import { assertReady } from './lifecycle.ts';
import { toNetError } from './net-errors.ts';
import { network } from './network.ts';
import { type HostSession, sessionOf } from './session.ts';
import { notImplemented, rawOf, strict } from './strict.ts';

const surface = ['setHeader', 'end', 'abort'] as const satisfies (keyof Electron.ClientRequest)[];
const offered: readonly string[] = ['url', 'method', 'session', 'credentials', 'redirect'];

/**
 * `net.request` for what `fetch` does not show: where a redirect leads. A redirect that is not followed is cancelled, and
 * told as an error; `abort` is not one. Source: Electron's lib/common/api/net-client-request.ts.
 */
class HostClientRequest extends EventEmitter {
  readonly #options: Electron.ClientRequestConstructorOptions;
  readonly #headers = new Headers();
  readonly #aborted = new AbortController();

  constructor(options: Electron.ClientRequestConstructorOptions) {
    super();
    assertReady('net.request');
    for (const name of Object.keys(options))
      if (!offered.includes(name)) throw notImplemented(`net.request option ${name}`);
    if (options.credentials !== 'omit') throw notImplemented(`net.request with credentials '${options.credentials}'`);
    if (options.redirect !== 'manual') throw notImplemented(`net.request with redirect '${options.redirect}'`);
    this.#options = options;
  }

  setHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  end(): this {
    void this.#ask()
      .catch((error: unknown) => {
        if (!this.#aborted.signal.aborted) this.emit('error', toNetError(error));
      })
      .finally(() => this.emit('close'));
    return this;
  }

  abort(): void {
    this.emit('abort');
    this.#aborted.abort();
  }

  async #ask(): Promise<void> {
    if (!network.online) throw new Error('net::ERR_INTERNET_DISCONNECTED');
    const { url = '', method = 'GET', session } = this.#options;
    const { dispatcher } = session ? rawOf<HostSession>(session) : sessionOf('');
    const response = await fetch(url, {
      method,
      headers: this.#headers,
      redirect: 'manual',
      signal: AbortSignal.any([this.#aborted.signal, network.connected]),
      ...(dispatcher && url.startsWith('https:') && { dispatcher }),
    });
    const { status, headers } = response;
    await response.body?.cancel();
    const location = headers.get('location');
    if (status < 300 || status > 399 || location === null) {
      this.emit('response', strict({}, { name: 'IncomingMessage', surface: [] }));
      return;
    }
    this.emit('redirect', status, method, new URL(location, url).href, {});
    if (!this.#aborted.signal.aborted) this.emit('error', new Error('Redirect was cancelled'));
  }
}

export const clientRequest = (options: Electron.ClientRequestConstructorOptions): Electron.ClientRequest =>
  strict(new HostClientRequest(options), {
    name: 'ClientRequest',
    surface,
    events: ['redirect', 'response', 'error', 'close', 'abort'],
  }) as unknown as Electron.ClientRequest;
