import { createEffect, For, lazy, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { sharedColour } from '../accounts.ts';
import { announcements } from '../announce.ts';
import { createAppState, kindOf } from '../app-state.ts';
import { attempt, tellFailure } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { keepTime, tick } from '../clock.ts';
import { Toast } from '../components/toast.tsx';
import { setLanguage } from '../i18n/index.ts';
import { askToDisconnect } from '../overlays/dialog.ts';
import { Dialogs } from '../overlays/dialogs.tsx';
import { MenuHost } from '../overlays/menu-host.tsx';
import { openSettings } from '../overlays/open-settings.ts';
import { applyAccent } from '../styles/accent.ts';
import { followUndoable } from '../undo.ts';
import { handleWindowKey, undoKeys } from '../window-keys.ts';
import { followAccounts } from './account-change.ts';
import { ConnectedView } from './connected.tsx';
import { dropReply } from './reply-state.ts';

/** Signed-in users do not wait for these. */
const SignInScreens = lazy(() => import('./sign-in.tsx'));

/** The window: the view of the current phase, and the parts that all phases share. */
export const App = () => {
  const state = createAppState();
  const phase = <K extends AppState['phase']['kind']>(kind: K) => {
    const current = state()?.phase;
    return current && kindOf(current, kind);
  };
  /** Before the list: signing in, or the closing card of the first sign-in. */
  const beforeList = () => {
    const current = state();
    return current && (current.phase.kind !== 'connected' || current.welcome === true) ? current : undefined;
  };
  followAccounts(() => state()?.phase);
  followUndoable(() => state()?.undoable, undoKeys());
  const colour = () => {
    const connected = phase('connected');
    return connected ? sharedColour(connected) : null;
  };

  createEffect(() => {
    const language = state()?.language;
    if (!language) return;
    setLanguage(language);
    document.documentElement.lang = language;
  });
  createEffect(() => {
    const unopened = state()?.unopened;
    if (!unopened) return;
    tellFailure(unopened.error, { token: unopened.token, name: unopened.name });
    void bridge.endUnopened();
  });
  // A quick reply shows messages. What was typed in it stays.
  createEffect(() => {
    if (state()?.station?.hidesTexts) dropReply();
  });
  // A window that stays open can be dragged by its header (header.css).
  createEffect(() => {
    document.documentElement.toggleAttribute('data-movable', state()?.settings.hideOnBlur === false);
  });
  createEffect(() => applyAccent(colour(), document.documentElement.style));
  // The age of new messages counts from now, not from the last full minute.
  createEffect(() => {
    if (phase('connected')?.connection.lastSyncAt) tick();
  });

  // Settings need the state.
  const takeWish = async () => {
    const answer = await attempt(bridge.takeWish());
    if (!answer.ok || answer.value === null) return;
    const wish = answer.value;
    if (wish.kind === 'disconnect') askToDisconnect(wish.account);
    else if (wish.kind === 'quit') void attempt(bridge.quit());
    else void openSettings();
  };
  onMount(() => onCleanup(bridge.onWish(() => void takeWish())));
  createEffect(
    on(
      () => state() !== undefined,
      (isThere) => isThere && void takeWish(),
    ),
  );

  onMount(() => {
    onCleanup(keepTime(document));
    document.addEventListener('keydown', handleWindowKey);
    onCleanup(() => document.removeEventListener('keydown', handleWindowKey));
  });

  return (
    <>
      <Switch>
        <Match when={beforeList()}>{(current) => <SignInScreens state={current()} />}</Match>
        <Match when={phase('connected')}>
          {(current) => <Show when={state()}>{(all) => <ConnectedView state={all()} phase={current()} />}</Show>}
        </Match>
      </Switch>
      <Show when={state()}>{(current) => <Dialogs state={current()} />}</Show>
      <MenuHost />
      <Toast />
      <LiveRegion />
    </>
  );
};

/**
 * The region that screen readers listen to. The window has one, and it is always there, because screen readers often
 * skip text in a region that has just appeared. Not atomic: only new sentences are read.
 */
const LiveRegion = () => (
  // The attribute keeps a modal dialog (Kobalte's) from hiding it.
  <div class="visually-hidden" role="status" aria-atomic="false" data-live-announcer="true">
    <For each={announcements()}>{({ text }) => <p>{text}</p>}</For>
  </div>
);
