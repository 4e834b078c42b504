/** Counts the events of a test run, to show that it was not empty. */
export function createTally() {
  const groups = new Map<string, Map<string, number>>();
  const group = (name: string): Map<string, number> => {
    const known = groups.get(name) ?? new Map<string, number>();
    groups.set(name, known);
    return known;
  };
  return {
    count(name: string, what: string, by = 1): void {
      const counts = group(name);
      counts.set(what, (counts.get(what) ?? 0) + by);
    },
    of: (name: string, what: string): number => group(name).get(what) ?? 0,
    total: (name: string): number => [...group(name).values()].reduce((sum, value) => sum + value, 0),
    toString: (): string =>
      [...groups]
        .map(([name, counts]) => {
          const sorted = [...counts].sort(([, a], [, b]) => b - a);
          return `  ${name}: ${sorted.map(([what, value]) => `${what} ${value}`).join(', ')}`;
        })
        .join('\n'),
  };
}

export type Tally = ReturnType<typeof createTally>;
