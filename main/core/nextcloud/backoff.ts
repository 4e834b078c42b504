const FIRST_MS = 4_000;
const LONGEST_MS = 5 * 60_000;
const SHORTEST_MS = 1_000;

/**
 * Exponential backoff with full jitter: a random time up to 4 s, 8 s, 16 s … 5 min, never below 1 s, so that a hundred
 * PCs do not return at once when a server comes back.
 * @param failures failures in a row, 1 for the first
 * @param random in [0, 1)
 * @param retryAfter delay that the server asked for, in milliseconds; used when longer
 * @param spread when all PCs fail at the same moment, they are spread evenly over at least this many milliseconds
 */
export function backoff(failures: number, random: number, retryAfter: number | null = null, spread = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 30));
  // Raising all short times to one minimum would make those PCs return together.
  const even = SHORTEST_MS + random * Math.max(0, spread - SHORTEST_MS);
  return Math.max(even, random * ceiling, retryAfter ?? 0);
}

/** Returns the interval ±10 %. */
export const jittered = (interval: number, random: number): number => interval * (0.9 + 0.2 * random);
