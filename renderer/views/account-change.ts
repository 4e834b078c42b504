import { createComputed, untrack } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { marksFor, setMarks } from '../account-marks.ts';
import { accountKeyOf } from '../accounts.ts';
import { forgetAnnouncements } from '../announce.ts';
import { dismissDone, dismissFailure } from '../attempt.ts';
import { closeMenu } from '../overlays/menu.ts';
import { noteRecovery } from '../recoveries.ts';
import { leaveArchived } from './archived-state.ts';
import { forgetReplies } from './reply-record.ts';
import { dropReply, replyingTo } from './reply-state.ts';

type Phase = AppState['phase'];

/** What there was to be seen, and of whom. `troubled`: keys of the accounts with which something is wrong. */
type Seen = { accounts: { id: string; key: string }[]; shown: string | null; troubled: string[] };

const NOBODY: Seen = { accounts: [], shown: null, troubled: [] };

/**
 * Keeps what belongs to an account that is gone from whoever is next at a shared PC: words, toasts, what is read out.
 * What belongs to accounts that stay is kept, whichever of them is shown, and while somebody signs in.
 * Computed rather than effects, so that nothing of the next account is drawn before.
 */
export const followAccounts = (phase: () => Phase | undefined) => {
  createComputed(() => {
    const current = phase();
    setMarks(current?.kind === 'connected' ? marksFor(current) : new Map());
  });
  createComputed((before: Seen) => {
    const now = seenIn(phase());
    // Whoever signs in hides the accounts and takes none away.
    if (now) untrack(() => follow(before, now));
    else closeMenu();
    return now ?? before;
  }, NOBODY);
};

/** Null where the accounts that there are cannot be told from the phase. */
const seenIn = (phase: Phase | undefined): Seen | null => {
  if (phase?.kind === 'signed-out' && !phase.adding) return NOBODY;
  if (phase?.kind !== 'connected') return null;
  const troubled = phase.accounts.filter(({ connection }) => connection.error !== null).map(({ key }) => key);
  return { accounts: phase.accounts.map(({ id, key }) => ({ id, key })), shown: phase.shown, troubled };
};

const follow = (before: Seen, now: Seen) => {
  const there = now.accounts.map(({ key }) => key);
  const gone = before.accounts.filter(({ key }) => !there.includes(key));
  if (gone.length > 0) {
    forget(gone.map(({ key }) => key));
    // Alone with the first screen: why it is there is still to be read.
    if (there.length > 0) dismissFailure();
  }
  // The rest of what was shown stays as it is when one of several goes.
  if (gone.length > 0 ? gone.some(({ id }) => id === before.shown) : now.shown !== before.shown) stepOutOfView();
  if (before.troubled.some((key) => there.includes(key) && !now.troubled.includes(key))) noteRecovery();
};

/** @param gone keys of accounts */
const forget = (gone: readonly string[]) => {
  if (gone.includes(accountKeyOf(replyingTo() ?? ''))) dropReply();
  forgetReplies(gone);
  dismissDone();
  forgetAnnouncements();
  closeMenu();
};

/** Other conversations come into view: nothing that was about single ones stays open. Texts are kept. */
const stepOutOfView = () => {
  dropReply();
  closeMenu();
  leaveArchived();
};
