/**
 * Returns the value below which the share `p` (0–1) of the values lies (nearest rank).
 * @throws RangeError without values
 */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('no values');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
