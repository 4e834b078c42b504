import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isEqual } from './is-equal.ts';

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Also generates objects with keys that are special in JavaScript. */
const json = fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text));

it('agrees with Node for any two JSON values, whatever their keys are', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(isEqual(a, copy(a))).toBe(true);
      expect(isEqual(a, b)).toBe(isDeepStrictEqual(a, b));
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['{"__proto__":{}}', '{"z":1}'],
  ['{"__proto__":{}}', '{}'],
  ['{"constructor":{}}', '{"z":{}}'],
  ['{"toString":null}', '{}'],
  ['{"a":1}', '{"a":1,"b":2}'],
  ['{"a":1,"b":2}', '{"a":1}'],
  ['[]', '{}'],
  ['{"0":1}', '[1]'],
  ['[1]', '[1,2]'],
  ['null', '{}'],
  ['0', 'false'],
  ['"1"', '1'],
])('tells %s from %s', (a, b) => {
  expect(isEqual(JSON.parse(a), JSON.parse(b))).toBe(false);
  expect(isEqual(JSON.parse(b), JSON.parse(a))).toBe(false);
});

it('distinguishes a field without a value from a missing field', () => {
  expect(isEqual({ a: undefined, b: 1 }, { b: 1, c: 2 })).toBe(false);
  expect(isEqual({ a: undefined }, { a: undefined })).toBe(true);
});

it('does not recurse into endless nesting', () => {
  const nested = () => JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(isEqual(nested(), nested())).toBe(false);
});
