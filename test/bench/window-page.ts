import type { AppState } from '../../main/core/model/app-state.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';

/** What the window finds in its page when it is measured. */
interface Measured {
  /** When the window was full of painted rows, milliseconds since navigation. */
  painted: Promise<number>;
  /** As main tells a new state. */
  push(state: AppState): void;
  /** Timers, intervals, frames and idle callbacks that have not come yet; always 0 when they are not watched. */
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
 * Runs in the page before anything else: answers for main, and notes when the window is full of painted rows. A list may
 * render only what can be seen, so rows down to the bottom edge of the list count, not their number.
 */
export function prepare({ state, giveUpMs, watchTimers }: Preparation): void {
  const { setTimeout: later, requestAnimationFrame: nextFrame } = window;
  const live = new Set<string>();

  /** Counts what `start` has begun until it has come (unless it comes again and again) or `stop` has called it off. */
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
      // The frame after the one that draws them has begun: they are on the screen.
      nextFrame(() => nextFrame(() => resolve(performance.now())));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  const measured: Measured = { painted, push: (next) => listener(next), waiting: () => live.size };
  Object.assign(window, { talkmelder, measured });
}

/** Runs in the page: how many conversations the list says it has. */
export function listed(): number {
  const rows = document.querySelectorAll('[data-token]');
  return Number(rows[0]?.getAttribute('aria-setsize') ?? rows.length);
}

/**
 * Runs in the page: main tells a state in which one conversation is new.
 * @returns milliseconds until the frame with it has been painted
 */
export async function updateRow({ state, changed }: { state: AppState; changed: Conversation }): Promise<number> {
  const start = performance.now();
  window.measured.push(state);
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      // A message is delivered after the frame's painting.
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
