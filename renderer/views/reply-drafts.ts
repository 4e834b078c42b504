import { bridge } from '../bridge.ts';
import { changeRecord, recordedTokens, replyRecord, unsentText } from './reply-record.ts';

/** Typing tells main after this pause, not with every key. */
const PAUSE_MS = 300;

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Tells main what was typed and not sent, if it does not know: main outlives the window. What is on its way counts as
 * not sent, and so does what failed.
 */
export const keepDraftNow = (token: string): void => {
  const record = replyRecord(token);
  // Before its answer has come, main may hold a draft that the window has not seen.
  if (!record || record.loading) return;
  const text = unsentText(record);
  if (text === record.kept) return;
  const { kept } = record;
  changeRecord(token, { kept: text });
  // A conversation that is gone keeps nothing, and nobody has asked for this: no word about a failure.
  void bridge
    .keepDraft({ token, text })
    .catch(() => null)
    .then((answer) => {
      // Main has what it had before: the text is told again next time.
      if (!answer?.ok && replyRecord(token)?.kept === text) changeRecord(token, { kept });
    });
};

const keepAllDrafts = (): void => {
  clearTimeout(timer);
  timer = undefined;
  for (const token of recordedTokens()) keepDraftNow(token);
};

/** The field has changed. */
export const typeReply = (token: string, text: string): void => {
  changeRecord(token, { text });
  clearTimeout(timer);
  timer = setTimeout(keepAllDrafts, PAUSE_MS);
};

/** A hidden window may be destroyed, and has no timers. @returns stops it */
export const keepDraftsWhenHidden = (): (() => void) => {
  const onChange = () => document.visibilityState === 'hidden' && keepAllDrafts();
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
};
