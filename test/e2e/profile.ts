import type { Page } from 'playwright-core';

/** The kinds of time that an end-to-end test spends; `act` is the rest. */
export type Kind = 'start' | 'act' | 'wait' | 'stop';
/** Milliseconds. */
export type Profile = Record<Kind, number>;

declare module 'vitest' {
  interface TaskMeta {
    /** Present only with `npm run test:e2e -- --profile`. */
    profile?: Profile;
  }
}

export const isProfiling = process.env.TALKMELDER_PROFILE === 'yes';

let spent = { start: 0, wait: 0, stop: 0 };
let begun = performance.now();
/** Whether a task is being timed; nested tasks count towards it. */
let busy = false;

/** Counts the duration of the task as time of that kind. */
export async function timed<T>(kind: Exclude<Kind, 'act'>, task: () => Promise<T>): Promise<T> {
  if (!isProfiling || busy) return task();
  busy = true;
  const from = performance.now();
  try {
    return await task();
  } finally {
    busy = false;
    spent[kind] += performance.now() - from;
  }
}

/** Returns the times since the last call. */
export function takeProfile(): Profile {
  const all = performance.now() - begun;
  const profile = { ...spent, act: all - spent.start - spent.wait - spent.stop };
  spent = { start: 0, wait: 0, stop: 0 };
  begun = performance.now();
  return profile;
}

let watched = false;

/** Counts Playwright's explicit waits. Clicks wait as well, but for elements that are already there. */
export function watchWaiting(page: Page): void {
  if (!isProfiling || watched) return;
  watched = true;
  watch(Object.getPrototypeOf(page.locator('body')), 'waitFor');
  watch(Object.getPrototypeOf(page), 'waitForFunction');
}

function watch(prototype: object, name: string): void {
  const original: unknown = Reflect.get(prototype, name);
  if (typeof original !== 'function') throw new Error(`Playwright has no ${name} any more`);
  Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]) {
    return timed('wait', async () => Reflect.apply(original, this, args));
  });
}
