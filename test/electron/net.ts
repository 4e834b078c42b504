import { clientRequest } from './client-request.ts';
import { type FetchInit, netFetch } from './net-fetch.ts';
import { network } from './network.ts';
import { sessionOf } from './session.ts';
import { strict } from './strict.ts';
import { HostWebSocket } from './web-socket.ts';

const surface = ['fetch', 'isOnline', 'online', 'request', 'WebSocket'] as const satisfies (keyof Electron.Net)[];

export const net = strict(
  {
    fetch: async (input: string | Request, init?: FetchInit): Promise<Response> =>
      netFetch(input, init, sessionOf('').schemes.handlers),
    isOnline: () => network.online,
    get online() {
      return network.online;
    },
    request: (options: string | Electron.ClientRequestConstructorOptions) =>
      clientRequest(typeof options === 'string' ? { url: options } : options),
    WebSocket: HostWebSocket as unknown as Electron.Net['WebSocket'],
  } satisfies Pick<Electron.Net, (typeof surface)[number]>,
  { name: 'net', surface },
);
