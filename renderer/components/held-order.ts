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
 * Returns the row by which a scrolled list keeps its place: the first visible row that overtakes no other row. A row
 * that jumps to the top takes nothing along.
 * @param visible the tokens of the rows in sight, from top to bottom
 * @param before the place of each row
 * @param after its new place, in the new order
 */
export const anchorOf = (
  visible: readonly string[],
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string | undefined => {
  const jumping = new Set<string>();
  let highest = Number.POSITIVE_INFINITY;
  for (const token of [...after.keys()].reverse()) {
    const place = before.get(token);
    if (place === undefined) continue;
    if (place > highest) jumping.add(token);
    highest = Math.min(highest, place);
  }
  const staying = visible.filter((token) => before.has(token) && after.has(token));
  // A row that sinks below all others makes these others look as if they jumped.
  return staying.find((token) => !jumping.has(token)) ?? staying[0];
};
