import {
  errorCodeOf,
  Maintenance,
  ServerError,
  SessionEnded,
  TalkForbidden,
  TalkMissing,
  TooManyAttempts,
  Unreachable,
  UntrustedAnswer,
} from '../errors.ts';
import type { Connection } from '../model/connected.ts';
import { backoff, jittered } from './backoff.ts';

const MAINTENANCE_MS = 60_000;
/** Talk is missing or forbidden, or the server blocks us: nothing that passes within seconds. */
const SLOW_MS = 5 * 60_000;

/**
 * Milliseconds until the next attempt; null: none before the person asks, for a 401 in a loop gets the address blocked.
 * @param failures failures in a row, 1 for the first
 * @param random in [0, 1)
 */
export function delayAfter(error: unknown, failures: number, random: number): number | null {
  if (error instanceof SessionEnded) return null;
  if (error instanceof Maintenance) return jittered(MAINTENANCE_MS, random);
  if (error instanceof TalkMissing || error instanceof TalkForbidden) return jittered(SLOW_MS, random);
  if (error instanceof TooManyAttempts) return Math.max(error.retryAfter ?? 0, jittered(SLOW_MS, random));
  return backoff(failures, random, error instanceof ServerError ? error.retryAfter : null);
}

/** A failure told to somebody who is signed in: a redirect is a hotel's or a router's page, not an attack on a sign-in. */
export const whileSignedIn = (error: unknown): unknown =>
  error instanceof UntrustedAnswer ? new Unreachable('redirected') : error;

/** How the connection looks after a failure. */
export function stateAfter(error: unknown): Connection['state'] {
  const code = errorCodeOf(error);
  if (code === 'session-ended') return 'signed-out';
  if (code === 'maintenance') return 'maintenance';
  return code === 'unreachable' || code === 'certificate' ? 'offline' : 'stale';
}
