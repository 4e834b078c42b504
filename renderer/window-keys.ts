import { attempt } from './attempt.ts';
import { bridge } from './bridge.ts';
import { tabStop } from './components/list-focus.ts';
import { nextIndex } from './components/move-focus.ts';
import { stepBack } from './finding/search.ts';
import { t } from './i18n/index.ts';
import { dialogOpen, openDialog } from './overlays/dialog.ts';
import { overlayOpen } from './overlays/menu.ts';
import { leaveArchived } from './views/archived-state.ts';
import { stepOutOfReply } from './views/reply-state.ts';

const onMac = navigator.userAgent.includes('Mac');

/** The keys that open the settings, as people see them on their keyboard. */
export const settingsShortcut = (): string => (onMac ? '⌘,' : `${t('keys.ctrl')}+,`);

/**
 * Keys that work anywhere in the window: Esc goes one step back and at last hides it, F5 asks the server now, Ctrl+,
 * (⌘,) opens the settings.
 */
export const handleWindowKey = (event: KeyboardEvent) => {
  if (event.defaultPrevented) return;
  if (event.key === 'Escape') {
    // An open menu or dialog closes first, and sees to that itself; Esc while composing takes back a character.
    if (somethingIsOpen() || event.isComposing) return;
    // Or a search field would empty itself after this event.
    event.preventDefault();
    // Where the person is comes first.
    const inFinder = document.activeElement?.closest('.finder');
    const back = (inFinder && stepBack()) || stepOutOfReply() || stepBack() || leaveArchived();
    if (!back) void attempt(bridge.hideWindow());
  } else if (event.key === 'F5') {
    event.preventDefault();
    void attempt(bridge.refresh());
  } else if (event.key === ',' && (event.ctrlKey || event.metaKey) && !event.altKey && !somethingIsOpen()) {
    event.preventDefault();
    openDialog('settings');
  }
};

/** What the keys for the list do. */
export type ListKeys = { search: () => void; help: () => void };

/**
 * Keys for the list: / and Ctrl+F (⌘F) search, ? shows the keys there are; those that move between rows lead into the
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
  // What is typed into a field is text.
  if (isField(event.target)) return undefined;
  if (event.key === '/') return does.search;
  if (event.key === '?') return does.help;
  const row = document.activeElement === document.body ? tabStop() : null;
  return row && nextIndex(event.key, 0, 1) !== undefined ? () => enterList(row, event.key) : undefined;
};

/** The first row, or where the person last was; Home and End mean the ends all the same. */
const enterList = (row: HTMLElement, key: string) => {
  row.focus();
  if (key === 'Home' || key === 'End') row.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
};

const somethingIsOpen = () => overlayOpen() || dialogOpen();

const isField = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && (target.type === 'text' || target.type === 'search'));
