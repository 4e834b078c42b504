import { IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from '../nextcloud/request-handler.ts';

/** A received answer; the body is null if it was cut off. */
export interface Carried {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer> | null;
}

type Heads = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** Captures the answer that the embedded server would write to a socket. */
class CaughtResponse extends ServerResponse {
  readonly #settle: (carried: Carried) => void;
  #status = 0;
  readonly #headers = new Headers();

  constructor(request: IncomingMessage, settle: (carried: Carried) => void) {
    super(request);
    this.#settle = settle;
  }

  override writeHead(status: number, second?: string | Heads, third?: Heads): this {
    this.#status = status;
    const headers = typeof second === 'object' ? second : third;
    for (const [name, value] of Object.entries(headers ?? {})) {
      // The app never keeps cookies, which would only cost time here.
      if (name !== 'Set-Cookie') this.#headers.set(name, String(value));
    }
    return this;
  }

  /** Called only if the answer is cut off after this chunk. */
  override write(_chunk: unknown, second?: unknown): boolean {
    if (typeof second === 'function') second();
    return true;
  }

  override end(chunk?: unknown): this {
    const body = chunk instanceof Uint8Array ? Uint8Array.from(chunk) : new Uint8Array();
    this.#settle({ status: this.#status, headers: this.#headers, body });
    return this;
  }

  override destroy(): this {
    this.#settle({ status: this.#status, headers: this.#headers, body: null });
    return this;
  }
}

/** Answers a request with the embedded server's own handler, without the network. */
export async function carryInProcess(handler: RequestHandler, request: Request): Promise<Carried> {
  const body = request.body === null ? new Uint8Array() : new Uint8Array(await request.arrayBuffer());
  return await new Promise((resolve, reject) => {
    const socket = new Socket();
    socket.on('close', () => reject(new TypeError('fetch failed')));
    request.signal.addEventListener('abort', () => reject(request.signal.reason));
    const incoming = new IncomingMessage(socket);
    const { pathname, search } = new URL(request.url);
    incoming.method = request.method;
    incoming.url = pathname + search;
    incoming.headers = Object.fromEntries(request.headers);
    incoming.complete = true;
    if (body.length > 0) incoming.push(body);
    incoming.push(null);
    void handler.handle(incoming, new CaughtResponse(incoming, resolve));
  });
}

/** Sends a request over a real connection, and reads the whole answer. */
export async function carryOverWire(request: Request): Promise<Carried> {
  const response = await globalThis.fetch(request);
  const { status, headers } = response;
  const body = await response.bytes().catch(() => null);
  return { status, headers, body: body && Uint8Array.from(body) };
}
