import { For } from 'solid-js';
import { announcements } from '../announce.ts';

/**
 * Where screen readers listen. There is one for the whole window and it is always there, because text in a region that
 * has only just appeared is often not read. Not atomic: what has come is read, not what still stands there.
 */
export const LiveRegion = () => (
  // The attribute keeps it out of what a modal dialog (Kobalte's) hides.
  <div class="visually-hidden" role="status" aria-atomic="false" data-live-announcer="true">
    <For each={announcements()}>{({ text }) => <p>{text}</p>}</For>
  </div>
);
