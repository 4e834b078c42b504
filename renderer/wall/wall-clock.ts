import { createSignal, onCleanup, onMount } from 'solid-js';

const MINUTE = 60_000;

/** Returns the time, in milliseconds since 1970. It advances with each full minute, as a clock on a wall does. */
export const createWallClock = (): (() => number) => {
  const [now, setNow] = createSignal(Date.now());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    setNow(Date.now());
    clearTimeout(timer);
    // The computer may have slept, and a timer may fire early: each minute is measured anew.
    timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE));
  };
  onMount(tick);
  onCleanup(() => clearTimeout(timer));
  return now;
};
