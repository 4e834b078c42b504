import { createSignal } from 'solid-js';

const [replyingTo, setReplyingTo] = createSignal<string | null>(null);

/** Whose field takes the focus when it appears: asked for by a person, and not because its row has come back. */
let summoned: string | null = null;

/** The token of the conversation whose quick reply is open. There is one at most. */
export { replyingTo };

/** Opens the quick reply of a conversation; another one that is open closes and keeps its text. */
export const openReply = (token: string): void => {
  // Asked for once more: whoever is elsewhere in the window comes back to the text.
  if (replyingTo() === token) document.querySelector<HTMLElement>('.reply textarea')?.focus();
  else {
    summoned = token;
    setReplyingTo(token);
  }
};

/** @returns whether the field that appears for this conversation was asked for; true once only */
export const takeSummons = (token: string): boolean => {
  const asked = summoned === token;
  if (asked) summoned = null;
  return asked;
};

/** Its conversation or account is gone. */
export const dropReply = (): void => {
  summoned = null;
  setReplyingTo(null);
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
