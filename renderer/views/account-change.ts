import { createComputed, on } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { noteRecovery, setAccountId } from '../account.ts';
import { forgetAnnouncement } from '../announce.ts';
import { dismissDone, dismissFailure } from '../attempt.ts';
import { closeMenu } from '../overlays/menu.ts';
import { forgetReplies } from './reply-record.ts';
import { dropReply } from './reply-state.ts';

/**
 * Keeps what belongs to one account from whoever is next at a shared PC: their words, their toasts, their pictures.
 * Computed rather than an effect, so that nothing of the next account is drawn before.
 */
export const followAccount = (state: () => AppState | undefined) => {
  const connected = () => {
    const phase = state()?.phase;
    return phase?.kind === 'connected' ? phase : undefined;
  };
  createComputed(
    on(
      () => connected()?.account.id ?? '',
      (id, before) => {
        setAccountId(id);
        if (before === undefined || before === '' || before === id) return;
        dropReply();
        forgetReplies();
        dismissDone();
        if (id !== '') dismissFailure();
        forgetAnnouncement();
        closeMenu();
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
