import { createEffect, createSignal, lazy, onCleanup, onMount, Show } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { dialogOpen, watchFocus } from './dialog.ts';
import { followDialogs } from './dialog-change.ts';

const DialogHost = lazy(() => import('./dialog-host.tsx'));

/** Where dialogs appear. What draws them is loaded when the window has nothing better to do, or when one is opened. */
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
  // Stays once it was there, so that a dialog that closes can give the focus back.
  return (
    <Show when={wanted()}>
      <DialogHost state={props.state} />
    </Show>
  );
};
