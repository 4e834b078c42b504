import { describeError, ServerError, TooManyAttempts } from '../errors.ts';
import { backoff } from '../nextcloud/backoff.ts';
import type { Clock } from '../ports.ts';

/** A call rings for about half a minute, so the first waits must not be longer than this. */
const SOON_MS = 5_000;

interface Trouble {
  failures: number;
  /** The last failure, milliseconds since 1970. */
  at: number;
  /** Milliseconds until the conversation may be tried again. */
  wait: number;
}

export type ChatTroubles = ReturnType<typeof createChatTroubles>;

/**
 * The conversations whose messages cannot be fetched, each with its own backoff: up to 5 minutes, or as long as the
 * server asked for.
 * @param onTrouble called for each failure; `kind` distinguishes it from others and contains no text from the server
 */
export function createChatTroubles(clock: Clock, onTrouble: (token: string, kind: string) => void) {
  const troubles = new Map<string, Trouble>();

  /**
   * Returns the remaining milliseconds; a clock that was set back ends the wait, because its length is unknown then.
   */
  function left({ at, wait }: Trouble): number {
    const rest = at + wait - clock.now();
    return rest > wait ? 0 : Math.max(0, rest);
  }

  return {
    /** Whether the conversation must not be tried yet. */
    isHeld(token: string): boolean {
      const trouble = troubles.get(token);
      return trouble !== undefined && left(trouble) > 0;
    },
    has: (token: string): boolean => troubles.has(token),
    /** Whether it has failed repeatedly or must wait long, so that it should be announced without its messages. */
    isLasting(token: string): boolean {
      const trouble = troubles.get(token);
      return trouble !== undefined && (trouble.failures > 1 || trouble.wait > SOON_MS);
    },
    note(token: string, error: unknown): void {
      const failures = (troubles.get(token)?.failures ?? 0) + 1;
      const asked = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
      troubles.set(token, { failures, at: clock.now(), wait: backoff(failures, clock.random(), asked) });
      onTrouble(token, describeError(error));
    },
    end: (token: string): void => void troubles.delete(token),
    /** Keeps only conversations that are still waited for. */
    keep(tokens: ReadonlySet<string>): void {
      for (const token of troubles.keys()) if (!tokens.has(token)) troubles.delete(token);
    },
    release(): void {
      for (const trouble of troubles.values()) trouble.wait = 0;
    },
    tokens: (): string[] => [...troubles.keys()],
    /** Milliseconds until the first of them may be tried again, except those under way; null: none waits. */
    dueIn(underWay: Pick<ReadonlySet<string>, 'has'>): number | null {
      const waiting = [...troubles].filter(([token]) => !underWay.has(token));
      return waiting.length === 0 ? null : Math.min(...waiting.map(([, trouble]) => left(trouble)));
    },
  };
}
