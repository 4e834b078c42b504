import type { AppState } from '../../main/core/model/app-state.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';

/** The API that the page of a measured window has. */
interface Measured {
  /** Resolves when the window is full of painted rows, with the milliseconds since navigation. */
  painted: Promise<number>;
  /** Sends a new state as main does. */
  push(state: AppState): void;
  /** Returns the number of pending timers, intervals, frames and idle callbacks; always 0 without `watchTimers`. */
  waiting(): number;
}

declare global {
  interface Window {
    measured: Measured;
  }
}

export interface Preparation {
  state: AppState;
  giveUpMs: number;
  watchTimers: boolean;
}

/**
 * Runs in the page before any other script: answers in place of main, and notes when the window is full of painted
 * rows. A list may render only visible rows, so rows down to the bottom edge of the list count, not their number.
 */
export function prepare({ state, giveUpMs, watchTimers }: Preparation): void {
  const { setTimeout: later, requestAnimationFrame: nextFrame } = window;
  const live = new Set<string>();

  /** Counts callbacks of `start` until they run (unless they repeat) or `stop` cancels them. */
  function watch(start: keyof Window, stop: keyof Window, again = false): void {
    const begin = Reflect.get(window, start) as (callback: (...args: unknown[]) => void, ...rest: unknown[]) => number;
    const end = Reflect.get(window, stop) as (id: number) => void;
    Reflect.set(window, start, (callback: (...args: unknown[]) => void, ...rest: unknown[]) => {
      const come = (...args: unknown[]): void => {
        if (!again) live.delete(`${start} ${id}`);
        callback(...args);
      };
      const id: number = begin.call(window, come, ...rest);
      live.add(`${start} ${id}`);
      return id;
    });
    Reflect.set(window, stop, (id: number) => {
      live.delete(`${start} ${id}`);
      end.call(window, id);
    });
  }
  if (watchTimers) {
    watch('setTimeout', 'clearTimeout');
    watch('setInterval', 'clearInterval', true);
    watch('requestAnimationFrame', 'cancelAnimationFrame');
    watch('requestIdleCallback', 'cancelIdleCallback');
  }

  let listener: (state: AppState) => void = () => {};
  const answer = (value: unknown) => () => Promise.resolve({ ok: true, value });
  const bridge: Record<string | symbol, unknown> = {
    getState: answer(state),
    onState: (callback: typeof listener) => {
      listener = callback;
      return () => {};
    },
  };
  const talkmelder = new Proxy(bridge, { get: (target, name) => target[name] ?? answer(undefined) });

  const list = () => document.querySelector('main') ?? document.documentElement;
  const isFull = () => {
    const bottom = Math.min(list().getBoundingClientRect().bottom, window.innerHeight);
    return document.elementFromPoint(window.innerWidth / 2, bottom - 4)?.closest('[data-token]') != null;
  };
  const painted = new Promise<number>((resolve, reject) => {
    later(() => reject(new Error('the rows never reached the bottom of the window')), giveUpMs);
    const observer = new MutationObserver(() => {
      if (!isFull()) return;
      observer.disconnect();
      // The rows are on the screen when the frame after theirs begins.
      nextFrame(() => nextFrame(() => resolve(performance.now())));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  const measured: Measured = { painted, push: (next) => listener(next), waiting: () => live.size };
  Object.assign(window, { talkmelder, measured });
}

/** Runs in the page: returns the number of conversations that the list announces. */
export function listed(): number {
  const rows = document.querySelectorAll('[data-token]');
  return Number(rows[0]?.getAttribute('aria-setsize') ?? rows.length);
}

/**
 * Runs in the page: sends a state in which one conversation has changed.
 * @returns milliseconds until its frame is painted
 */
export async function updateRow({ state, changed }: { state: AppState; changed: Conversation }): Promise<number> {
  const start = performance.now();
  window.measured.push(state);
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      // This message arrives after the frame is painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
  const ms = performance.now() - start;
  const row = document.querySelector(`[data-token="${changed.token}"]`);
  if (!row?.textContent?.includes(changed.preview?.text ?? '')) throw new Error('the row does not show its message');
  return ms;
}
