import {
  $TRACK,
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  onMount,
  untrack,
} from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { query, searching } from '../finding/search.ts';
import { heldOrder, type Placed } from './held-order.ts';

/** The list is let go this long after the last movement, ms: whatever the hand was about to press, it has pressed. */
const REST_MS = 10_000;

export type Hold = { held: Accessor<boolean>; release: () => void };

/**
 * Holds the list while a hand is on it: while the pointer moves over it, a press is down, or the user searches.
 * @param area the list and what belongs to it
 */
export const createHold = (area: () => HTMLElement | undefined): Hold => {
  const [held, setHeld] = createSignal(false);
  let pressed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const release = () => {
    clearTimeout(timer);
    pressed = false;
    setHeld(false);
  };
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => pressed || release(), REST_MS);
    setHeld(true);
  };
  const press = () => {
    pressed = true;
    touch();
  };
  const leave = ({ pointerType }: PointerEvent) => {
    if (pressed) return;
    // A finger leaves before its click comes.
    if (pointerType === 'mouse' && !searching()) release();
    else touch();
  };
  const lift = ({ target }: Event) => {
    if (!pressed) return;
    pressed = false;
    // The click comes after this.
    if (target instanceof Node && area()?.contains(target)) touch();
    else release();
  };
  const hide = () => document.visibilityState === 'hidden' && release();

  onMount(() => {
    const listen = (target: EventTarget | undefined, names: string[], act: (event: never) => void) => {
      for (const name of names) {
        target?.addEventListener(name, act as EventListener, { passive: true });
        onCleanup(() => target?.removeEventListener(name, act as EventListener));
      }
    };
    listen(area(), ['pointermove', 'wheel'], touch);
    listen(area(), ['pointerdown'], press);
    listen(area(), ['pointerleave'], leave);
    listen(document, ['pointerup', 'pointercancel'], lift);
    listen(document, ['visibilitychange'], hide);
    listen(window, ['blur'], release);
  });
  // A search that has ended has left the list: no room stays where its field was.
  createEffect(on([query, searching], () => (searching() ? touch() : release())));
  onCleanup(() => clearTimeout(timer));
  return { held, release };
};

export type PlacedRows = {
  /** The rows as they stand, from top to bottom. */
  rows: Conversation[];
  /** The tokens of rows that only keep their place: their conversations are gone. */
  gone: ReadonlySet<string>;
  waiting: number;
};

const NONE: ReadonlySet<string> = new Set();

type Order = {
  conversations: () => Conversation[];
  /** Every conversation that still exists, although a filter may leave it out by now. */
  existing: () => Conversation[];
  held: () => boolean;
  replying: () => string | null;
  /** Another value means another list, which shows at once. */
  about: () => unknown;
};

/** Returns the rows in the order in which they are shown. */
export const createHeldRows = ({ conversations, existing, held, replying, about }: Order): Accessor<PlacedRows> => {
  let lastAbout: unknown;
  /** The rows as they stood when the list was taken hold of. */
  let taken: Placed[] | null = null;

  return createMemo<PlacedRows>(
    (before) => {
      const now = rowsOf(conversations());
      // Each of these is read in any case, so that a change of any of them is noticed.
      const [current, isHeld, reply] = [about(), held(), replying()];
      const isOther = current !== lastAbout;
      lastAbout = current;
      if (isOther || !isHeld) taken = null;
      if (isOther || (!isHeld && reply === null)) return { rows: now, gone: NONE, waiting: 0 };
      const shown = taken ?? placesOf(before.rows);
      if (isHeld) taken = shown;
      const { order, waiting } = heldOrder(shown, placesOf(now), isHeld, reply);
      const there = new Map([...before.rows, ...existing(), ...now].map((one) => [one.token, one]));
      const alive = new Set(existing().map(({ token }) => token));
      const gone = order.filter((token) => !alive.has(token));
      return {
        rows: order.flatMap((token) => there.get(token) ?? []),
        gone: gone.length === 0 ? NONE : new Set(gone),
        waiting,
      };
    },
    { rows: [], gone: NONE, waiting: 0 },
  );
};

/** Tracks the list and not each of its places, like Solid's own `For`. */
const rowsOf = (list: readonly Conversation[]): Conversation[] => {
  Reflect.get(list, $TRACK);
  return untrack(() => [...list]);
};

/** Untracked, because a place changes only together with the list. */
const placesOf = (rows: readonly Conversation[]): Placed[] =>
  untrack(() => rows.map(({ token, lastActivity }) => ({ token, lastActivity })));
