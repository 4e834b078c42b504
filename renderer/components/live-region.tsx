import { For } from 'solid-js';
import { announcements } from '../announce.ts';

/**
 * The region that screen readers listen to. The window has one, and it is always there, because screen readers often
 * skip text in a region that has just appeared. Not atomic: only new sentences are read.
 */
export const LiveRegion = () => (
  // The attribute keeps a modal dialog (Kobalte's) from hiding it.
  <div class="visually-hidden" role="status" aria-atomic="false" data-live-announcer="true">
    <For each={announcements()}>{({ text }) => <p>{text}</p>}</For>
  </div>
);
