/** A row as far as its place matters. `lastActivity`: seconds since 1970. */
export type Placed = { token: string; lastActivity: number };

/** `order`: the tokens from top to bottom. `waiting`: how many rows come in, or move up, once the list is let go. */
export type HeldOrder = { order: string[]; waiting: number };

/**
 * Returns the order in which the rows stand on screen.
 * A held list keeps every place, even that of a row that is gone: nothing slips under a finger. A list that is not held
 * follows the new order; only the row with the open reply keeps its place.
 * @param shown the rows as they stand, from top to bottom
 * @param now the rows in their new order
 * @param replying the token of the row with the open reply; null: there is none
 */
export const heldOrder = (
  shown: readonly Placed[],
  now: readonly Placed[],
  held: boolean,
  replying: string | null,
): HeldOrder => {
  // There is nothing to hold yet.
  if (!held || shown.length === 0) return { order: withPlaceKept(shown, now, replying), waiting: 0 };
  return { order: shown.map(({ token }) => token), waiting: countWaiting(shown, now) };
};

const withPlaceKept = (shown: readonly Placed[], now: readonly Placed[], kept: string | null): string[] => {
  const tokens = now.map(({ token }) => token);
  const place = shown.findIndex(({ token }) => token === kept);
  if (kept === null || place < 0 || !tokens.includes(kept)) return tokens;
  const others = tokens.filter((token) => token !== kept);
  return [...others.slice(0, place), kept, ...others.slice(place)];
};

/** A row whose last message was deleted moves down, and the rows that pass it have nothing new. */
const countWaiting = (shown: readonly Placed[], now: readonly Placed[]): number => {
  const before = new Map(shown.map(({ token, lastActivity }, place) => [token, { place, lastActivity }]));
  let highest = Number.POSITIVE_INFINITY;
  let waiting = 0;
  for (const { token, lastActivity } of now.toReversed()) {
    const known = before.get(token);
    if (!known) waiting += 1;
    else {
      if (known.place > highest && lastActivity > known.lastActivity) waiting += 1;
      highest = Math.min(highest, known.place);
    }
  }
  return waiting;
};

/**
 * Returns the row by which a scrolled list keeps its place: the first visible one that moves as most visible rows do. A
 * row that jumps to the top takes nothing along.
 * @param visible the tokens of the rows in sight, from top to bottom
 * @param before the place of each row; `after`: its new place
 */
export const anchorOf = (
  visible: readonly string[],
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string | undefined => {
  const shiftOf = (token: string): number | null => {
    const [from, to] = [before.get(token), after.get(token)];
    return from === undefined || to === undefined ? null : to - from;
  };
  const shifts = visible.map(shiftOf).filter((shift) => shift !== null);
  const count = (shift: number): number => shifts.filter((other) => other === shift).length;
  // Among equals the larger shift counts, because only news make a row jump, and then it jumps up.
  const [usual] = shifts.toSorted((a, b) => count(b) - count(a) || b - a);
  return visible.find((token) => usual !== undefined && shiftOf(token) === usual);
};
