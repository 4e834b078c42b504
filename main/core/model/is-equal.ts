/** No honest answer of a server is nested as deep. */
const DEEPEST = 50;

/**
 * Deep equality of what JSON can hold. What is nested deeper than 50 levels counts as different: a server may nest as
 * deep as it likes.
 */
export function isEqual(a: unknown, b: unknown, levels = DEEPEST): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || levels === 0) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let keys = 0;
  // `for … in` walks the fields of an object without making a list of them, which is most of the time elsewhere.
  for (const key in left) {
    keys += 1;
    const value = left[key];
    // What is inherited, as `__proto__` is, is no value of `b`.
    if ((value !== right[key] || value === undefined) && !isSame(value, right, key, levels)) return false;
  }
  for (const _key in right) keys -= 1;
  return keys === 0;
}

const isSame = (value: unknown, right: Readonly<Record<string, unknown>>, key: string, levels: number): boolean =>
  Object.hasOwn(right, key) && isEqual(value, right[key], levels - 1);
