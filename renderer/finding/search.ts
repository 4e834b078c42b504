import { createSignal } from 'solid-js';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import type { Filter } from './find.ts';

const [chosenFilter, setChosenFilter] = createSignal<Filter | null>(null);
const [query, setQuery] = createSignal('');
const [searching, setSearching] = createSignal(false);

/**
 * The state that narrows the list. `chosenFilter`: the user's choice in this window; null: the remembered one.
 * `searching`: the search field is shown.
 */
export { chosenFilter, query, searching, setQuery };

/** Narrows the list at once and remembers the filter. */
export const chooseFilter = (filter: Filter): void => {
  setChosenFilter(filter);
  void attempt(bridge.changeSettings({ filter })).then(({ ok }) => {
    if (!ok && chosenFilter() === filter) setChosenFilter(null);
  });
};

/** Shows the filter that main remembers. While the window is hidden, main may forget it. */
export const trustMain = (): void => {
  if (document.visibilityState === 'hidden') setChosenFilter(null);
};

let field: HTMLInputElement | undefined;
let before: Element | null = null;

/** Remembers the search field when it appears. */
export const holdField = (element: HTMLInputElement) => {
  field = element;
};

/** Shows the search field and puts the cursor in it. */
export const openSearch = () => {
  if (!searching()) before = document.activeElement;
  setSearching(true);
  field?.focus();
  field?.select();
};

/** Hides the search field and shows the whole list again; the focus returns to where it was before. */
export const closeSearch = () => {
  const focusGoes = document.activeElement?.closest('.finder');
  setQuery('');
  setSearching(false);
  if (focusGoes && before instanceof HTMLElement && before.isConnected) before.focus();
  field = undefined;
};

/** Handles Esc: clears the text first, then closes the field. @returns whether there was anything to undo */
export const stepBack = (): boolean => {
  if (query() !== '') setQuery('');
  else if (searching()) closeSearch();
  else return false;
  return true;
};
