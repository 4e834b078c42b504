export interface Random {
  /** Returns a number in [0, 1). */
  next(): number;
  /** Returns a whole number in [0, below). */
  int(below: number): number;
  /** Returns a random element. @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
}

/** Creates repeatable random numbers: the same seed gives the same numbers (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    pick<T>(list: readonly T[]): T {
      const picked = list.slice(int(list.length))[0];
      if (picked === undefined && list.length === 0) throw new RangeError('nothing to pick from');
      return picked as T;
    },
    chance: (probability) => next() < probability,
  };
}
