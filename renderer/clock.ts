import { createSignal } from 'solid-js';

const MINUTE = 60_000;

const [now, setNow] = createSignal(Date.now());

/**
 * The time from which all rows measure, in milliseconds since 1970; advances each minute while the window is visible.
 */
export { now };

/** Sets the time to now, for something that has just arrived. */
export const tick = () => setNow(Date.now());

/**
 * Keeps the time with one timer for the whole window, and with none while it is hidden.
 * @returns a function that stops it
 */
export const keepTime = (page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>) => {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const follow = () => {
    stop();
    if (page.visibilityState !== 'visible') return;
    tick();
    timer = setInterval(tick, MINUTE);
  };
  page.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    page.removeEventListener('visibilitychange', follow);
    stop();
  };
};
