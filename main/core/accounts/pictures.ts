import { describeError, isExpected } from '../errors.ts';
import type { Picture } from '../nextcloud/talk-api.ts';
import type { Clock, Logger } from '../ports.ts';

/**
 * Pictures are a few kB each: this holds any list that a user scrolls through, and stops a hostile server from filling
 * memory.
 */
const MOST_BYTES = 16 * 1024 * 1024;
/** A picture that the server does not have is not requested again for every row that appears. */
const NONE_MS = 5 * 60_000;
/** A failed request is retried sooner, because the cause may pass. */
const FAILED_MS = 5_000;

/**
 * Caches pictures by key and drops the oldest first.
 * @param mayLoad false while the connection is in trouble: a window full of rows must not send a hundred requests
 */
export function createPictureCache(clock: Clock, log: Pick<Logger, 'error'>, mayLoad: () => boolean) {
  const kept = new Map<string, { picture: Promise<Picture | null>; bytes: number; until: number }>();
  let total = 0;

  function forget(key: string): void {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  function settle(key: string, bytes: number, until: number): void {
    const entry = kept.get(key);
    if (!entry) return;
    entry.bytes = bytes;
    entry.until = until;
    total += bytes;
    for (const oldest of kept.keys()) {
      if (total <= MOST_BYTES || oldest === key) break;
      forget(oldest);
    }
  }

  return (key: string, load: () => Promise<Picture | null>): Promise<Picture | null> => {
    const known = kept.get(key);
    if (known && clock.now() < known.until) return known.picture;
    if (!mayLoad()) return Promise.resolve(null);
    forget(key);
    let lasts = NONE_MS;
    const picture = load().catch((error: unknown) => {
      if (!isExpected(error)) log.error(`picture: ${describeError(error)}`);
      lasts = FAILED_MS;
      return null;
    });
    kept.set(key, { picture, bytes: 0, until: Number.POSITIVE_INFINITY });
    void picture.then((found) =>
      settle(key, found?.bytes.length ?? 0, found ? Number.POSITIVE_INFINITY : clock.now() + lasts),
    );
    return picture;
  };
}
