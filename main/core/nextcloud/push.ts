import { describeError, isExpected, ServerError, SessionEnded, TooManyAttempts } from '../errors.ts';
import { oneLine } from '../model/plain-text.ts';
import type { Clock, Logger, OpenSocket, Socket } from '../ports.ts';
import { backoff } from './backoff.ts';
import type { Client } from './client.ts';
import { requestPreAuth } from './pre-auth.ts';
import type { PushEndpoints } from './push-endpoints.ts';

/** The server gives up on a socket that has not authenticated within 15 s. */
const AUTHENTICATE_MS = 15_000;
/** An empty frame says nothing, but it reveals a dead connection, and routers keep the connection open. */
const KEEPALIVE_MS = 30_000;
/** A connection that lived this long was a good one: the next failure starts a new count. */
const GOOD_MS = 60_000;
/**
 * A server loses all its connections at once, and each costs it two requests to come back, so they return spread out.
 */
const APART_MS = 60_000;
const REFUSAL_MS = 5 * 60_000;
const LONGEST_REFUSAL_MS = 60 * 60_000;

/** Something has changed in the user's notifications. */
export const NOTIFICATION_FRAME = 'notify_notification';
/** Something has changed in the user's files. */
export const FILE_FRAME = 'notify_file';

export interface PushDeps {
  client: Client;
  clock: Clock;
  log: Logger;
  openSocket: OpenSocket;
  /** There may be news on the server, so the app must ask. */
  onWake: () => void;
  /** A frame has arrived, with this name. */
  onFrame?: (name: string) => void;
  /** Push is connected and authenticated, or no longer. */
  onLive: (live: boolean) => void;
}

export type Push = ReturnType<typeof createPush>;

/**
 * Listens to notify_push and calls back when there may be news. Best effort by design: it only wakes the polling, and
 * after each `authenticated` the app catches up on missed events.
 * Source: https://github.com/nextcloud/notify_push/blob/main/README.md
 */
export function createPush({ client, clock, log, openSocket, onWake, onFrame, onLive }: PushDeps) {
  let endpoints: PushEndpoints | null = null;
  let socket: Socket | null = null;
  /** Increases with each attempt; events of older attempts are ignored. */
  let attempt = 0;
  let live = false;
  let liveSince = 0;
  let failures = 0;
  let doubts = 0;
  /** The server did not accept the credentials. */
  let refused = false;
  let refusals = 0;
  let refusedAt = 0;
  let cancelTimer = () => {};

  function setLive(value: boolean): void {
    if (live === value) return;
    live = value;
    liveSince = clock.now();
    onLive(value);
  }

  function after(ms: number, callback: () => void): void {
    cancelTimer();
    cancelTimer = clock.after(ms, callback);
  }

  async function connect(): Promise<void> {
    if (!endpoints || refused) return;
    const { preAuth, websocket } = endpoints;
    attempt += 1;
    const own = attempt;
    const isOwn = (): boolean => own === attempt;
    try {
      const token = await requestPreAuth(client, preAuth);
      if (!isOwn()) return;
      const opened = openSocket(websocket, {
        onOpen() {
          if (!isOwn()) return;
          opened.send('');
          opened.send(token);
        },
        onMessage: (text) => isOwn() && receive(text),
        onClose: (reason) => isOwn() && fail(reason),
      });
      socket = opened;
      after(AUTHENTICATE_MS, () => fail('not authenticated in time'));
    } catch (error) {
      if (!isOwn()) return;
      // Rejected credentials stay wrong, and retrying them gets the address blocked, so push waits for `renew`.
      if (error instanceof SessionEnded) refuse();
      else {
        if (!isExpected(error)) log.error(`push: ${describeError(error)}`);
        fail(
          isExpected(error) ? error.message : 'internal',
          error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null,
        );
      }
    }
  }

  function receive(text: string): void {
    if (!live) {
      if (text === 'authenticated') {
        log.info('push: connected');
        refusals = 0;
        setLive(true);
        after(KEEPALIVE_MS, keepAlive);
        // Events were missed while push was not connected.
        onWake();
      } else if (/^err|timeout|limit/i.test(text)) fail('refused');
      return;
    }
    doubts = 0;
    // Events may carry JSON after their name; all other events concern files and activities.
    const [name = ''] = text.split(' ', 1);
    onFrame?.(name);
    if (name === NOTIFICATION_FRAME) onWake();
  }

  function keepAlive(): void {
    socket?.send('');
    after(KEEPALIVE_MS, keepAlive);
  }

  /** Ends this attempt and schedules another. */
  function fail(reason: string, retryAfter: number | null = null): void {
    if (live && clock.now() - liveSince >= GOOD_MS) failures = 0;
    failures += 1;
    log.info(`push: ${oneLine(reason, 80)} (${failures} in a row)`);
    const spread = live ? APART_MS : 0;
    drop();
    after(backoff(failures, clock.random(), retryAfter, spread), () => void connect());
  }

  function drop(): void {
    attempt += 1;
    cancelTimer();
    const dropped = socket;
    socket = null;
    dropped?.close();
    setLive(false);
  }

  function refuse(): void {
    refused = true;
    refusals += 1;
    refusedAt = clock.now();
    drop();
  }

  function close(): void {
    endpoints = null;
    drop();
  }

  return {
    /** Listens at these endpoints; null: nowhere. The same endpoints again change nothing. */
    use(next: PushEndpoints | null): void {
      if (next?.websocket === endpoints?.websocket && next?.preAuth === endpoints?.preAuth) return;
      close();
      endpoints = next;
      failures = 0;
      void connect();
    },
    /**
     * Connects again, because the machine slept, the network changed, or polling found news that push should have
     * reported.
     */
    renew(): void {
      doubts = 0;
      drop();
      void connect();
    },
    /** The server has refused the credentials, here or elsewhere: push waits until they are accepted again. */
    refuse,
    /** The server has accepted the credentials elsewhere. */
    forgive(): void {
      refused = false;
      this.renew();
    },
    /**
     * The server has just accepted the credentials elsewhere. After a first refusal that is enough to try again; a
     * server that keeps refusing only here is asked less and less often.
     */
    reconsider(): void {
      if (!refused) return;
      const wait = refusals < 2 ? 0 : Math.min(LONGEST_REFUSAL_MS, REFUSAL_MS * 2 ** (refusals - 2));
      if (Math.abs(clock.now() - refusedAt) >= wait) this.forgive();
    },
    /**
     * Polling found news that push should have reported. Once may be chance; twice in a row, the connection is dead.
     */
    doubt(): void {
      if (!live) return;
      doubts += 1;
      if (doubts < 2) return;
      log.info('push: silent when it should not be, connecting again');
      this.renew();
    },
    /** Pauses until `renew`. */
    pause: drop,
    stop: close,
    isLive: (): boolean => live,
  };
}
