import { createSignal } from 'solid-js';

/** An object, not a bare sentence, so that the same sentence twice in a row is read twice. */
type Announcement = { text: string };

/** More than one, because a sentence that is replaced before the screen reader pauses is never read. */
const KEPT = 4;

const [announcements, setAnnouncements] = createSignal<readonly Announcement[]>([]);

/** Sentences for the screen reader, the newest last. */
export { announcements };

/** Forgets all sentences, because they were about an account that is gone. */
export const forgetAnnouncements = () => setAnnouncements([]);

/** Makes the screen reader read a sentence at its next pause. Does nothing while the window is hidden. */
export const announce = (text: string) => {
  if (document.visibilityState === 'visible') setAnnouncements((before) => [...before.slice(1 - KEPT), { text }]);
};
