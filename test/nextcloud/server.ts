import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createApplication } from './application.ts';
import { BruteForce } from './authentication.ts';
import { type Control, createControl } from './control.ts';
import { Faults } from './faults.ts';
import { LoginFlows } from './login-flow.ts';
import type { Language } from './model.ts';
import { Push } from './push.ts';
import { RequestHandler } from './request-handler.ts';
import { World } from './world.ts';

export interface NextcloudOptions {
  /** Subfolder of the installation: '' or '/nextcloud'. */
  path?: string;
  /** Whether the server names addresses without `/index.php`; it always answers both forms. */
  prettyUrls?: boolean;
  host?: string;
  /** 0 takes a free port. */
  port?: number;
  /** PEM texts, with which the server speaks https. */
  tls?: { key: string; cert: string };
  /** Returns milliseconds since 1970; the source of every timestamp. */
  now?: () => number;
  /** Language of users that are added without one. */
  language?: Language;
}

export interface Nextcloud {
  /** Base address with the subfolder, without a trailing slash. */
  readonly url: string;
  /** Each `reset` creates a new one. */
  readonly control: Control;
  /** Forgets everything, and listens on the same port as if freshly started. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: bound } = server.address() as AddressInfo;
      resolve(bound);
    });
  });

/** Creates a server's data and behaviour behind its port. */
function createSite(options: NextcloudOptions, baseUrl: string, port: { down(): Promise<void>; up(): Promise<void> }) {
  const world = new World({
    baseUrl,
    path: options.path ?? '',
    prettyUrls: options.prettyUrls ?? true,
    language: options.language ?? 'de',
    now: options.now ?? Date.now,
  });
  const bruteForce = new BruteForce(world);
  const loginFlows = new LoginFlows(world);
  const push = new Push(world, bruteForce);
  const faults = new Faults();
  const handler = new RequestHandler(world, createApplication({ world, bruteForce, loginFlows, push }), faults);
  const control = createControl({ world, bruteForce, loginFlows, push, faults, handler, ...port });
  return { world, push, handler, control };
}

/** Starts an embedded Nextcloud with Talk: a real HTTP server, in memory, empty until `control` adds data. */
export const startNextcloud = async (options: NextcloudOptions = {}): Promise<Nextcloud> => {
  const host = options.host ?? '127.0.0.1';
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    void site.handler.handle(request, response);
  };
  const server = options.tls ? createTlsServer(options.tls, onRequest) : createServer(onRequest);
  server.on('upgrade', (request, socket, head) => site.push.upgrade(request, socket, head));

  const port = await listen(server, options.port ?? 0, host);
  const address = host.includes(':') ? `[${host}]` : host;
  const url = `${options.tls ? 'https' : 'http'}://${address}:${port}${options.path ?? ''}`;

  const down = async (): Promise<void> => {
    if (!server.listening) return;
    site.push.dropAll();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  const up = async (): Promise<void> => {
    if (!server.listening) await listen(server, port, host);
  };
  let site = createSite(options, url, { down, up });
  return {
    url,
    get control() {
      return site.control;
    },
    async reset() {
      site.push.close();
      site = createSite(options, url, { down, up });
      // The port stays open, or another server could take it meanwhile.
      await up();
    },
    async close() {
      await down();
      site.push.close();
    },
  };
};
