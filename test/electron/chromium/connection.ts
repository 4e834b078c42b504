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

/** One target, or the browser itself, over the DevTools protocol. */
export interface CdpSession {
  send<T = Params>(method: string, params?: Params): Promise<T>;
  on<T = Params>(method: string, listener: (params: T) => void): void;
}

/** The transport of the protocol's messages, one JSON text each. */
export interface Wire {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
}

/**
 * Returns a wire over the two pipes that `--remote-debugging-pipe` opens; NUL ends each message. With a pipe instead of
 * a socket, Chromium ends itself when this process is gone, even after a crash.
 */
export function pipeWire(input: Writable, output: Readable): Wire {
  let buffered: Buffer[] = [];
  return {
    send: (text) => void input.write(`${text}\0`),
    onMessage(listener) {
      output.on('data', (chunk: Buffer) => {
        let rest = chunk;
        for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
          const text = Buffer.concat([...buffered, rest.subarray(0, end)]).toString();
          buffered = [];
          rest = rest.subarray(end + 1);
          listener(text);
        }
        if (rest.length > 0) buffered.push(rest);
      });
    },
    onClose(listener) {
      input.on('error', listener);
      output.on('close', listener);
    },
  };
}

/** Returns a wire over the websocket of a running Chromium. Resolves when it is open. */
export async function socketWire(endpoint: string): Promise<Wire> {
  const socket = new WebSocket(endpoint);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`host: no Chromium at ${endpoint}`)), { once: true });
  });
  return {
    send: (text) => socket.send(text),
    onMessage: (listener) => socket.addEventListener('message', ({ data }) => listener(String(data))),
    onClose: (listener) => socket.addEventListener('close', listener),
  };
}

/** The DevTools protocol. */
export class CdpConnection implements CdpSession {
  private readonly waiting = new Map<
    number,
    { resolve: (v: never) => void; reject: (e: Error) => void; method: string }
  >();
  private readonly listeners = new Map<string, Listener[]>();
  private readonly wire: Wire;
  private lastId = 0;
  private closed = false;
  private abandoned = false;

  constructor(wire: Wire) {
    this.wire = wire;
    wire.onMessage((text) => this.receive(JSON.parse(text) as Message));
    wire.onClose(() => this.close());
  }

  send<T = Params>(method: string, params: Params = {}): Promise<T> {
    return this.request<T>(method, params);
  }

  on<T = Params>(method: string, listener: (params: T) => void): void {
    this.listen('', method, listener as Listener);
  }

  /** Returns the session of one attached target (flattened protocol). */
  session(sessionId: string): CdpSession {
    return {
      send: (method, params = {}) => this.request(method, params, sessionId),
      on: (method, listener) => this.listen(sessionId, method, listener as Listener),
    };
  }

  /** Leaves all calls unanswered from now on, so that none fails in a process that is ending. */
  abandon(): void {
    this.abandoned = true;
  }

  private request<T>(method: string, params: Params, sessionId?: string): Promise<T> {
    if (this.abandoned) return new Promise(() => {});
    if (this.closed) return Promise.reject(new Error(`host: Chromium is gone (${method})`));
    const id = ++this.lastId;
    this.wire.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject, method }));
  }

  private listen(sessionId: string, method: string, listener: Listener): void {
    const key = `${sessionId} ${method}`;
    this.listeners.set(key, [...(this.listeners.get(key) ?? []), listener]);
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
