import { HOSTILE_KEYS, hostileValue, hugeText, longText } from './hostile-values.ts';
import type { Random } from './random.ts';

type Container = unknown[] | Record<string, unknown>;
/** A place in a JSON value that can be changed. */
interface Place {
  parent: Container;
  key: string;
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;
const read = ({ parent, key }: Place): unknown => (Array.isArray(parent) ? parent[Number(key)] : parent[key]);
const write = ({ parent, key }: Place, value: unknown): void => {
  // An assignment would treat `__proto__` specially, but it must be a key like any other.
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
};
const remove = ({ parent, key }: Place): void => {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
};

/** Descends at random; deeper places are more likely, because they hold the answer's content. */
function randomPlace(root: Container, random: Random): Place | null {
  let place: Place | null = null;
  for (let value: unknown = root; isContainer(value); value = read(place)) {
    const keys = Object.keys(value);
    if (keys.length === 0 || (place !== null && random.chance(0.12))) return place;
    place = { parent: value, key: random.pick(keys) };
  }
  return place;
}

/** Returns a value of the same type, so that schemas accept it and the code behind them is tested as well. */
function similarValue(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return random.pick([0, 1, -1, value + 1, value * 1_000, 2 ** 53 - 1, 1 - 2 ** 53]);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return random.chance(0.5) ? value + longText(random) : longText(random);
  return hostileValue(random);
}

type Operator = (place: Place, root: Container, random: Random) => void;

const operators: readonly Operator[] = [
  (place) => remove(place),
  (place, _root, random) => write(place, hostileValue(random)),
  (place, _root, random) => write(place, similarValue(read(place), random)),
  (place, _root, random) => write(place, similarValue(read(place), random)),
  (place) => write(place, [read(place)]),
  (place) => write(place, { ...place.parent }),
  ({ parent }, _root, random) => {
    if (!Array.isArray(parent)) write({ parent, key: random.pick(HOSTILE_KEYS) }, hostileValue(random));
  },
  (place, root, random) => {
    const other = randomPlace(root, random);
    if (other) write(place, structuredClone(read(other)));
  },
  ({ parent }, _root, random) => {
    if (Array.isArray(parent)) parent.push(...Array.from({ length: random.int(20) }, () => structuredClone(parent[0])));
  },
];

/** Changes a parsed JSON value in one to three places. `huge` puts a megabyte into one of them. */
export function mutateJson(root: Container, random: Random, huge: boolean): void {
  for (let left = 1 + random.int(3); left > 0; left -= 1) {
    const place = randomPlace(root, random);
    if (place) random.pick(operators)(place, root, random);
  }
  const place = huge ? randomPlace(root, random) : null;
  if (place) write(place, hugeText(random));
}
