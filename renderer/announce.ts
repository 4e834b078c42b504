import { createSignal } from 'solid-js';

/** An object, not the bare sentence: the same sentence twice in a row is read twice. */
const [announcement, setAnnouncement] = createSignal<{ text: string } | null>(null);

/** What a screen reader should say next. */
export { announcement };

/** It was about an account that is gone. */
export const forgetAnnouncement = () => setAnnouncement(null);

/** Has a sentence read aloud when the screen reader next pauses. Says nothing while the window is hidden. */
export const announce = (text: string) => {
  if (document.visibilityState === 'visible') setAnnouncement({ text });
};
