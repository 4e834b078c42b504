import { Show } from 'solid-js';
import { announcement } from '../announce.ts';

/**
 * Where screen readers listen. There is one for the whole window and it is always there, because text in a region that
 * has only just appeared is often not read.
 */
export const LiveRegion = () => (
  // The attribute keeps it out of what a modal dialog (Kobalte's) hides.
  <div class="visually-hidden" role="status" data-live-announcer="true">
    <Show when={announcement()} keyed>
      {({ text }) => <p>{text}</p>}
    </Show>
  </div>
);
