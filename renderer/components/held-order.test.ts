import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorOf, heldOrder, type Placed } from './held-order.ts';

/** Rows in this order; the first is the newest. A capital letter has had a new message. */
const rows = (letters: string): Placed[] =>
  [...letters].map((letter, at) => ({
    token: letter.toLowerCase(),
    lastActivity: letter === letter.toLowerCase() ? 100 - letter.charCodeAt(0) + 97 : 1_000 - at,
  }));
const order = (...args: Parameters<typeof heldOrder>): string => heldOrder(...args).order.join('');
const waiting = (...args: Parameters<typeof heldOrder>): number => heldOrder(...args).waiting;

describe('a list that is not held', () => {
  it('follows the new order', () => {
    expect(heldOrder(rows('abc'), rows('Cab'), false, null)).toEqual({ order: ['c', 'a', 'b'], waiting: 0 });
    expect(order(rows('abc'), rows('Nb'), false, null)).toBe('nb');
  });

  it.each([
    ['abcd', 'Cabd', 'c', 'abcd'],
    ['abcd', 'Dabc', 'c', 'dacb'],
    ['abcd', 'Nabcd', 'c', 'nacbd'],
    ['abcd', 'cd', 'c', 'dc'],
    ['abcd', 'abd', 'c', 'abd'],
    ['abcd', 'abcd', 'x', 'abcd'],
  ])('keeps the place of the open reply: %s, then %s, reply in %s: %s', (shown, now, replying, expected) => {
    expect(order(rows(shown), rows(now), false, replying)).toBe(expected);
  });
});

describe('a held list', () => {
  it.each([
    ['abc', 'Cab', 1],
    ['abc', 'CBa', 2],
    // The first row stays the first.
    ['abc', 'Abc', 0],
    ['abc', 'Nabc', 1],
    ['abc', 'NCab', 2],
    // The last message of a was deleted, and b has nothing new.
    ['abc', 'bac', 0],
    // c is gone, and nothing has come.
    ['abc', 'ab', 0],
  ])('%s stays when it would become %s, and %d rows wait', (shown, now, expected) => {
    expect(order(rows(shown), rows(now), true, null)).toBe(shown);
    expect(waiting(rows(shown), rows(now), true, null)).toBe(expected);
  });

  it('shows what is there when nothing was there before', () => {
    expect(heldOrder([], rows('ab'), true, null)).toEqual({ order: ['a', 'b'], waiting: 0 });
  });
});

const someRows = fc
  .uniqueArray(fc.record({ token: fc.constantFrom(...'abcdefghij'), lastActivity: fc.nat(9) }), {
    selector: ({ token }) => token,
    minLength: 1,
  })
  .map((list) => list.sort((a, b) => b.lastActivity - a.lastActivity || (a.token < b.token ? -1 : 1)));
const someReply = fc.option(fc.constantFrom(...'abcdefghij'));

it('never moves a row while it is held, and always shows exactly the list otherwise', () => {
  fc.assert(
    fc.property(someRows, someRows, fc.boolean(), someReply, (shown, now, held, replying) => {
      const result = heldOrder(shown, now, held, replying);
      const before = shown.map(({ token }) => token);
      const after = now.map(({ token }) => token);
      if (held) {
        expect(result.order).toEqual(before);
        expect(result.waiting).toBeLessThanOrEqual(now.length);
        return;
      }
      expect(result.waiting).toBe(0);
      expect(result.order.toSorted()).toEqual(after.toSorted());
      // The others are in their new order.
      const others = (tokens: string[]): string[] => tokens.filter((token) => token !== replying);
      expect(others(result.order)).toEqual(others(after));
      const place = before.indexOf(replying ?? '');
      if (replying !== null && place >= 0 && after.includes(replying))
        expect(result.order.indexOf(replying)).toBe(Math.min(place, after.length - 1));
    }),
  );
});

it('counts nothing as waiting when nothing has changed', () => {
  fc.assert(
    fc.property(someRows, (list) => {
      expect(waiting(list, list, true, null)).toBe(0);
    }),
  );
});

describe('anchorOf', () => {
  const places = (tokens: string): Map<string, number> => new Map([...tokens].map((token, at) => [token, at]));
  it.each([
    // z comes from below and pushes all down.
    ['cde', 'abcdefz', 'zabcdef', 'c'],
    // c itself jumps to the top: d stays where it is.
    ['cde', 'abcdef', 'cabdef', 'd'],
    ['cd', 'abcd', 'cabd', 'd'],
    ['cde', 'abcde', 'abde', 'd'],
    // d jumps from right below c.
    ['cde', 'abcdef', 'dabcef', 'c'],
    // c sinks to the end.
    ['cde', 'abcdef', 'abdefc', 'c'],
    ['cde', 'abcde', 'ab', undefined],
  ])('of %s, when %s becomes %s, is %s', (visible, before, after, expected) => {
    expect(anchorOf([...visible], places(before), places(after))).toBe(expected);
  });
});
