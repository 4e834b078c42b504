import { describe, expect, it } from 'vitest';
import { Maintenance, NoSpace, ServerError, TooManyAttempts, Unreachable, UntrustedAnswer } from '../errors.ts';
import { delayAfter } from './after-failure.ts';
import { chunksOf } from './chunk-plan.ts';
import { pictureExtension } from './picture.ts';

const MIB = 1024 * 1024;

describe('the chunks of a file', () => {
  it('there are none up to 10 MiB', () => {
    expect([chunksOf(0), chunksOf(10 * MIB)]).toEqual([null, null]);
    expect(chunksOf(10 * MIB + 1)).toHaveLength(3);
  });

  it.each([10 * MIB + 1, 22 * MIB, 5_000 * MIB, 3_000_000 * MIB])('cover a file of %i bytes exactly', (size) => {
    const chunks = chunksOf(size) ?? [];
    let end = 0;
    for (const { name, offset, length } of chunks) {
      expect(name).toMatch(/^\d{5}$/);
      expect(offset).toBe(end);
      end += length;
    }
    expect(end).toBe(size);
    expect(chunks.length).toBeLessThanOrEqual(10_000);
    expect(chunks.slice(0, -1).every(({ length }) => length >= 5 * MIB)).toBe(true);
    expect(chunks.map(({ name }) => name)).toEqual(chunks.map(({ name }) => name).toSorted());
  });
});

describe('a pasted picture', () => {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 1, 2, 3];
  const pngEnd = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
  it.each([
    ['a PNG', [...png, ...pngEnd], 'png'],
    ['a JPEG', [0xff, 0xd8, 0xff, 0xe0, 1, 2, 0xff, 0xd9], 'jpg'],
    ['the beginning of a PNG', png, null],
    ['a PNG with a program behind it', [...png, ...pngEnd, 0x4d, 0x5a], null],
    ['a GIF', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0, 0x3b], null],
    ['nothing', [], null],
  ])('%s', (_what, bytes, extension) => {
    expect(pictureExtension(Uint8Array.from(bytes))).toBe(extension);
  });
});

describe('after a failure', () => {
  it.each([
    ['the connection is lost', new Unreachable('x')],
    ['maintenance', new Maintenance('x')],
    ['a hotel’s page', new UntrustedAnswer('x')],
    ['429', new TooManyAttempts('x', 90_000)],
  ])('%s: the app tries again without end', (_what, error) => {
    expect(delayAfter(error, 1_000, 0.5)).toBeGreaterThan(0);
    expect(delayAfter(error, 1_000, 0.999)).toBeLessThanOrEqual(5 * 60_000);
  });

  it('a fault of the server: some times', () => {
    const error = new ServerError('500', 500);
    expect([1, 4, 5].map((failures) => delayAfter(error, failures, 0.5) === null)).toEqual([false, false, true]);
  });

  it('a refused password: never', () => {
    expect(delayAfter(new ServerError('401', 401), 1, 0.5)).toBeNull();
  });

  it('no space: never', () => {
    expect(delayAfter(new NoSpace('507'), 1, 0.5)).toBeNull();
  });

  it('the server says when', () => {
    expect(delayAfter(new TooManyAttempts('429', 90_000), 1, 0)).toBe(90_000);
  });
});
