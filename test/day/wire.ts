import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Fetch, OpenSocket } from '../../main/core/ports.ts';
import { openNodeSocket } from '../fakes/socket.ts';
import type { Nextcloud } from '../nextcloud/server.ts';

/** The traffic on the wire. */
export interface Traffic {
  requests: number;
  /** Size of the answers' bodies, uncompressed. */
  bytes: number;
  /** Answered lists of conversations. */
  lists: number;
  /** Failed requests: refused, cut off, or not delivered. */
  failures: number;
}

const WITHOUT_BODY = new Set([204, 304]);
/** No request on loopback takes this long, so a longer one waits for ever. */
const STUCK_MS = 20_000;
const LIST = /\/api\/v4\/room$/;
const CHAT = /\/api\/v1\/chat\/(\w+)$/;

export type Wire = ReturnType<typeof createWire>;

/** Creates real HTTP and websockets with counters, which know when no request is running. For one signed-in user. */
export function createWire({ control }: Nextcloud, user: string) {
  const traffic: Traffic = { requests: 0, bytes: 0, lists: 0, failures: 0 };
  /**
   * Conversations whose last request for new messages failed, and the message after which these were requested. Requests
   * that look after older notifications begin at an earlier message.
   */
  const late = new Map<string, number>();
  let underWay = 0;
  /** Number of sockets between opening and `authenticated`, or between closing and closed. */
  let changing = 0;
  let live = 0;
  let framesSent = 0;
  let framesReceived = 0;
  let wake = (): void => undefined;

  const isQuiet = (): boolean =>
    underWay === 0 && changing === 0 && framesSent === framesReceived && control.pushConnections(user) === live;
  const state = (): string => JSON.stringify({ underWay, changing, live, framesSent, framesReceived });

  control.on('notifications-changed', (event) => {
    if (event.user === user) framesSent += control.pushConnections(user);
  });
  control.on('push-closed', () => wake());

  function nextChange(): Promise<void> {
    return new Promise((resolve, reject) => {
      const stuck = setTimeout(() => reject(new Error(`the wire never gets quiet: ${state()}`)), STUCK_MS);
      wake = () => {
        clearTimeout(stuck);
        resolve();
      };
    });
  }

  const fetch: Fetch = async (input, init) => {
    underWay += 1;
    traffic.requests += 1;
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input);
    const after = Number(searchParams.get('lastKnownMessageId'));
    const conversation = CHAT.exec(pathname)?.[1];
    if (conversation) late.set(conversation, Math.max(after, late.get(conversation) ?? after));
    try {
      const response = await globalThis.fetch(input, init);
      const body = await response.arrayBuffer();
      traffic.bytes += body.byteLength;
      if (response.status >= 400) traffic.failures += 1;
      else if (conversation) {
        if (after >= (late.get(conversation) ?? after)) late.delete(conversation);
      } else if (LIST.test(pathname)) traffic.lists += 1;
      const { status, headers } = response;
      return new Response(WITHOUT_BODY.has(status) ? null : body, { status, headers });
    } catch (error) {
      traffic.failures += 1;
      throw error;
    } finally {
      underWay -= 1;
      wake();
    }
  };

  const openSocket: OpenSocket = (url, listeners) => {
    let phase: 'changing' | 'live' | 'closed' = 'changing';
    const become = (next: typeof phase): void => {
      changing += Number(next === 'changing') - Number(phase === 'changing');
      live += Number(next === 'live') - Number(phase === 'live');
      phase = next;
    };
    changing += 1;
    const socket = openNodeSocket(url, {
      ...listeners,
      onMessage(text) {
        if (text === 'authenticated') become('live');
        else framesReceived += 1;
        listeners.onMessage(text);
        wake();
      },
      onClose(reason) {
        become('closed');
        // Frames on their way are lost with the socket.
        framesReceived = framesSent;
        listeners.onClose(reason);
        wake();
      },
    });
    return {
      send: socket.send,
      close() {
        if (phase === 'live') become('changing');
        socket.close();
      },
    };
  };

  return {
    fetch,
    openSocket,
    traffic,
    late: late as Pick<ReadonlyMap<string, number>, 'has'>,
    /** Resolves when every request is answered, every frame has arrived and their work is done. */
    async quiet(): Promise<void> {
      do {
        while (!isQuiet()) await nextChange();
        for (let turns = 0; turns < 3; turns += 1) await nextTurn();
      } while (!isQuiet());
    },
  };
}
