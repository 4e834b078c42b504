import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepTime, now } from './clock.ts';

/** The part of a document that the clock uses. */
class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
  turn(state: DocumentVisibilityState) {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

it('moves each minute while the page can be seen', () => {
  const stop = keepTime(new Page());
  expect(now()).toBe(1_000_000);
  vi.advanceTimersByTime(60_000);
  expect(now()).toBe(1_060_000);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

it('has no timer while the page is hidden and catches up when it is seen again', () => {
  const page = new Page();
  const stop = keepTime(page);
  page.turn('hidden');
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(600_000);
  page.turn('visible');
  expect(now()).toBe(1_600_000);
  expect(vi.getTimerCount()).toBe(1);
  stop();
  page.turn('visible');
  expect(vi.getTimerCount()).toBe(0);
});
