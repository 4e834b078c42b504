/** Larger files go in chunks, so that a lost connection loses little. */
export const WHOLE_UP_TO = 10 * 1024 * 1024;
/** The smallest chunk that Nextcloud accepts, except for the last one. Source: Nextcloud's chunked upload v2. */
const SMALLEST_CHUNK = 5 * 1024 * 1024;
/** Chunk numbers go from 1 to 10,000. */
const MOST_CHUNKS = 10_000;

export interface Chunk {
  /** `00001`, `00002`, … */
  name: string;
  /** Bytes from the file's beginning. */
  offset: number;
  length: number;
}

/**
 * Returns the chunks of a file; null: it goes as a whole.
 * @param size bytes
 */
export function chunksOf(size: number): Chunk[] | null {
  if (size <= WHOLE_UP_TO) return null;
  const length = Math.max(SMALLEST_CHUNK, Math.ceil(size / MOST_CHUNKS));
  return Array.from({ length: Math.ceil(size / length) }, (_, index) => ({
    name: String(index + 1).padStart(5, '0'),
    offset: index * length,
    length: Math.min(length, size - index * length),
  }));
}
