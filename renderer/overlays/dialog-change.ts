import { createEffect, createMemo, on } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { closeAllDialogs, closeDialogsOfOthers, closeQuestions } from './dialog.ts';

/** Closes the dialogs whose subject is gone. */
export const followDialogs = (phase: () => AppState['phase']) => {
  const kind = createMemo(() => phase().kind);
  /** The shown account and all accounts. */
  const shown = createMemo(() => {
    const current = phase();
    return current.kind === 'connected' ? [current.shown, ...current.accounts.map(({ id }) => id)].join('\n') : '';
  });
  createEffect(() => {
    const current = phase();
    if (current.kind === 'connected') closeDialogsOfOthers(current.accounts.map(({ id }) => id));
  });
  // The user must know what the answer is about.
  createEffect(on(shown, closeQuestions, { defer: true }));
  // Signing in or out, here or elsewhere, makes every open dialog pointless.
  createEffect(on(kind, closeAllDialogs, { defer: true }));
};
