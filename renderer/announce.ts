import { createSignal } from 'solid-js';

/** Objects, not bare sentences: the same sentence twice in a row is read twice. */
type Announcement = { text: string };

/** More than one, because what is replaced before the screen reader pauses is never read. */
const KEPT = 4;

const [announcements, setAnnouncements] = createSignal<readonly Announcement[]>([]);

/** What a screen reader should have said; the newest last. */
export { announcements };

/** They were about an account that is gone. */
export const forgetAnnouncements = () => setAnnouncements([]);

/** Has a sentence read aloud when the screen reader next pauses. Says nothing while the window is hidden. */
export const announce = (text: string) => {
  if (document.visibilityState === 'visible') setAnnouncements((before) => [...before.slice(1 - KEPT), { text }]);
};
