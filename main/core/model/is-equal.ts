/** No honest server nests an answer as deep. */
const DEEPEST = 50;

/**
 * Deep equality of JSON values. Values nested deeper than 50 levels count as different, because a server may nest
 * without limit.
 */
export function isEqual(a: unknown, b: unknown, levels = DEEPEST): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || levels === 0) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let keys = 0;
  // `for … in` visits an object's fields without building a list of them, which elsewhere takes most of the time.
  for (const key in left) {
    keys += 1;
    const value = left[key];
    // An inherited property, such as `__proto__`, is not a value of `b`.
    if ((value !== right[key] || value === undefined) && !isSame(value, right, key, levels)) return false;
  }
  for (const _key in right) keys -= 1;
  return keys === 0;
}

const isSame = (value: unknown, right: Readonly<Record<string, unknown>>, key: string, levels: number): boolean =>
  Object.hasOwn(right, key) && isEqual(value, right[key], levels - 1);
