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

/** The accounts and the shown account. `troubled`: the keys of accounts with a bad connection. */
type Seen = { accounts: { id: string; key: string }[]; shown: string | null; troubled: string[] };

const SIGNED_OUT: Seen = { accounts: [], shown: null, troubled: [] };

/**
 * Keeps the data of an account that is gone (texts, toasts, announcements) from the next user of a shared PC. The data
 * of remaining accounts are kept, whichever account is shown, and while the user signs in.
 * A computed rather than an effect, so that it runs before anything of the next account is drawn.
 */
export const followAccounts = (phase: () => Phase | undefined) => {
  createComputed(() => {
    const current = phase();
    setMarks(current?.kind === 'connected' ? marksFor(current) : new Map());
  });
  createComputed((before: Seen) => {
    const now = seenIn(phase());
    // Signing in hides the accounts but removes none.
    if (now) untrack(() => follow(before, now));
    else closeMenu();
    return now ?? before;
  }, SIGNED_OUT);
};

/** Returns null where the phase does not list the accounts. */
const seenIn = (phase: Phase | undefined): Seen | null => {
  if (phase?.kind === 'signed-out' && !phase.adding) return SIGNED_OUT;
  if (phase?.kind !== 'connected') return null;
  const troubled = phase.accounts.filter(({ connection }) => connection.error !== null).map(({ key }) => key);
  return { accounts: phase.accounts.map(({ id, key }) => ({ id, key })), shown: phase.shown, troubled };
};

const follow = (before: Seen, now: Seen) => {
  const there = now.accounts.map(({ key }) => key);
  const gone = before.accounts.filter(({ key }) => !there.includes(key));
  if (gone.length > 0) {
    forget(gone.map(({ key }) => key));
    // If the first screen appears on its own, its error must still be read.
    if (there.length > 0) dismissFailure();
  }
  // When one of several shown accounts goes, the view of the others stays.
  if (gone.length > 0 ? gone.some(({ id }) => id === before.shown) : now.shown !== before.shown) stepOutOfView();
  if (before.troubled.some((key) => there.includes(key) && !now.troubled.includes(key))) noteRecovery();
};

/** @param gone the keys of accounts */
const forget = (gone: readonly string[]) => {
  if (gone.includes(accountKeyOf(replyingTo() ?? ''))) dropReply();
  forgetReplies(gone);
  dismissDone();
  forgetAnnouncements();
  closeMenu();
};

/** Other conversations come into view, so everything about a single conversation closes. Texts are kept. */
const stepOutOfView = () => {
  dropReply();
  closeMenu();
  leaveArchived();
};
