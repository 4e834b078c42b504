import { createEffect, createSignal, For, lazy, on, Show } from 'solid-js';
import { endOfPause } from '../../main/core/i18n/translate.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { AccountSummary, Connected } from '../../main/core/model/connected.ts';
import { about, personName, shownAccounts } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { now } from '../clock.ts';
import { SettingsButton } from '../components/buttons.tsx';
import { ConnectionDot } from '../components/connection.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { relativeTime } from '../components/relative-time.ts';
import { language, t } from '../i18n/index.ts';
import { openDialog } from '../overlays/dialog.ts';
import { menu, openMenu } from '../overlays/menu.ts';
import { openSettings } from '../overlays/open-settings.ts';
import { connectionNotice, connectionSentence } from './connection-notice.ts';
import { announcePause, pauseEntries, unpause } from './pause.ts';
import { askedOf, isAwaited, NOTHING_ASKED } from './refreshing.ts';

const MINUTE_MS = 60_000;
const UpdateNote = lazy(() => import('../components/update-note.tsx'));

/** The state of the list, whether notifications appear, and the way to the settings. */
export const Footer = (props: { state: AppState; phase: Connected }) => {
  const [pointed, setPointed] = createSignal(false);
  const connection = () => props.phase.connection;
  const shown = () => shownAccounts(props.phase);
  const answering = () => shown().filter(({ connection: { state } }) => state !== 'signed-out');
  /** The account in trouble, if several are shown. */
  const whose = () => (shown().length > 1 && connectionNotice(connection()) ? props.phase.account : null);
  const sentence = () => {
    const state = connectionSentence(connection(), props.state.settings.pollSeconds);
    const account = whose();
    return account ? about(props.phase, account, state) : state;
  };
  const whoseName = () => {
    const account = whose();
    return account ? personName(account, props.phase.accounts) : undefined;
  };
  const fleeting = () => props.phase.accounts.filter(({ remembered }) => !remembered);
  const age = () => {
    const at = connection().lastSyncAt;
    // "Last updated now" would say nothing.
    if (at === null || now() - at < MINUTE_MS) return '';
    return t('connection.age', { age: relativeTime(at, now(), language()) });
  };
  return (
    <footer>
      <For
        each={fleeting()}
        fallback={
          <Show when={props.state.secretBackend === 'memory'}>
            <Footnote icon="key" examined>
              {t('connection.memoryOnly')}
            </Footnote>
          </Show>
        }
      >
        {(account) => <Footnote icon="key">{about(props.phase, account, t('connection.notRemembered'))}</Footnote>}
      </For>
      <Show when={!props.state.device.notifications}>
        <Footnote icon="muted" examined>
          {t('footer.noNotifications')}
        </Footnote>
      </Show>
      <Show when={props.state.update?.line && props.state.update}>{(update) => <UpdateNote update={update()} />}</Show>
      <div class="footer">
        {/* Only a pointer needs the tooltip: the first length of time in words takes longer than drawing the rows. */}
        <p
          class="footer-state"
          title={pointed() ? `${sentence()}\n${age()}`.trim() : undefined}
          onPointerEnter={() => setPointed(true)}
          onPointerLeave={() => setPointed(false)}
        >
          <ConnectionDot state={connection().state} whose={whoseName()} />
          <span class="footer-age">{connectionNotice(connection()) === null ? '' : age()}</span>
        </p>
        <Show when={answering().length > 0}>
          <RefreshButton accounts={answering()} />
        </Show>
        <PauseButton until={props.state.pausedUntil} quiet={props.state.quietUntil} />
        <SettingsButton />
      </div>
    </footer>
  );
};

/** A note about this computer. `examined`: the doctor knows what to do about it. */
const Footnote = (props: { icon: IconName; examined?: boolean; children: string }) => (
  <div class="footnote">
    <Icon name={props.icon} />
    <p>{props.children}</p>
    <Show when={props.examined}>
      <button
        type="button"
        class="button button-small"
        aria-label={`${t('error.examine')}: ${props.children}`}
        onClick={() => openDialog('doctor')}
      >
        {t('error.examine')}
      </button>
    </Show>
  </div>
);

/** Asks the servers now and spins until each has answered or failed. `accounts`: the accounts to ask. */
const RefreshButton = (props: { accounts: AccountSummary[] }) => {
  const [asked, setAsked] = createSignal(NOTHING_ASKED);
  const busy = () => isAwaited(props.accounts, asked());
  const label = () =>
    t(props.accounts.every(({ connection }) => connection.error === null) ? 'footer.refresh' : 'footer.retry');
  const ask = () => {
    setAsked(askedOf(props.accounts));
    void attempt(bridge.refresh()).then(({ ok }) => ok || setAsked(NOTHING_ASKED));
  };
  return (
    <button
      type="button"
      class="icon-button footer-refresh"
      aria-label={busy() ? t('footer.refreshing') : label()}
      title={`${label()} (F5)`}
      aria-busy={busy()}
      onClick={ask}
    >
      <Icon name="refresh" />
    </button>
  );
};

/** Begins and ends a pause. During quiet hours it leads to the settings, where they can be changed. */
const PauseButton = (props: { until: number | null; quiet: number | null }) => {
  let button: HTMLButtonElement | undefined;
  const time = (until: number) => endOfPause(until, now(), language());
  createEffect(
    on(
      () => props.until,
      (until) => until !== null && announcePause(until),
      { defer: true },
    ),
  );
  /** The end of the quiet hours, if that is what keeps notifications silent. */
  const quiet = () => (props.until === null ? props.quiet : null);
  const isSilent = () => props.until !== null || props.quiet !== null;
  const label = () => {
    const end = quiet();
    if (end !== null) return t('pause.quietLong', { time: time(end) });
    return props.until === null ? t('pause.open') : t('pause.endUntil', { time: time(props.until) });
  };
  return (
    <button
      ref={button}
      type="button"
      class="icon-button footer-pause"
      classList={{ 'footer-paused': isSilent() }}
      aria-label={label()}
      title={label()}
      aria-haspopup={isSilent() ? undefined : 'menu'}
      aria-expanded={!isSilent() ? menu() !== null && menu()?.anchor === button : undefined}
      onClick={(event) => {
        if (props.until !== null) unpause();
        else if (props.quiet !== null) void openSettings();
        else
          openMenu({ label: t('pause.open'), anchor: event.currentTarget, entries: () => pauseEntries(props.until) });
      }}
    >
      <Icon name={isSilent() ? 'muted' : 'bell'} />
      <Show when={props.until}>{(until) => <span>{t('pause.until', { time: time(until()) })}</span>}</Show>
      <Show when={quiet()}>{(until) => <span>{t('pause.quiet', { time: time(until()) })}</span>}</Show>
    </button>
  );
};
