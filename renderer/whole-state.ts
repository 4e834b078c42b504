import { createSignal, untrack } from 'solid-js';

const [arrivals, setArrivals] = createSignal(0);

/** A new state of main is in the store. Call it in the same batch. */
export const noteState = () => setArrivals((count) => count + 1);

/**
 * Reads many conversations with a single dependency: the result is computed again with each state of main. Solid would
 * otherwise make a signal for each field of each conversation, which takes longer than drawing the first rows.
 * @param read reads the store, and nothing that changes without main
 */
export const readWhole = <T>(read: () => T): T => {
  arrivals();
  return untrack(read);
};
