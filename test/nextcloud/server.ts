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
  /** Whether the server hands out addresses without `/index.php`; it answers both forms always. */
  prettyUrls?: boolean;
  host?: string;
  /** 0 takes a free one. */
  port?: number;
  /** PEM texts: the server then speaks https. */
  tls?: { key: string; cert: string };
  /** Milliseconds since 1970; every timestamp comes from it. */
  now?: () => number;
  /** Language of users that are added without one. */
  language?: Language;
}

export interface Nextcloud {
  /** Base address with the subfolder, without a trailing slash. */
  url: string;
  control: Control;
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

/** Starts an embedded Nextcloud with Talk: a real HTTP server, in memory, empty but for what `control` puts in. */
export const startNextcloud = async (options: NextcloudOptions = {}): Promise<Nextcloud> => {
  const host = options.host ?? '127.0.0.1';
  const world = new World({
    baseUrl: '',
    path: options.path ?? '',
    prettyUrls: options.prettyUrls ?? true,
    language: options.language ?? 'de',
    now: options.now ?? Date.now,
  });
  const bruteForce = new BruteForce(world);
  const loginFlows = new LoginFlows(world);
  const push = new Push(world, bruteForce);
  const faults = new Faults();
  const application = createApplication({ world, bruteForce, loginFlows, push });
  const handler = new RequestHandler(world, application, faults);

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    void handler.handle(request, response);
  };
  const server = options.tls ? createTlsServer(options.tls, onRequest) : createServer(onRequest);
  server.on('upgrade', (request, socket, head) => push.upgrade(request, socket, head));

  const port = await listen(server, options.port ?? 0, host);
  const address = host.includes(':') ? `[${host}]` : host;
  world.options.baseUrl = `${options.tls ? 'https' : 'http'}://${address}:${port}${world.options.path}`;

  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    push.dropAll();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  const control = createControl({
    world,
    bruteForce,
    loginFlows,
    push,
    faults,
    handler,
    down: stop,
    up: async () => {
      if (!server.listening) await listen(server, port, host);
    },
  });
  return {
    url: world.baseUrl,
    control,
    close: async () => {
      await stop();
      push.close();
    },
  };
};
