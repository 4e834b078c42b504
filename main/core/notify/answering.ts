import type { Clock } from '../ports.ts';

/**
 * The window repeats while the user types. A reply that is open on an abandoned PC must not keep its conversation quiet.
 */
const LONGEST_MS = 60_000;

export type Answering = ReturnType<typeof createAnswering>;

/** The conversation that the user is answering at this moment, in the window that has the focus. */
export function createAnswering(clock: Pick<Clock, 'monotonic'>) {
  let current: { token: string; at: number } | null = null;
  return {
    /** @param token the conversation's `GlobalToken`; null: none */
    set(token: string | null): void {
      current = token === null ? null : { token, at: clock.monotonic() };
    },
    /** Whether the user sees each message of this conversation appear. */
    has: (token: string): boolean => current?.token === token && clock.monotonic() - current.at < LONGEST_MS,
  };
}
