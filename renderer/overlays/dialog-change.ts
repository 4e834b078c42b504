import { createEffect, createMemo, on } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { closeAllDialogs, closeDialogsOfOthers, closeQuestions } from './dialog.ts';

/** Closes the dialogs that are about something which is not there any more. */
export const followDialogs = (phase: () => AppState['phase']) => {
  const kind = createMemo(() => phase().kind);
  /** Which of the accounts are shown, and which there are. */
  const shown = createMemo(() => {
    const current = phase();
    return current.kind === 'connected' ? [current.shown, ...current.accounts.map(({ id }) => id)].join('\n') : '';
  });
  createEffect(() => {
    const current = phase();
    if (current.kind === 'connected') closeDialogsOfOthers(current.accounts.map(({ id }) => id));
  });
  // Whoever agrees has to know to what.
  createEffect(on(shown, closeQuestions, { defer: true }));
  // Who signs in or out, here or elsewhere, is done with what was open.
  createEffect(on(kind, closeAllDialogs, { defer: true }));
};
