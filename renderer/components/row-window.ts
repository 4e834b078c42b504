import { createSignal, onCleanup, onMount } from 'solid-js';

/** Rows kept above and below what can be seen, so that a fast scroll meets no blank ones. */
const SPARE = 24;
/** The range moves in steps, so that not every pixel scrolled makes rows come and go. */
const STEP = 8;
/** The lowest that a row can be, px (list.css, at the usual text size). */
const LOWEST_ROW = 56;
/** How long the rows out of sight wait for a quiet moment, ms. */
const PATIENCE = 500;

/** Rows from `first` up to but not including `end`. */
export type RowRange = { first: number; end: number };

/**
 * The rows to render.
 * @param top how far the list has gone out of sight at the top, px; negative while it begins further down
 * @param view height of the window, px
 * @param row height of a row, px
 */
export const rowRange = (top: number, view: number, row: number): RowRange => ({
  first: Math.max(0, Math.floor((top / row - SPARE) / STEP) * STEP),
  end: Math.max(STEP, Math.ceil(((top + view) / row + SPARE) / STEP) * STEP),
});

/**
 * Follows which rows of a list of equally high rows are in sight. Measures against the window, not against an element
 * that scrolls: with large text the page itself does (header.css).
 *
 * At first there are only as many rows as a window can show, found without measuring, which would have the browser lay
 * out everything twice. `settled`: these have been painted, and the range is a measured one.
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
    // Captured, because scrolling does not bubble.
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

/** Does something when what is there now has been painted and nothing is more urgent. @returns takes it back */
const afterPaint = (act: () => void) => {
  let idle: number | undefined;
  // The second frame begins when the first has been handed over. A hidden window has none, and needs no more rows.
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
