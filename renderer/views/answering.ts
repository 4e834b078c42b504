import { createEffect, onCleanup, onMount } from 'solid-js';
import { bridge } from '../bridge.ts';
import { replyingTo } from './reply-state.ts';

/** Main forgets after a minute what it does not hear again. */
const REPEAT_MS = 20_000;

/**
 * Tells main which conversation is being answered: its messages appear before the user's eyes and need not ring. That
 * is so while the window has the focus, the caret is in the reply, and the user has typed within the last minute.
 */
export const tellAnswering = (): void => {
  let sent: string | null = null;
  let sentAt = 0;

  const send = (token: string | null) => {
    const isKnown = token === sent && (token === null || Date.now() - sentAt < REPEAT_MS);
    if (isKnown) return;
    sent = token;
    sentAt = Date.now();
    // A failure only means that the conversation rings.
    bridge.answering({ token }).catch(() => {});
  };
  const look = () => {
    const isInReply = document.hasFocus() && document.activeElement?.closest('.reply') != null;
    send(isInReply ? replyingTo() : null);
  };
  // The focus has moved once the event is over.
  const lookSoon = () => queueMicrotask(look);
  const leave = () => send(null);

  createEffect(() => replyingTo() === null && leave());
  onMount(() => {
    const heard = ['focusin', 'focusout', 'input', 'keydown', 'pointerdown'];
    for (const name of heard) document.addEventListener(name, lookSoon);
    window.addEventListener('focus', lookSoon);
    window.addEventListener('blur', leave);
    onCleanup(() => {
      for (const name of heard) document.removeEventListener(name, lookSoon);
      window.removeEventListener('focus', lookSoon);
      window.removeEventListener('blur', leave);
      leave();
    });
  });
};
