import { bridge } from '../bridge.ts';
import { changeRecord, recordedTokens, replyRecord, unsentText } from './reply-record.ts';

/** Typed text is sent to main after this pause, not with every key. */
const PAUSE_MS = 300;

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Sends unsent text to main, which outlives the window, unless main has it already. Messages on their way and failed
 * messages count as unsent.
 */
export const keepDraftNow = (token: string): void => {
  const record = replyRecord(token);
  // Before main has answered, it may hold a draft that the window has not seen.
  if (!record || record.loading) return;
  const text = unsentText(record);
  if (text === record.kept) return;
  const { kept } = record;
  changeRecord(token, { kept: text });
  // A conversation that is gone keeps no draft. The user did not ask for this call, so a failure is not shown.
  void bridge
    .keepDraft({ token, text })
    .catch(() => null)
    .then((answer) => {
      // Main still has the older text, so the next call sends the text again.
      if (!answer?.ok && replyRecord(token)?.kept === text) changeRecord(token, { kept });
    });
};

const keepAllDrafts = (): void => {
  clearTimeout(timer);
  timer = undefined;
  for (const token of recordedTokens()) keepDraftNow(token);
};

/** Handles a change of the field. */
export const typeReply = (token: string, text: string): void => {
  changeRecord(token, { text });
  clearTimeout(timer);
  timer = setTimeout(keepAllDrafts, PAUSE_MS);
};

/**
 * Keeps the drafts when the window is hidden: it has no timers then, and may be destroyed. @returns a function that
 * stops it
 */
export const keepDraftsWhenHidden = (): (() => void) => {
  const onChange = () => document.visibilityState === 'hidden' && keepAllDrafts();
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
};
