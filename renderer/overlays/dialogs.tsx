import { createEffect, createSignal, lazy, onCleanup, onMount, Show } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { dialogOpen, followDialogs, watchFocus } from './dialog.ts';

const DialogHost = lazy(() => import('./dialog-host.tsx'));

/** The place for dialogs. Their code is loaded when the window is idle or a dialog is opened. */
export const Dialogs = (props: { state: AppState }) => {
  const [wanted, setWanted] = createSignal(false);
  onMount(() => onCleanup(watchFocus(document)));
  createEffect(() => {
    if (dialogOpen()) setWanted(true);
  });
  createEffect(() => {
    const { phase } = props.state;
    if (phase.kind === 'connected' && phase.conversations) requestIdleCallback(() => void DialogHost.preload());
  });
  followDialogs(() => props.state.phase);
  // The host stays once it was rendered, so that a closing dialog can return the focus.
  return (
    <Show when={wanted()}>
      <DialogHost state={props.state} />
    </Show>
  );
};
