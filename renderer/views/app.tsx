import { createEffect, Match, onCleanup, onMount, Switch } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { createAppState } from '../app-state.ts';
import { keepTime, tick } from '../clock.ts';
import { LiveRegion } from '../components/live-region.tsx';
import { Toast } from '../components/toast.tsx';
import { setLanguage } from '../i18n/index.ts';
import { applyAccent } from '../styles/accent.ts';
import { handleWindowKey } from '../window-keys.ts';
import { ConnectedView } from './connected.tsx';
import { SignedOutView } from './signed-out.tsx';
import { SigningInView } from './signing-in.tsx';

type PhaseOf<K extends AppState['phase']['kind']> = Extract<AppState['phase'], { kind: K }>;

/** The window: the view of the phase the app is in, and what holds for all of them. */
export const App = () => {
  const state = createAppState();
  const phase = <K extends AppState['phase']['kind']>(kind: K) => {
    const current = state()?.phase;
    return current?.kind === kind ? (current as PhaseOf<K>) : undefined;
  };
  const colour = () => phase('connected')?.account.colour ?? null;

  createEffect(() => {
    const language = state()?.language;
    if (!language) return;
    setLanguage(language);
    document.documentElement.lang = language;
  });
  createEffect(() => applyAccent(colour(), document.documentElement.style));
  // What has just arrived is measured from now, not from the last full minute.
  createEffect(() => {
    if (phase('connected')?.connection.lastSyncAt) tick();
  });

  onMount(() => {
    onCleanup(keepTime(document));
    document.addEventListener('keydown', handleWindowKey);
    onCleanup(() => document.removeEventListener('keydown', handleWindowKey));
  });

  return (
    <>
      <Switch>
        <Match when={phase('signed-out')}>{(current) => <SignedOutView phase={current()} />}</Match>
        <Match when={phase('signing-in')}>{(current) => <SigningInView phase={current()} />}</Match>
        <Match when={phase('connected')}>
          {(current) => <ConnectedView phase={current()} forgetful={state()?.secretBackend === 'memory'} />}
        </Match>
      </Switch>
      <Toast />
      <LiveRegion />
    </>
  );
};
