import { beforeEach, describe, expect, it } from 'vitest';
import { createLedger, type Ledger } from './ledger.ts';

let ledger: Ledger;
let readUpTo: number;
const show = (key: string, title = '', body = '') =>
  ledger.notifier.show({
    key,
    title,
    body,
    token: null,
    thread: null,
    silent: false,
    replyPlaceholder: null,
    markRead: null,
  });

beforeEach(() => {
  readUpTo = 0;
  ledger = createLedger((_token, id) => id <= readUpTo);
  for (const id of [1, 2, 3]) ledger.expect('a', id);
});

describe('the ledger', () => {
  it('accepts each message once, by itself or counted', () => {
    for (const id of [1, 2, 3]) show(`a/${id}`);
    ledger.expect('a', 4);
    for (const id of [1, 2, 3]) ledger.notifier.withdraw(`a/${id}`);
    show('a/+', 'A – 4 new messages');
    ledger.expect('a', 5);
    show('a/+', 'A – 5 new messages');
    ledger.close('then');
    expect(ledger.mistakes).toEqual([]);
    expect(ledger.tally.covered).toBe(5);
  });

  it('accepts a digest of everything', () => {
    ledger.expect('b', 9);
    show('digest', '', '4 new messages in 2 conversations');
    ledger.close('then');
    expect(ledger.mistakes).toEqual([]);
  });

  it('does not count read messages again', () => {
    for (const id of [1, 2, 3]) show(`a/${id}`);
    readUpTo = 2;
    for (const id of [1, 2, 3]) ledger.notifier.withdraw(`a/${id}`);
    for (const id of [4, 5, 6]) ledger.expect('a', id);
    show('a/+', 'A – 4 new messages');
    expect(ledger.mistakes).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['a missed message', () => ledger.close('then')],
    ['a repeated one', () => ['a/1', 'a/1'].forEach((key) => void show(key))],
    ['the wrong order', () => show('a/2')],
    ['a message that should not ring', () => show('b/7')],
    ['a count that is too low', () => show('a/+', 'A – 2 new messages')],
    ['a count that is too high', () => show('a/+', 'A – 4 new messages')],
    ['a digest that leaves one out', () => show('digest', '', '2 new messages in 1 conversations')],
    ['any other notification', () => show('a/call')],
  ])('finds %s', (_name, happen) => {
    happen();
    expect(ledger.mistakes).toHaveLength(1);
  });
});
