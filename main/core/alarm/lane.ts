import { describeError, isExpected, SessionEnded } from '../errors.ts';
import { latestId, type MessageId } from '../model/message-id.ts';
import { backoff } from '../nextcloud/backoff.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Logger } from '../ports.ts';

/** As long as Talk lets a request wait. */
const WAIT_S = 30;
const TIMEOUT_MS = 45_000;
/** A server that answers at once although there is nothing new must not be asked in a circle. */
const SHORTEST_MS = 1_000;
const PAUSE_MS = 5_000;

export interface LaneDeps {
  api: Pick<TalkApi, 'waitForMessages' | 'newestMessageId'>;
  clock: Clock;
  log: Pick<Logger, 'info' | 'warn'>;
  /** The conversation that the lane follows; null: none. */
  token: () => string | null;
  /** A message has come, of any kind: the list will show it. */
  onMessage: () => void;
  /** The lane works, or no longer. */
  onChange: () => void;
}

export type AlarmLane = ReturnType<typeof createLane>;

/**
 * One request that always waits at the server for the next message of one conversation. It occupies a PHP worker all the
 * while, so only an administrator turns it on. It only wakes the list, which alone decides what rings.
 */
export function createLane({ api, clock, log, token, onMessage, onChange }: LaneDeps) {
  let run = 0;
  /** The conversation whose request was last answered well; null: the lane does not work. */
  let working: string | null = null;
  let failures = 0;
  let isRunning = false;
  let cancel = (): void => undefined;
  let isOver = false;

  function set(next: string | null): void {
    if (working === next) return;
    working = next;
    onChange();
  }

  async function follow(own: number): Promise<void> {
    let followed: string | null = null;
    let known: MessageId = 0;
    for (let one = token(); own === run && one !== null; one = token()) {
      if (one !== followed) known = (await api.newestMessageId(one)) ?? 0;
      followed = one;
      const askedAt = clock.monotonic();
      const { messages } = await api.waitForMessages(one, known, WAIT_S, TIMEOUT_MS);
      if (own !== run) return;
      failures = 0;
      known = latestId(known, ...messages.map(({ id }) => id));
      set(one);
      if (messages.length > 0) onMessage();
      else if (clock.monotonic() - askedAt < SHORTEST_MS) {
        later(PAUSE_MS);
        return;
      }
    }
  }

  function later(ms: number): void {
    cancel();
    cancel = clock.after(ms, start);
  }

  function start(): void {
    cancel();
    if (isOver || isRunning || token() === null) return;
    isRunning = true;
    run += 1;
    const own = run;
    void follow(own)
      .catch((error: unknown) => {
        if (own !== run) return;
        failures += 1;
        set(null);
        if (!isExpected(error)) log.warn(`alarm lane: ${describeError(error)}`);
        // The list finds out whether the session is still ended.
        if (!(error instanceof SessionEnded)) later(backoff(failures, clock.random()));
      })
      .finally(() => {
        if (own !== run) return;
        isRunning = false;
        if (token() === null) set(null);
      });
  }

  function end(): void {
    run += 1;
    isRunning = false;
    cancel();
    set(null);
  }

  return {
    /** A good list has arrived. While the lane waits after a failure, this does not hurry it. */
    synced(): void {
      if (failures === 0) start();
    },
    /** The conversation that the lane follows while it works; null: it does not. */
    working: (): string | null => (working === token() ? working : null),
    /** Until the next good list. */
    suspend: end,
    resume(): void {
      failures = 0;
    },
    stop(): void {
      isOver = true;
      end();
    },
  };
}
