import type { Readable, Writable } from 'node:stream';

type Params = Record<string, unknown>;
type Message = {
  id?: number;
  method?: string;
  params?: Params;
  result?: Params;
  error?: { message: string };
  sessionId?: string;
};
type Listener = (params: Params) => void;

/** One target (or the browser itself) as seen over the DevTools protocol. */
export interface CdpSession {
  send<T = Params>(method: string, params?: Params): Promise<T>;
  on<T = Params>(method: string, listener: (params: T) => void): void;
}

/**
 * The DevTools protocol over the two pipes that `--remote-debugging-pipe` opens: JSON messages, each ended by NUL.
 * A pipe rather than a socket, because Chromium then ends itself when this process is gone, however it went.
 */
export class CdpConnection implements CdpSession {
  private readonly waiting = new Map<
    number,
    { resolve: (v: never) => void; reject: (e: Error) => void; method: string }
  >();
  private readonly listeners = new Map<string, Listener[]>();
  private readonly input: Writable;
  private buffered: Buffer[] = [];
  private lastId = 0;
  private closed = false;
  private abandoned = false;

  constructor(input: Writable, output: Readable) {
    this.input = input;
    input.on('error', () => this.close());
    output.on('data', (chunk: Buffer) => this.read(chunk));
    output.on('close', () => this.close());
  }

  send<T = Params>(method: string, params: Params = {}): Promise<T> {
    return this.request<T>(method, params);
  }

  on<T = Params>(method: string, listener: (params: T) => void): void {
    this.listen('', method, listener as Listener);
  }

  /** The session of one attached target (flattened protocol). */
  session(sessionId: string): CdpSession {
    return {
      send: (method, params = {}) => this.request(method, params, sessionId),
      on: (method, listener) => this.listen(sessionId, method, listener as Listener),
    };
  }

  /** From now on nothing is answered, and nothing fails: for a process that is ending. */
  abandon(): void {
    this.abandoned = true;
  }

  private request<T>(method: string, params: Params, sessionId?: string): Promise<T> {
    if (this.abandoned) return new Promise(() => {});
    if (this.closed) return Promise.reject(new Error(`host: Chromium is gone (${method})`));
    const id = ++this.lastId;
    this.input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject, method }));
  }

  private listen(sessionId: string, method: string, listener: Listener): void {
    const key = `${sessionId} ${method}`;
    this.listeners.set(key, [...(this.listeners.get(key) ?? []), listener]);
  }

  private read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.buffered, rest.subarray(0, end)]).toString();
      this.buffered = [];
      rest = rest.subarray(end + 1);
      this.receive(JSON.parse(text) as Message);
    }
    if (rest.length > 0) this.buffered.push(rest);
  }

  private receive(message: Message): void {
    if (message.id === undefined) {
      const key = `${message.sessionId ?? ''} ${message.method}`;
      for (const listener of this.listeners.get(key) ?? []) listener(message.params ?? {});
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve((message.result ?? {}) as never);
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.abandoned) return;
    for (const { reject, method } of this.waiting.values()) reject(new Error(`host: Chromium is gone (${method})`));
    this.waiting.clear();
  }
}
