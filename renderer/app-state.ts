import { batch, onCleanup, onMount } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { AppState } from '../main/core/model/app-state.ts';
import { attempt } from './attempt.ts';
import { bridge } from './bridge.ts';
import { noteState } from './whole-state.ts';

type PhaseOf<K extends AppState['phase']['kind']> = Extract<AppState['phase'], { kind: K }>;

/** Returns the phase if it is of this kind. */
export const kindOf = <K extends AppState['phase']['kind']>(phase: AppState['phase'], kind: K) =>
  phase.kind === kind ? (phase as PhaseOf<K>) : undefined;

/**
 * The app's state as main sends it; undefined until the first answer.
 * Conversations are matched by token, so that a change touches only its own row and a moved row keeps its DOM node.
 * Lists without tokens are merged by index; accounts are drawn by their ids instead (components/each-account.tsx).
 */
export const createAppState = (): (() => AppState | undefined) => {
  const [held, setHeld] = createStore<{ state?: AppState }>({});
  const take = (state: AppState) =>
    batch(() => {
      setHeld('state', reconcile(state, { key: 'token' }));
      noteState();
    });

  onMount(async () => {
    // Listen first, ask second: no change in between is lost, and an update is never older than the answer.
    onCleanup(bridge.onState(take));
    const answer = await attempt(bridge.getState());
    if (answer.ok && held.state === undefined) take(answer.value);
  });

  return () => held.state;
};
