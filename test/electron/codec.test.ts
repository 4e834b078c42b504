import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeCodec } from './page/codec.ts';

const codec = makeCodec();
const roundTrip = (value: unknown): unknown => codec.decode(codec.encode(value));

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: false,
  withNullPrototype: false,
});

test('copies all values that structuredClone copies, in the same way', () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(roundTrip(value)).toStrictEqual(structuredClone(value));
    }),
  );
});

test('keeps keys that look like its own marks', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('$', 'a', '__proto__'), anything), (value) => {
      expect(Object.entries(roundTrip(value) as object)).toStrictEqual(Object.entries(structuredClone(value)));
    }),
  );
});

test('errors, patterns and buffers', () => {
  const error = roundTrip(new RangeError('far')) as Error;
  expect([error instanceof Error, error.name, error.message]).toEqual([true, 'RangeError', 'far']);
  expect(roundTrip(/a+/gi)).toEqual(/a+/gi);
  expect(roundTrip(new Uint8Array([1, 2]).buffer)).toEqual(new Uint8Array([1, 2]).buffer);
});

test.for([
  ['a function', () => {}],
  ['a symbol', Symbol('s')],
  ['a promise', Promise.resolve()],
  ['a WeakMap', new WeakMap()],
] as const)('refuses %s, even deep inside', ([, value]) => {
  expect(() => codec.encode(value)).toThrow('An object could not be cloned.');
  expect(() => codec.encode({ list: [value] })).toThrow('An object could not be cloned.');
});

test('replaces values on request, and restores them', () => {
  const text = codec.encode({ call: () => 1 }, (value) => (typeof value === 'function' ? 'a function' : undefined));
  expect(codec.decode(text, (replacement) => `was ${replacement}`)).toEqual({ call: 'was a function' });
});
