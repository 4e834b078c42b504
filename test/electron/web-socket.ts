import type { Dispatcher } from 'undici-types';
import { assertReady } from './lifecycle.ts';
import { network } from './network.ts';
import type { HostSession } from './session.ts';
import { notImplemented, rawOf } from './strict.ts';

const handlerNames = ['open', 'message', 'error', 'close'] as const;
type EventName = (typeof handlerNames)[number];
type Handler = ((event: Event) => void) | null;
/** Node's WebSocket also takes headers and a dispatcher, which its type lacks. */
type NodeWebSocket = new (
  url: string,
  init: { protocols: string[]; headers: Record<string, string>; dispatcher?: Dispatcher },
) => WebSocket;

/** Electron's main-process WebSocket, on Node's own: without cookies, binary messages as Buffers. */
export class HostWebSocket extends EventTarget implements Omit<Electron.WebSocket, keyof EventTarget> {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  binaryType: 'nodebuffer' | 'arraybuffer' | 'blob' = 'nodebuffer';
  onopen: Handler = null;
  onmessage: Handler = null;
  onerror: Handler = null;
  onclose: Handler = null;
  readonly #socket: WebSocket;

  constructor(url: string, given: string | string[] | Electron.WebSocketOptions = {}) {
    assertReady('WebSocket');
    super();
    const options = typeof given === 'string' || Array.isArray(given) ? { protocols: given } : given;
    if (options.useSessionCookies) throw notImplemented('WebSocket useSessionCookies');
    const dispatcher = options.session && rawOf<HostSession>(options.session).dispatcher;
    const origin = options.origin ?? new URL(url.replace(/^ws/, 'http')).origin;
    this.#socket = new (WebSocket as unknown as NodeWebSocket)(url, {
      protocols: [options.protocols ?? []].flat(),
      headers: { ...options.headers, origin },
      ...(dispatcher && url.startsWith('wss:') && { dispatcher }),
    });
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('open', () => this.#tell('open', new Event('open')));
    this.#socket.addEventListener('error', () => this.#tell('error', new Event('error')));
    this.#socket.addEventListener('message', ({ data }) => {
      this.#tell('message', new MessageEvent('message', { data: this.#received(data) }));
    });
    this.#socket.addEventListener('close', ({ code, reason, wasClean }) => this.#closed({ code, reason, wasClean }));
    network.connected.addEventListener('abort', this.#lost);
    if (!network.online) queueMicrotask(this.#lost);
  }

  #tell(name: EventName, event: Event): void {
    this[`on${name}`]?.(event);
    this.dispatchEvent(event);
  }

  #received(data: string | ArrayBuffer): unknown {
    if (typeof data === 'string' || this.binaryType === 'arraybuffer') return data;
    return this.binaryType === 'blob' ? new Blob([data]) : Buffer.from(data);
  }

  #gone = false;
  #closed(init: CloseEventInit): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#end(init);
  }

  #end(init: CloseEventInit): void {
    network.connected.removeEventListener('abort', this.#lost);
    this.#tell('close', new CloseEvent('close', init));
  }

  /** Ends the socket without a closing handshake, because the network is gone. */
  readonly #lost = (): void => {
    if (this.#gone) return;
    // The socket must already be closed when `error` fires.
    this.#gone = true;
    this.#tell('error', new Event('error'));
    this.#end({ code: 1006, reason: '', wasClean: false });
    this.#socket.close();
  };

  send(data: string | ArrayBufferLike | ArrayBufferView | Blob): void {
    this.#socket.send(data as string);
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }

  get readyState(): number {
    return this.#gone ? HostWebSocket.CLOSED : this.#socket.readyState;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  get extensions(): string {
    return this.#socket.extensions;
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  get url(): string {
    return this.#socket.url;
  }
}
