import { describe, expect, it } from 'vitest';
import type { CompanionLine, CompanionView } from '../../main/core/model/companion.ts';
import { othersOf } from './other-lines.ts';

const line = (over: Partial<CompanionLine> = {}): CompanionLine => ({
  id: 'mail-unread',
  title: null,
  count: 2,
  isMore: false,
  newest: 'Karl: Dienstplan',
  ...over,
});
const view = (over: Partial<CompanionView> = {}): CompanionView => ({
  account: 'a',
  id: 'mail',
  state: 'ready',
  error: null,
  at: 1,
  content: { of: 'lines', lines: [line()] },
  ...over,
});

describe('othersOf', () => {
  it('returns a line for each app with something new', () => {
    const empty = view({ id: 'news', content: { of: 'lines', lines: [line({ count: 0, newest: null })] } });
    expect(othersOf([view(), empty], ['a']).map(({ view: { id } }) => id)).toEqual(['mail']);
  });

  it('keeps the last content of an app that fails, and says so of an app that never answered', () => {
    expect(othersOf([view({ state: 'failed', error: 'server-error' })], ['a'])).toMatchObject([
      { isStale: true, line: { count: 2 } },
    ]);
    expect(othersOf([view({ state: 'failed', error: 'server-error', content: null })], ['a'])).toMatchObject([
      { isStale: true, line: null },
    ]);
  });

  it.each(['off', 'unavailable', 'loading'] as const)('has no line for an app that is %s', (state) => {
    expect(othersOf([view({ state, content: null })], ['a'])).toEqual([]);
  });

  it('leaves out accounts that are not on screen, and companions with a view of their own', () => {
    expect(othersOf([view({ account: 'b' })], ['a'])).toEqual([]);
    expect(othersOf([view({ id: 'appointments', content: null, state: 'failed' })], ['a'])).toEqual([]);
  });
});
