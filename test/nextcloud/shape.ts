/**
 * The keys and types of a JSON value. Several fields together mean a union. The items of a list are merged into one
 * shape.
 */
export interface Shape {
  /** Scalar types, sorted: `string`, `null|number` … */
  is?: string;
  list?: Shape | 'empty';
  object?: Record<string, Shape>;
  /** Keys that some of the merged objects lack. */
  optional?: string[];
}

const mergeScalars = (a: string | undefined, b: string | undefined): string =>
  [...new Set([...(a?.split('|') ?? []), ...(b?.split('|') ?? [])])].sort().join('|');

const mergeLists = (a: Shape['list'], b: Shape['list']): Shape | 'empty' => {
  if (a === undefined || a === 'empty') return b ?? 'empty';
  return b === undefined || b === 'empty' ? a : merge(a, b);
};

const mergeObjects = (a: Shape, b: Shape): Pick<Shape, 'object' | 'optional'> => {
  if (!a.object || !b.object) {
    const { object, optional } = a.object ? a : b;
    return object ? { object, ...(optional && { optional }) } : {};
  }
  const object: Record<string, Shape> = {};
  const optional = new Set([...(a.optional ?? []), ...(b.optional ?? [])]);
  for (const key of [...new Set([...Object.keys(a.object), ...Object.keys(b.object)])].sort()) {
    const [left, right] = [a.object[key], b.object[key]];
    if (!left || !right) optional.add(key);
    object[key] = left && right ? merge(left, right) : (left ?? right ?? {});
  }
  return { object, ...(optional.size > 0 && { optional: [...optional].sort() }) };
};

const merge = (a: Shape, b: Shape): Shape => {
  const is = mergeScalars(a.is, b.is);
  return {
    ...(is !== '' && { is }),
    ...((a.list !== undefined || b.list !== undefined) && { list: mergeLists(a.list, b.list) }),
    ...mergeObjects(a, b),
  };
};

export const shapeOf = (value: unknown): Shape => {
  if (value === null) return { is: 'null' };
  if (Array.isArray(value)) {
    const items = value.map(shapeOf);
    return { list: items.length === 0 ? 'empty' : items.reduce(merge) };
  }
  if (typeof value !== 'object') return { is: typeof value };
  const entries = Object.entries(value).map(([key, item]): [string, Shape] => [key, shapeOf(item)]);
  return { object: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) };
};

const describe = (shape: Shape | 'empty' | undefined): string => {
  if (shape === undefined) return 'nothing';
  if (shape === 'empty') return 'an empty list';
  const kinds = [shape.is, shape.list && 'list', shape.object && 'object'];
  return kinds.filter((kind) => kind !== undefined).join('|');
};

const listDifferences = (expected: Shape['list'], actual: Shape['list'], path: string): string[] => {
  if (expected === actual || !expected || !actual) return [];
  if (expected === 'empty' || actual === 'empty') {
    return [`${path}: ${describe(actual)} instead of ${describe(expected)} in the list`];
  }
  return shapeDifferences(expected, actual, `${path}[]`);
};

const keyDifferences = (expected: Shape, actual: Shape, path: string): string[] => {
  const [wanted, found] = [expected.object, actual.object];
  if (!wanted || !found) return [];
  return [...new Set([...Object.keys(wanted), ...Object.keys(found)])].flatMap((key) => {
    const [left, right] = [wanted[key], found[key]];
    if (!right) return [`${path}.${key}: missing`];
    if (!left) return [`${path}.${key}: not in the recording`];
    const sometimes = expected.optional?.includes(key) ?? false;
    const optional =
      sometimes === (actual.optional?.includes(key) ?? false)
        ? []
        : [`${path}.${key}: ${sometimes ? 'always there, not only sometimes' : 'only sometimes there'}`];
    return [...optional, ...shapeDifferences(left, right, `${path}.${key}`)];
  });
};

/** Lists the differences between two shapes; a missing key, an extra key and another type each count. */
export const shapeDifferences = (expected: Shape, actual: Shape, path = '$'): string[] => [
  ...(describe(expected) === describe(actual) ? [] : [`${path}: ${describe(actual)} instead of ${describe(expected)}`]),
  ...listDifferences(expected.list, actual.list, path),
  ...keyDifferences(expected, actual, path),
];
