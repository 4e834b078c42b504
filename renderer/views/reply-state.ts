import { createSignal } from 'solid-js';

const [replyingTo, setReplyingTo] = createSignal<string | null>(null);

/** The token of the conversation whose quick reply is open. There is one at most. */
export { replyingTo };

/** Opens the quick reply of a conversation; another one that is open closes and keeps its text. */
export const openReply = (token: string): void => {
  // Asked for once more: whoever is elsewhere in the window comes back to the text.
  if (replyingTo() === token) document.querySelector<HTMLElement>('.reply textarea')?.focus();
  else setReplyingTo(token);
};

/** Closes the quick reply and keeps its text; the focus returns to the row. */
export const closeReply = (): void => {
  const row = document.querySelector('.reply')?.closest('[data-token]')?.querySelector<HTMLElement>('.row');
  setReplyingTo(null);
  row?.focus();
};

/** Esc: closes the quick reply if one can be seen. @returns whether there was one */
export const stepOutOfReply = (): boolean => {
  if (document.querySelector('.reply') === null) return false;
  closeReply();
  return true;
};
