import { attempt } from './attempt.ts';
import { bridge } from './bridge.ts';
import { tabStop } from './components/list-focus.ts';
import { nextIndex } from './components/row-intents.ts';
import { stepBack } from './finding/search.ts';
import { t } from './i18n/index.ts';
import { dialogOpen } from './overlays/dialog.ts';
import { overlayOpen } from './overlays/menu.ts';
import { openSettings } from './overlays/open-settings.ts';
import { decideUndo, undoable } from './undo.ts';
import { leaveArchived } from './views/archived-state.ts';
import { stepOutOfReply } from './views/reply-state.ts';

const onMac = navigator.userAgent.includes('Mac');

/** The keys that open the settings, as labelled on the keyboard. */
export const settingsShortcut = (): string => (onMac ? '⌘,' : `${t('keys.ctrl')}+,`);

/** The keys that undo the last action, as labelled on the keyboard. */
export const undoKeys = (): string => (onMac ? '⌘Z' : `${t('keys.ctrl')}+Z`);

/**
 * Handles keys that work anywhere in the window: Esc goes one step back and finally hides the window, F5 asks the
 * server now, Ctrl+, (⌘,) opens the settings, Ctrl+Z (⌘Z) undoes the last action.
 */
export const handleWindowKey = (event: KeyboardEvent) => {
  if (event.defaultPrevented) return;
  if (event.key === 'Escape') {
    // An open menu or dialog handles Esc itself; during composition, Esc removes a character.
    if (somethingIsOpen() || event.isComposing) return;
    // Otherwise a search field would clear itself after this event.
    event.preventDefault();
    // The part of the window with the focus comes first.
    const inFinder = document.activeElement?.closest('.finder');
    const back = (inFinder && stepBack()) || stepOutOfReply() || stepBack() || leaveArchived();
    if (!back) void attempt(bridge.hideWindow());
  } else if (event.key === 'F5') {
    event.preventDefault();
    void attempt(bridge.refresh());
  } else if (event.key === ',' && (event.ctrlKey || event.metaKey) && !event.altKey && !somethingIsOpen()) {
    event.preventDefault();
    void openSettings();
  } else if (isUndo(event) && undoable() && !isField(event.target)) {
    event.preventDefault();
    decideUndo('undo');
  }
};

const isUndo = (event: KeyboardEvent) =>
  event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

/** The actions of the list's keys. */
export type ListKeys = { search: () => void; help: () => void };

/**
 * Handles keys for the list: / and Ctrl+F (⌘F) search, ? shows the shortcuts; keys that move between rows enter the
 * list while nothing has the focus.
 */
export const handleListKey = (event: KeyboardEvent, does: ListKeys) => {
  if (event.defaultPrevented || event.altKey || somethingIsOpen()) return;
  const act = actionOf(event, does);
  if (!act) return;
  event.preventDefault();
  act();
};

const actionOf = (event: KeyboardEvent, does: ListKeys): (() => void) | undefined => {
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'f' ? does.search : undefined;
  // In a field, these keys are text.
  if (isField(event.target)) return undefined;
  if (event.key === '/') return does.search;
  if (event.key === '?') return does.help;
  const row = document.activeElement === document.body ? tabStop() : null;
  return row && nextIndex(event.key, 0, 1) !== undefined ? () => enterList(row, event.key) : undefined;
};

/** Enters at the first row or the last visited one; Home and End still mean the ends. */
const enterList = (row: HTMLElement, key: string) => {
  row.focus();
  if (key === 'Home' || key === 'End') row.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
};

const somethingIsOpen = () => overlayOpen() || dialogOpen();

const isField = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && (target.type === 'text' || target.type === 'search'));
