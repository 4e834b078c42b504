import {
  errorCodeOf,
  ListTooLong,
  Maintenance,
  ServerError,
  ServerMoved,
  TalkForbidden,
  TalkMissing,
  TooManyAttempts,
  Unreachable,
  UntrustedAnswer,
} from '../errors.ts';
import type { Connection } from '../model/connected.ts';
import { backoff, jittered } from '../nextcloud/backoff.ts';

const MAINTENANCE_MS = 60_000;
/**
 * Talk is missing or forbidden, the list is too long, the server has moved or blocks the address: these do not pass
 * within seconds.
 */
const SLOW_MS = 5 * 60_000;

/** While there are alarm conversations, the app waits no longer than this, unless the server asks for it. */
const WITH_ALARMS_MS = 30_000;
const BLOCKED_WITH_ALARMS_MS = 15_000;

/** A server's hiccup is over by then. */
const FIRST_RETRY_MS = 10 * 60_000;
const LATER_RETRY_MS = 60 * 60_000;
/**
 * At least this long between two requests, however often the computer wakes or the network comes back; it grows with
 * each refusal.
 */
const SHORTEST_APART_MS = 60_000;
const LONGEST_APART_MS = 10 * 60_000;

/**
 * Returns when a server that has ended the session is asked again without a cause, in milliseconds. Each request counts
 * there as a failed login, and ten of them in half an hour get the address blocked.
 * @param first the session has just ended
 * @param random in [0, 1)
 */
export const delayAfterRefusal = (first: boolean, random: number): number =>
  jittered(first ? FIRST_RETRY_MS : LATER_RETRY_MS, random);

/**
 * The shortest time between two requests, whatever happens on the computer.
 * @param refusals in a row, 1 for the first
 */
export const apartAfter = (refusals: number): number =>
  Math.min(LONGEST_APART_MS, SHORTEST_APART_MS * 2 ** Math.min(refusals - 1, 10));

/**
 * Milliseconds until the next attempt after any other failure.
 * @param failures failures in a row, 1 for the first
 * @param random in [0, 1)
 */
export function delayAfter(error: unknown, failures: number, random: number): number {
  if (error instanceof Maintenance) return jittered(MAINTENANCE_MS, random);
  if ([TalkMissing, TalkForbidden, ListTooLong, ServerMoved].some((kind) => error instanceof kind))
    return jittered(SLOW_MS, random);
  if (error instanceof TooManyAttempts) return Math.max(error.retryAfter ?? 0, jittered(SLOW_MS, random));
  return backoff(failures, random, error instanceof ServerError ? error.retryAfter : null);
}

/** As `delayAfter`, while there are alarm conversations: minutes without a request are minutes without an alarm. */
export function delayWithAlarms(error: unknown, failures: number, random: number): number {
  const wanted = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
  const most = error instanceof TooManyAttempts ? BLOCKED_WITH_ALARMS_MS : WITH_ALARMS_MS;
  return Math.max(wanted ?? 0, Math.min(delayAfter(error, failures, random), jittered(most, random)));
}

/**
 * Translates a failure for a signed-in user: a redirect comes from a hotel's page or a router and is not an attack on a
 * sign-in.
 */
export const whileSignedIn = (error: unknown): unknown =>
  error instanceof UntrustedAnswer ? new Unreachable('redirected') : error;

/** Returns the state of the connection after a failure. */
export function stateAfter(error: unknown): Connection['state'] {
  const code = errorCodeOf(error);
  if (code === 'session-ended') return 'signed-out';
  if (code === 'maintenance') return 'maintenance';
  return code === 'unreachable' || code === 'certificate' ? 'offline' : 'stale';
}
