import { createSignal } from 'solid-js';

const MINUTE = 60_000;

const [now, setNow] = createSignal(Date.now());

/** The time all rows measure from, milliseconds since 1970; moves each minute while the window can be seen. */
export { now };

/** Sets the time to now, for what has just arrived. */
export const tick = () => setNow(Date.now());

/**
 * Keeps the time with one timer for the whole window, and none while it is hidden.
 * @returns stops it
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
