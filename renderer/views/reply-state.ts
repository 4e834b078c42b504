import { createSignal } from 'solid-js';

const [replyingTo, setReplyingTo] = createSignal<string | null>(null);

/**
 * The conversation whose field takes the focus when it appears, because the user opened it; not when its row merely
 * returned.
 */
let summoned: string | null = null;

/** The token of the conversation with the open quick reply; there is one at most. */
export { replyingTo };

/** Opens the quick reply of a conversation; another open one closes and keeps its text. */
export const openReply = (token: string): void => {
  // The reply is open already, so the focus returns to its field.
  if (replyingTo() === token) document.querySelector<HTMLElement>('.reply textarea')?.focus();
  else {
    summoned = token;
    setReplyingTo(token);
  }
};

/** @returns whether the user asked for the field of this conversation; true only once */
export const takeSummons = (token: string): boolean => {
  const asked = summoned === token;
  if (asked) summoned = null;
  return asked;
};

/** Closes the reply, because its conversation or account is gone. */
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

/** Handles Esc: closes the quick reply if it is rendered. @returns whether it closed one */
export const stepOutOfReply = (): boolean => {
  if (document.querySelector('.reply') === null) return false;
  closeReply();
  return true;
};
