import { createComputed, createEffect, createRenderEffect, onCleanup, onMount } from 'solid-js';
import { anchorOf } from './held-order.ts';

/**
 * Puts the rows into the list in their order, and moves all but one: a node that is moved in the document loses the
 * focus, the caret, its scroll position and a character that is being composed. Solid's own `For` moves any of them.
 * @param still the row that must not be moved; null: any may be
 */
export const placeRows = (list: Element, rows: readonly Element[], still: Element | null): void => {
  const wanted = new Set(rows);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  const at = still === null || still.parentNode !== list ? -1 : rows.indexOf(still);
  let next: Element | null = at < 0 ? null : (rows[at] ?? null);
  for (const row of rows.slice(0, Math.max(0, at)).reverse()) {
    if (row.nextSibling !== next || row.parentNode !== list) list.insertBefore(row, next);
    next = row;
  }
  let last: Element | null = at < 0 ? null : (rows[at] ?? null);
  for (const row of rows.slice(at + 1)) {
    const place: ChildNode | null = last === null ? list.firstChild : last.nextSibling;
    if (place !== row) list.insertBefore(row, place);
    last = row;
  }
};

/** Draws the rows. The row with the focus stays where it is, and the others move around it. */
export const drawRows = (list: Element, rows: () => Element[]): void =>
  createRenderEffect(() => {
    const focused = document.activeElement;
    const now = rows();
    placeRows(list, now, now.find((row) => row.contains(focused)) ?? null);
  });

/** A row in sight, px from the top of the window; `moved`: by how many places it moves. */
type Anchor = { token: string; top: number; moved: number; height: number };

/**
 * Keeps a scrolled list where it is: its first visible row stays in sight when rows come, go or move above it. A list
 * that is scrolled to its top shows what is new. Chromium's own scroll anchoring does not: it gives up when rows are
 * placed anew, and follows a row that jumps to the top.
 * @param order the tokens of all rows, from top to bottom
 * @param about another value means another list, which begins at its top
 */
export const keepScrollPlace = (
  list: () => HTMLElement | undefined,
  order: () => readonly string[],
  about: () => unknown,
): void => {
  let lastAbout: unknown;
  let places: ReadonlyMap<string, number> = new Map();
  let kept: Anchor | null = null;
  // A computed runs before the rows change, an effect after that.
  createComputed(() => {
    const before = places;
    places = new Map(order().map((token, index) => [token, index]));
    const element = list();
    const isOther = about() !== lastAbout;
    lastAbout = about();
    kept = element && !isOther && isScrolled(element) ? rowInSight(element, before, places) : null;
    // Chromium must not move the list a second time.
    if (kept && element) suspendAnchoring(element);
  });
  createEffect(() => {
    order();
    const element = list();
    if (!kept || !element) return;
    const row = element.querySelector(`:scope > [data-token="${kept.token}"]`);
    const way = row ? row.getBoundingClientRect().top - kept.top : kept.moved * kept.height;
    if (Math.abs(way) >= 1) scrollerOf(element).scrollTop += way;
    kept = null;
  });
};

/**
 * Keeps the rows under a hand where they are when something appears or goes above the list, such as a banner. Chromium
 * does that only for a list that is scrolled already.
 */
export const keepUnderHand = (list: () => HTMLElement | undefined, held: () => boolean): void => {
  let before = 0;
  const placeIn = (element: HTMLElement) => element.getBoundingClientRect().top + scrollerOf(element).scrollTop;
  const look = () => {
    const element = list();
    if (!element || !held()) return;
    const now = placeIn(element);
    if (Math.abs(now - before) >= 1) scrollerOf(element).scrollTop += now - before;
    before = now;
  };
  createEffect(() => {
    const element = list();
    if (held() && element) before = placeIn(element);
  });
  onMount(() => {
    const content = list()?.closest('.content');
    if (!content) return;
    // The observer runs before the change is painted.
    const watcher = new MutationObserver((changes) => {
      if (changes.some(({ target }) => !list()?.contains(target))) look();
    });
    watcher.observe(content, { childList: true, subtree: true });
    onCleanup(() => watcher.disconnect());
  });
};

const suspendAnchoring = (list: HTMLElement) => {
  list.style.setProperty('overflow-anchor', 'none');
  requestAnimationFrame(() => requestAnimationFrame(() => list.style.removeProperty('overflow-anchor')));
};

/** Shows the beginning of the list. */
export const scrollToTop = (list: HTMLElement): void => scrollerOf(list).scrollTo(0, 0);

/** With large text, the page itself scrolls instead of the content (header.css). */
const scrollerOf = (list: HTMLElement): Element => {
  const content = list.closest('.content');
  const scrolls = content !== null && getComputedStyle(content).overflowY !== 'visible';
  return scrolls ? content : (document.scrollingElement ?? document.documentElement);
};

const isScrolled = (list: HTMLElement): boolean => scrollerOf(list).scrollTop > 0;

const rowInSight = (
  list: HTMLElement,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Anchor | null => {
  const scroller = scrollerOf(list);
  const edge = Math.max(0, scroller.getBoundingClientRect().top);
  const rows = [...list.querySelectorAll<HTMLElement>(':scope > [data-token]')]
    .map((row) => ({ token: row.dataset.token ?? '', ...placeOf(row) }))
    .filter(({ top, bottom }) => bottom > edge && top < window.innerHeight)
    .sort((a, b) => a.top - b.top);
  const token = anchorOf(
    rows.map((row) => row.token),
    before,
    after,
  );
  const row = rows.find((one) => one.token === token);
  if (!row || token === undefined) return null;
  const moved = (after.get(token) ?? 0) - (before.get(token) ?? 0);
  return { token, top: row.top, moved, height: row.bottom - row.top };
};

const placeOf = (row: HTMLElement) => {
  const { top, bottom } = row.getBoundingClientRect();
  return { top, bottom };
};
