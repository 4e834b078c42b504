import { describe, expect, it } from 'vitest';
import { BUNDLES, type BuildEvent, type Bundle, watchBuilds } from './builds.ts';

/** Returns what follows from the events, one consequence for each. */
function follow(...events: [Bundle, BuildEvent][]) {
  const { take } = watchBuilds();
  for (const bundle of BUNDLES) take(bundle, 'BUNDLE_END');
  return events.map((event) => take(...event));
}

describe('what follows from a build', () => {
  it('is the start of the app once all bundles are there', () => {
    const { take, areComplete } = watchBuilds();
    expect(take('renderer', 'BUNDLE_END')).toBe(null);
    expect(take('main', 'BUNDLE_END')).toBe(null);
    expect(areComplete()).toBe(false);
    expect(take('preload', 'BUNDLE_END')).toBe('restart');
    expect(areComplete()).toBe(true);
    take('main', 'BUNDLE_START');
    expect(areComplete()).toBe(false);
  });

  it('is a new page for a new renderer, and a restart for a new main or preload', () => {
    expect(follow(['renderer', 'BUNDLE_START'], ['renderer', 'BUNDLE_END'])).toEqual([null, 'reload']);
    expect(follow(['main', 'BUNDLE_START'], ['main', 'BUNDLE_END'])).toEqual([null, 'restart']);
    expect(follow(['preload', 'BUNDLE_START'], ['preload', 'BUNDLE_END'])).toEqual([null, 'restart']);
  });

  it('is one restart for a file that all bundles share', () => {
    const starts = BUNDLES.map((bundle): [Bundle, BuildEvent] => [bundle, 'BUNDLE_START']);
    const ends = BUNDLES.map((bundle): [Bundle, BuildEvent] => [bundle, 'BUNDLE_END']);
    expect(follow(...starts, ...ends)).toEqual([null, null, null, null, null, 'restart']);
    expect(follow(...starts, ...ends.toReversed())).toEqual([null, null, null, null, null, 'restart']);
  });

  it('waits until a broken bundle is mended, and then follows all changes', () => {
    expect(
      follow(
        ['main', 'BUNDLE_START'],
        ['main', 'ERROR'],
        ['renderer', 'BUNDLE_START'],
        ['renderer', 'BUNDLE_END'],
        ['main', 'BUNDLE_START'],
        ['main', 'BUNDLE_END'],
      ),
    ).toEqual([null, null, null, null, null, 'restart']);
    expect(
      follow(
        ['renderer', 'BUNDLE_START'],
        ['renderer', 'ERROR'],
        ['main', 'BUNDLE_START'],
        ['main', 'BUNDLE_END'],
        ['renderer', 'BUNDLE_START'],
        ['renderer', 'BUNDLE_END'],
      ),
    ).toEqual([null, null, null, null, null, 'restart']);
  });
});
