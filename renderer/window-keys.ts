import { attempt } from './attempt.ts';
import { bridge } from './bridge.ts';
import { stepBack } from './finding/search.ts';

/** Keys that work anywhere in the window: Esc goes one step back and at last hides it, F5 asks the server now. */
export const handleWindowKey = (event: KeyboardEvent) => {
  if (event.defaultPrevented) return;
  if (event.key === 'Escape') {
    // An open menu or dialog closes first; the browser sees to that after this event.
    if (somethingIsOpen()) return;
    // Or a search field would empty itself after this event.
    event.preventDefault();
    if (!stepBack()) void attempt(bridge.hideWindow());
  } else if (event.key === 'F5') {
    event.preventDefault();
    void attempt(bridge.refresh());
  }
};

/** Keys for the list: / and Ctrl+F (⌘F) search, ? shows the keys there are. */
export const handleListKey = (event: KeyboardEvent, does: { search: () => void; help: () => void }) => {
  if (event.defaultPrevented || event.altKey || somethingIsOpen()) return;
  const command = event.ctrlKey || event.metaKey;
  // What is typed into the search field is text.
  const plain = !command && !isField(event.target);
  const act =
    (command && event.key.toLowerCase() === 'f') || (plain && event.key === '/')
      ? does.search
      : plain && event.key === '?'
        ? does.help
        : undefined;
  if (!act) return;
  event.preventDefault();
  act();
};

const somethingIsOpen = () => document.querySelector('dialog[open], :popover-open') !== null;

const isField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && (target.type === 'text' || target.type === 'search');
