import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIds, latestId, nextId, parseJson, readMessageId } from './message-id.ts';

const BIG = 6_768_789_079_123_765_868n;

describe('a message id', () => {
  it.each([
    ['a number', 17, 17],
    ['a text', '17', 17],
    ['zero', 0, 0],
    ['the read marker of a conversation that was never read', -1, -1],
    ['a text below zero', '-1', -1],
    ['the last exact number', '9007199254740991', Number.MAX_SAFE_INTEGER],
    ['the first number that is not exact', '9007199254740992', 9_007_199_254_740_992n],
    ['a snowflake', String(BIG), BIG],
    ['a bigint that a number can hold', 17n, 17],
    ['leading zeros', '0017', 17],
  ])('is read: %s', (_what, sent, id) => {
    expect(readMessageId(sent)).toBe(id);
  });

  it.each([
    ['nothing', undefined],
    ['a fraction', 12.5],
    ['a number that was rounded', 9_007_199_254_740_992],
    ['no number', Number.NaN],
    ['a word', 'last'],
    ['an empty text', ''],
    ['a space', ' 17'],
    ['a hexadecimal text', '0x11'],
    ['more digits than 64 bits have', '123456789012345678901'],
    ['a list', [17]],
    ['yes', true],
  ])('is not read: %s', (_what, sent) => {
    expect(readMessageId(sent)).toBeNull();
  });

  it('is ordered correctly among others, whatever form each was sent in', () => {
    const ids = fc.bigInt(-5n, 2n ** 63n - 1n);
    const form = fc.constantFrom(String, (id: bigint) => id);
    fc.assert(
      fc.property(ids, ids, form, form, (a, b, writeA, writeB) => {
        const [one, other] = [readMessageId(writeA(a)), readMessageId(writeB(b))];
        if (one === null || other === null) throw new Error('an id was not read');
        expect(compareIds(one, other)).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(one === other).toBe(a === b);
        expect(String(latestId(one, other))).toBe(String([a, b].find((id) => id >= a && id >= b)));
        expect(String(nextId(one))).toBe(String(a + 1n));
      }),
    );
  });
});

describe('parseJson', () => {
  it('keeps every digit of a whole number and changes nothing else', () => {
    const text = `{"id":${BIG},"list":[ ${BIG + 1n}, 1.5e300],"text":"a, 1234567890123456789","near":9007199254740991}`;
    expect(parseJson(text)).toEqual({
      id: BIG,
      list: [BIG + 1n, 1.5e300],
      text: 'a, 1234567890123456789',
      near: Number.MAX_SAFE_INTEGER,
    });
  });

  it('agrees with JSON.parse when no number is long', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(() => parseJson('{')).toThrow(SyntaxError);
  });
});
