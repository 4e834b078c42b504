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
 * Keeps the rows under a hand where they are when something appears or goes above the list, such as a banner: the list
 * scrolls by as much. A list that is too short for that gets room before or after it. What has appeared waits out of
 * sight, so that it covers no row either, until the list is let go.
 */
export const keepUnderHand = (list: () => HTMLElement | undefined, held: () => boolean): void => {
  /** Where the list begins on screen, px. */
  let before = 0;
  let letGo = () => {};
  const remember = () => {
    const element = list();
    if (held() && element) before = element.getBoundingClientRect().top;
  };
  const look = () => {
    const element = list();
    const content = element?.closest<HTMLElement>('.content');
    if (!element || !content || !held()) return;
    const way = element.getBoundingClientRect().top - before;
    if (Math.abs(way) < 1) return;
    letGo = () => release(content, scrollerOf(element));
    moveUp(content, scrollerOf(element), way);
    remember();
  };
  createEffect(() => {
    if (held()) return remember();
    letGo();
    letGo = () => {};
  });
  onMount(() => {
    const content = list()?.closest('.content');
    if (!content) return;
    // The observer runs before the change is painted.
    const watcher = new MutationObserver((changes) => {
      if (changes.some(({ target }) => !list()?.contains(target))) look();
    });
    watcher.observe(content, { childList: true, subtree: true });
    document.addEventListener('scroll', remember, { capture: true, passive: true });
    onCleanup(() => {
      watcher.disconnect();
      document.removeEventListener('scroll', remember, { capture: true });
      letGo();
    });
  });
};

/** Moves the rows up by `way` px on screen, or down if it is negative. */
const moveUp = (content: HTMLElement, scroller: Element, way: number): void => {
  const { style, dataset } = content;
  if (way > 0) dataset.moved = String(Number(dataset.moved ?? 0) + way);
  const wanted = scroller.scrollTop + way;
  scroller.scrollTop = wanted;
  const left = wanted - scroller.scrollTop;
  if (left <= -1) style.paddingTop = `${(Number.parseFloat(style.paddingTop) || 0) - left}px`;
  if (left < 1) return;
  const height = scroller.clientHeight;
  // A scroller is never lower than its view, so only with this much room does it tell how high its content is.
  style.paddingBottom = `${height}px`;
  style.scrollbarWidth = 'none';
  style.paddingBottom = `${Math.max(0, wanted + 2 * height - scroller.scrollHeight)}px`;
  scroller.scrollTop = wanted;
};

/** A list that was at its top is there again, below what has appeared. */
const release = ({ style, dataset }: HTMLElement, scroller: Element): void => {
  for (const name of ['padding-top', 'padding-bottom', 'scrollbar-width']) style.removeProperty(name);
  if (scroller.scrollTop <= Number(dataset.moved ?? 0) + 1) scroller.scrollTop = 0;
  delete dataset.moved;
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
