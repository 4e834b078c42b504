import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication } from '../nextcloud/application.ts';
import { BruteForce } from '../nextcloud/authentication.ts';
import { type Control, createControl } from '../nextcloud/control.ts';
import { Faults } from '../nextcloud/faults.ts';
import { LoginFlows } from '../nextcloud/login-flow.ts';
import { Push } from '../nextcloud/push.ts';
import { RequestHandler } from '../nextcloud/request-handler.ts';
import { World } from '../nextcloud/world.ts';

/** One embedded Nextcloud, empty, for one schedule. */
export interface ModelServer {
  url: string;
  control: Control;
  handler: RequestHandler;
  close(): void;
}

/**
 * Opens two listening ports for thousands of schedules: each schedule gets fresh servers behind them, without leftovers
 * from the one before, and connections stay open in between.
 */
export async function openPort() {
  const [first, nextDoor] = await Promise.all([openDoor(), openDoor()]);
  return {
    serve: first.serve,
    /** The server of a second account. */
    serveNextDoor: nextDoor.serve,
    close: async (): Promise<void> => void (await Promise.all([first.close(), nextDoor.close()])),
  };
}

async function openDoor() {
  let current: { handler: RequestHandler; push: Push } | null = null;
  const listener = createServer((request, response) => void current?.handler.handle(request, response));
  listener.on('upgrade', (request, socket, head) => current?.push.upgrade(request, socket, head));
  listener.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  return {
    /** @param now milliseconds since 1970 by the server's clock */
    serve(now: () => number): ModelServer {
      const world = new World({ baseUrl: url, path: '', prettyUrls: true, language: 'en', now });
      const bruteForce = new BruteForce(world);
      const loginFlows = new LoginFlows(world);
      const push = new Push(world, bruteForce);
      const faults = new Faults();
      const application = createApplication({ world, bruteForce, loginFlows, push });
      const handler = new RequestHandler(world, application, faults);
      const nothing = async (): Promise<void> => undefined;
      const parts = { world, bruteForce, loginFlows, push, faults, handler, down: nothing, up: nothing };
      current = { handler, push };
      return { url, control: createControl(parts), handler, close: () => push.close() };
    },
    async close(): Promise<void> {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      listener.closeAllConnections();
      await closed;
    },
  };
}

export type Port = Awaited<ReturnType<typeof openPort>>;
