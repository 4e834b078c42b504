import { createComputed, on } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { marksFor, setMarks } from '../account-marks.ts';
import { accountKeyOf } from '../accounts.ts';
import { forgetAnnouncement } from '../announce.ts';
import { dismissDone, dismissFailure } from '../attempt.ts';
import { closeMenu } from '../overlays/menu.ts';
import { noteRecovery } from '../recoveries.ts';
import { leaveArchived } from './archived-state.ts';
import { forgetReplies } from './reply-record.ts';
import { dropReply, replyingTo } from './reply-state.ts';

/**
 * Keeps what belongs to an account that is gone from whoever is next at a shared PC: words, toasts, what is read out.
 * What belongs to accounts that stay is kept, whichever of them is shown.
 * Computed rather than effects, so that nothing of the next account is drawn before.
 */
export const followAccounts = (phase: () => AppState['phase'] | undefined) => {
  const connected = () => {
    const current = phase();
    return current?.kind === 'connected' ? current : undefined;
  };
  createComputed(() => {
    const current = connected();
    setMarks(current ? marksFor(current) : new Map());
  });
  createComputed(
    on(
      () => ({ keys: connected()?.accounts.map(({ key }) => key) ?? [], shown: connected()?.shown }),
      (now, before) => {
        const gone = before?.keys.filter((key) => !now.keys.includes(key)) ?? [];
        if (gone.length > 0) {
          forget(gone);
          // Alone with the first screen: why it is there is still to be read.
          if (now.keys.length > 0) dismissFailure();
        } else if (now.shown !== before?.shown) stepOutOfView();
      },
    ),
  );
  createComputed(
    on(
      () => (connected()?.connection.error ?? null) !== null,
      (troubled, before) => before && !troubled && noteRecovery(),
    ),
  );
};

/** @param gone keys of accounts */
const forget = (gone: readonly string[]) => {
  if (gone.includes(accountKeyOf(replyingTo() ?? ''))) dropReply();
  forgetReplies(gone);
  dismissDone();
  forgetAnnouncement();
  closeMenu();
};

/** Other conversations come into view: nothing that was about single ones stays open. Texts are kept. */
const stepOutOfView = () => {
  dropReply();
  closeMenu();
  leaveArchived();
};
