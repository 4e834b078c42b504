import { createMemo, createRoot, createSignal, mapArray } from 'solid-js';
import { describe, expect, it } from 'vitest';
import type { CompanionLine, CompanionView } from '../../main/core/model/companion.ts';
import { createOtherLines, othersOf } from './other-lines.ts';

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

describe('the row of a line', () => {
  it('stays when an answer changes what it shows, and goes with its line', () => {
    createRoot((dispose) => {
      const [views, setViews] = createSignal([view()]);
      const { keys, lineOf } = createOtherLines(() => othersOf(views(), ['a']));
      let drawn = 0;
      const rows = createMemo(
        mapArray(keys, (key) => {
          drawn += 1;
          return lineOf(key);
        }),
      );
      const newest = () => rows().map((line) => line()?.line?.newest);
      expect(newest()).toEqual(['Karl: Dienstplan']);
      setViews([view({ at: 2, content: { of: 'lines', lines: [line({ count: 3, newest: 'Eva: Kasse' })] } })]);
      expect([newest(), drawn]).toEqual([['Eva: Kasse'], 1]);
      setViews([view({ at: 3, state: 'failed', error: 'server-error' })]);
      expect([rows().map((line) => line()?.isStale), drawn]).toEqual([[true], 1]);
      setViews([]);
      expect(newest()).toEqual([]);
      dispose();
    });
  });
});
