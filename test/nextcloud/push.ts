import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BruteForce, checkPassword } from './authentication.ts';
import { type Context, html } from './http.ts';
import { type PageRoute, routes } from './router.ts';
import type { World } from './world.ts';

const PRE_AUTH_LENGTH = 32;
const PRE_AUTH_LIFETIME_MS = 15_000;
const PING_INTERVAL_MS = 30_000;

interface Connection {
  socket: WebSocket;
  user: string | null;
  /** The first frame: a login name, or empty when a pre_auth token follows. */
  login: string | null;
  answeredPing: boolean;
}

/** notify_push: reports over a websocket that something happened, never what. */
export class Push {
  /** How many milliseconds push collects events before it sends one frame; 0 sends each at once. */
  debounce = 0;
  /** Push stays connected, and reports nothing. */
  silent = false;
  readonly #world: World;
  readonly #bruteForce: BruteForce;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #tokens = new Map<string, { user: string; at: number }>();
  readonly #delayed = new Map<string, NodeJS.Timeout>();
  readonly #pings: NodeJS.Timeout;

  constructor(world: World, bruteForce: BruteForce) {
    this.#world = world;
    this.#bruteForce = bruteForce;
    this.#pings = setInterval(() => this.#ping(), PING_INTERVAL_MS).unref();
    world.events.on('notifications-changed', ({ user }) => this.report(user, 'notify_notification'));
  }

  /** Returns a token for one connection of this user. */
  preAuth(user: string): string {
    const token = this.#world.makeSecret(PRE_AUTH_LENGTH);
    this.#tokens.set(token, { user, at: this.#world.nowMs() });
    return token;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (!this.#world.push || this.#world.maintenance || path !== `${this.#world.options.path}/push/ws`) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const address = request.socket.remoteAddress ?? '';
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#accept(webSocket, address));
  }

  /** Sends a text frame to every connection of this user. */
  send(user: string, text: string): void {
    for (const connection of this.#connections) if (connection.user === user) connection.socket.send(text);
  }

  /** Sends a frame about a change, unless push lies, and together with others of its kind if push collects events. */
  report(user: string, frame: 'notify_notification' | 'notify_file'): void {
    if (this.silent) return;
    if (this.debounce === 0) {
      this.send(user, frame);
      return;
    }
    const key = `${frame} ${user}`;
    if (this.#delayed.has(key)) return;
    const timer = setTimeout(() => {
      this.#delayed.delete(key);
      this.send(user, frame);
    }, this.debounce);
    this.#delayed.set(key, timer.unref());
  }

  connectionsOf(user: string): number {
    return [...this.#connections].filter((connection) => connection.user === user).length;
  }

  /** Ends all connections without a closing handshake, as a broken network does. */
  dropAll(): void {
    for (const { socket } of this.#connections) socket.terminate();
  }

  close(): void {
    clearInterval(this.#pings);
    for (const timer of this.#delayed.values()) clearTimeout(timer);
    this.dropAll();
    this.#server.close();
  }

  #accept(socket: WebSocket, address: string): void {
    const connection: Connection = { socket, user: null, login: null, answeredPing: true };
    this.#connections.add(connection);
    socket.on('pong', () => {
      connection.answeredPing = true;
    });
    // A close event follows every error, and its handler does the work.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#connections.delete(connection);
      if (connection.user !== null) this.#world.events.emit('push-closed', { user: connection.user });
    });
    socket.on('message', (data, isBinary) => {
      if (!isBinary && connection.user === null) this.#authenticate(connection, String(data), address);
    });
  }

  #authenticate(connection: Connection, frame: string, address: string): void {
    if (connection.login === null) {
      connection.login = frame;
      return;
    }
    const user = connection.login === '' ? this.#redeem(frame) : this.#logIn(connection.login, frame, address);
    if (user === null) {
      connection.socket.send('err: Invalid credentials');
      connection.socket.close();
      return;
    }
    connection.user = user;
    connection.socket.send('authenticated');
    this.#world.events.emit('push-authenticated', { user });
  }

  #redeem(token: string): string | null {
    const known = this.#tokens.get(token);
    this.#tokens.delete(token);
    return known && this.#world.nowMs() - known.at <= PRE_AUTH_LIFETIME_MS ? known.user : null;
  }

  #logIn(login: string, password: string, address: string): string | null {
    if (this.#bruteForce.isBlocked(address)) return null;
    const checked = checkPassword(this.#world, login, password);
    if (checked !== 'disabled' && checked.kind === 'user') return checked.user.id;
    this.#bruteForce.register(address);
    return null;
  }

  #ping(): void {
    for (const connection of this.#connections) {
      if (!connection.answeredPing) {
        connection.socket.terminate();
        continue;
      }
      connection.answeredPing = false;
      connection.socket.ping();
    }
  }
}

export const pushPages = (push: Push): PageRoute[] =>
  routes(
    '/apps/notify_push',
    {},
    {
      'POST /pre_auth': ({ world, user }: Context) =>
        world.push && user ? html(200, push.preAuth(user.id)) : html(404, ''),
    },
  );
