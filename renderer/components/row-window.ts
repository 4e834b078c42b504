import { createSignal, onCleanup, onMount } from 'solid-js';

/** Extra rows above and below the visible ones, so that fast scrolling shows no blank rows. */
const SPARE = 24;
/** The range moves in steps, so that rows do not come and go with every scrolled pixel. */
const STEP = 8;
/** The minimum height of a row, px (list.css, at the usual text size). */
const LOWEST_ROW = 56;
/** How long at most the rows out of sight wait for an idle moment, ms. */
const PATIENCE = 500;

/** The rows from `first` up to but not including `end`. */
export type RowRange = { first: number; end: number };

/**
 * Returns the rows to render.
 * @param top how far the top of the list is scrolled out of sight, px; negative while the list begins further down
 * @param view height of the window, px
 * @param row height of a row, px
 */
export const rowRange = (top: number, view: number, row: number): RowRange => ({
  first: Math.max(0, Math.floor((top / row - SPARE) / STEP) * STEP),
  end: Math.max(STEP, Math.ceil(((top + view) / row + SPARE) / STEP) * STEP),
});

/**
 * Tracks the visible rows in a list of rows of equal height. It measures against the window, not against a scrolling
 * element, because with large text the page itself scrolls (header.css).
 * The first range has as many rows as the window can show and is not measured, because measuring would make the browser
 * lay out everything twice. `settled`: these rows have been painted, and the range is now measured.
 */
export const createRowWindow = (
  list: () => HTMLElement | undefined,
): { range: () => RowRange; settled: () => boolean } => {
  const [settled, setSettled] = createSignal(false);
  const [range, setRange] = createSignal<RowRange>(
    { first: 0, end: Math.ceil(window.innerHeight / LOWEST_ROW) },
    { equals: (a, b) => a.first === b.first && a.end === b.end },
  );
  const measure = () => {
    const element = list();
    const row = element?.querySelector<HTMLElement>('.row')?.offsetHeight;
    if (element && row) setRange(rowRange(-element.getBoundingClientRect().top, window.innerHeight, row));
    setSettled(true);
  };
  onMount(() => {
    onCleanup(afterPaint(measure));
    // The listener captures, because scrolling does not bubble.
    const options = { capture: true, passive: true };
    document.addEventListener('scroll', measure, options);
    window.addEventListener('resize', measure);
    onCleanup(() => {
      document.removeEventListener('scroll', measure, options);
      window.removeEventListener('resize', measure);
    });
  });
  return { range, settled };
};

/** Runs `act` once the current content has been painted and the browser is idle. @returns a function that cancels it */
const afterPaint = (act: () => void) => {
  let idle: number | undefined;
  // The second frame begins after the first has been painted. A hidden window has no frames, and needs no more rows.
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      idle = requestIdleCallback(act, { timeout: PATIENCE });
    });
  });
  return () => {
    cancelAnimationFrame(frame);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
};
