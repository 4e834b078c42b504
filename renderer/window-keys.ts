import { attempt } from './attempt.ts';
import { bridge } from './bridge.ts';

/** Keys that work anywhere in the window: Esc hides it, F5 asks the server now. */
export const handleWindowKey = (event: KeyboardEvent) => {
  if (event.defaultPrevented) return;
  if (event.key === 'Escape') {
    // An open menu or dialog closes first; the browser sees to that after this event.
    if (!document.querySelector('dialog[open], :popover-open')) void attempt(bridge.hideWindow());
  } else if (event.key === 'F5') {
    event.preventDefault();
    void attempt(bridge.refresh());
  }
};
