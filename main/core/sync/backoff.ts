const FIRST_MS = 4_000;
const LONGEST_MS = 5 * 60_000;
const SHORTEST_MS = 1_000;

/**
 * Exponential backoff with full jitter: a random time between 1 s and 4 s, 8 s, 16 s … 5 min, each as likely as any
 * other, so that a hundred PCs do not return in step when a server comes back.
 * @param failures failures in a row, 1 for the first
 * @param random in [0, 1)
 * @param retryAfter what the server asked for, milliseconds; obeyed when longer
 * @param spread the longest random time is at least as long, milliseconds: where all PCs fail at the same moment
 */
export function backoff(failures: number, random: number, retryAfter: number | null = null, spread = 0): number {
  const ceiling = Math.max(spread, Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 30)));
  return Math.max(SHORTEST_MS + random * (ceiling - SHORTEST_MS), retryAfter ?? 0);
}

/** An interval ±10 %. */
export const jittered = (interval: number, random: number): number => interval * (0.9 + 0.2 * random);
