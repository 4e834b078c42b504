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

test('copies whatever structuredClone copies, as it does', () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(roundTrip(value)).toStrictEqual(structuredClone(value));
    }),
  );
});

test('keys that look like its own marks survive', () => {
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
] as const)('refuses %s, deep inside too', ([, value]) => {
  expect(() => codec.encode(value)).toThrow('An object could not be cloned.');
  expect(() => codec.encode({ list: [value] })).toThrow('An object could not be cloned.');
});

test('replaces what it is told to, and restores it', () => {
  const text = codec.encode({ call: () => 1 }, (value) => (typeof value === 'function' ? 'a function' : undefined));
  expect(codec.decode(text, (replacement) => `was ${replacement}`)).toEqual({ call: 'was a function' });
});
