import {
  Maintenance,
  ProxyAuthRequired,
  ServerError,
  TooManyAttempts,
  Unreachable,
  UntrustedAnswer,
} from '../errors.ts';
import { backoff } from '../nextcloud/backoff.ts';

/** So many answers in a row that the app cannot use end an attempt; the user can start another one. */
const MOST_TROUBLES = 5;

/** The connection is lost, or the server says that it will be back: the app waits as long as it takes. */
const passes = (error: unknown): boolean =>
  [Unreachable, Maintenance, TooManyAttempts, ProxyAuthRequired, UntrustedAnswer].some((kind) => error instanceof kind);

/**
 * Returns the milliseconds until the next attempt; null: this failure is final.
 * @param failures in a row, 1 for the first
 * @param random in [0, 1)
 */
export function delayAfter(error: unknown, failures: number, random: number): number | null {
  if (passes(error)) return backoff(failures, random, retryAfterOf(error));
  // Each refused password counts as an attempt to break in.
  if (error instanceof ServerError && error.status !== 401 && failures < MOST_TROUBLES)
    return backoff(failures, random, error.retryAfter);
  return null;
}

const retryAfterOf = (error: unknown): number | null =>
  error instanceof Maintenance || error instanceof TooManyAttempts ? error.retryAfter : null;
