import '../styles/wall.css';
import { createEffect, createSignal, For, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { LOCALES } from '../../main/core/i18n/translate.ts';
import type { WallRow, WallState } from '../../main/core/model/wall.ts';
import { talkTokenOf } from '../accounts.ts';
import { bridge } from '../bridge.ts';
import { AvatarPicture } from '../components/avatar.tsx';
import { badgeText } from '../components/badge-text.ts';
import { Icon } from '../components/icon.tsx';
import { avatarColour, initials } from '../components/initials.ts';
import { relativeTime } from '../components/relative-time.ts';
import { language, setLanguage, t } from '../i18n/index.ts';
import { applyAccent } from '../styles/accent.ts';
import { connectionWords } from '../views/connection-notice.ts';
import { createWallClock } from './wall-clock.ts';
import { type WallLayout, wallLayout } from './wall-layout.ts';

/** The list for a screen that is never touched. It offers nothing to press; Esc ends it. */
const Wall = () => {
  const state = createWallState();
  const now = createWallClock();
  const screen = createScreen();
  const layout = () => wallLayout(screen(), state()?.total ?? 0);

  createEffect(() => {
    const wall = state();
    if (!wall) return;
    setLanguage(wall.language);
    document.documentElement.lang = wall.language;
    applyAccent(wall.colour, document.documentElement.style);
  });
  createEffect(() => document.documentElement.style.setProperty('--unit', `${layout().unit}px`));
  onMount(() => {
    document.addEventListener('keydown', endOnEscape);
    onCleanup(() => document.removeEventListener('keydown', endOnEscape));
  });

  return (
    <Show when={state()}>
      {(wall) => (
        <div class="wall">
          <Header wall={wall()} now={now()} />
          <Show when={isInTrouble(wall()) && wall().rows}>
            <Trouble wall={wall()} />
          </Show>
          <main class="wall-content">
            <Content wall={wall()} now={now()} layout={layout()} />
          </main>
          <Footer wall={wall()} fitting={layout().columns * layout().rows} />
        </div>
      )}
    </Show>
  );
};

export default Wall;

const endOnEscape = ({ key }: KeyboardEvent) => {
  if (key === 'Escape') void bridge.endWall();
};

/** The state as main sends it. Rows are matched by token, so that a row that moves keeps its picture. */
const createWallState = (): (() => WallState | undefined) => {
  const [held, setHeld] = createStore<{ state?: WallState }>({});
  const take = (state: WallState) => setHeld('state', reconcile(state, { key: 'token' }));
  onMount(async () => {
    onCleanup(bridge.onWall(take));
    const answer = await bridge.getWall();
    if (answer.ok && held.state === undefined) take(answer.value);
  });
  return () => held.state;
};

/** The size of the screen, in CSS pixels. */
const createScreen = () => {
  const measure = () => ({ width: window.innerWidth, height: window.innerHeight });
  const [size, setSize] = createSignal(measure());
  const follow = () => setSize(measure());
  window.addEventListener('resize', follow);
  onCleanup(() => window.removeEventListener('resize', follow));
  return size;
};

const isInTrouble = ({ connection: { state } }: WallState) => !['live', 'polling', 'loading'].includes(state);

const time = (at: number) => {
  const clock = new Intl.DateTimeFormat(LOCALES[language()], { hour: '2-digit', minute: '2-digit' });
  return clock.format(at);
};

/** Whose conversations these are, what is unread, and the time. */
const Header = (props: { wall: WallState; now: number }) => {
  const date = () =>
    new Intl.DateTimeFormat(LOCALES[language()], { weekday: 'long', day: 'numeric', month: 'long' }).format(props.now);
  const title = () => {
    const [first, ...others] = props.wall.accounts;
    if (first === undefined) return 'Talkmelder';
    return others.length === 0 ? first : t('accounts.count', { count: props.wall.accounts.length });
  };
  return (
    <header class="wall-header">
      <div class="wall-title">
        <h1>
          <bdi>{title()}</bdi>
        </h1>
        <Show when={props.wall.rows}>
          <p class="wall-unread" classList={{ 'wall-unread-none': props.wall.unread === 0 }}>
            <Show when={props.wall.unread > 0} fallback={<Icon name="check" />}>
              <span class="wall-unread-dot" aria-hidden="true" />
            </Show>
            {unreadWords(props.wall.unread)}
          </p>
        </Show>
      </div>
      <div class="wall-clock">
        <time class="wall-time">{time(props.now)}</time>
        <p class="wall-date">{date()}</p>
      </div>
    </header>
  );
};

const unreadWords = (unread: number) => {
  if (unread === 0) return t('wall.allRead');
  if (unread === 1) return t('wall.unreadOne');
  return t('wall.unread', { count: unread.toLocaleString(LOCALES[language()]) });
};

/** Says across the room that the list is old, and how old. */
const Trouble = (props: { wall: WallState }) => (
  <div class="wall-trouble" role="status">
    <Icon name={props.wall.connection.state === 'offline' ? 'offline' : 'warning'} />
    <p>
      <strong>{troubleWords(props.wall)}</strong>
      <Show when={props.wall.connection.lastSyncAt}>
        {(at) => <span>{t('wall.listOf', { time: moment(at()) })}</span>}
      </Show>
    </p>
  </div>
);

const troubleWords = ({ connection: { state, account } }: WallState) => {
  const words = state === 'offline' ? t('connection.unreachable') : connectionWords(state);
  return account === null ? words : `${account}: ${words}`;
};

/** A time of today, else with its day. */
const moment = (at: number) => {
  if (new Date(at).toDateString() === new Date().toDateString()) return t('wall.time', { time: time(at) });
  const day = new Intl.DateTimeFormat(LOCALES[language()], { weekday: 'short', day: 'numeric', month: 'numeric' });
  return `${day.format(at)}, ${t('wall.time', { time: time(at) })}`;
};

const Content = (props: { wall: WallState; now: number; layout: WallLayout }) => (
  <Switch fallback={<Notice icon="refresh" title={t('list.loading')} />}>
    <Match when={props.wall.accounts.length === 0}>
      <Notice icon="key" title={t('wall.signedOut')} help={t('wall.signedOutHelp')} />
    </Match>
    <Match when={props.wall.rows?.length === 0}>
      <Notice icon="check" title={t('list.empty')} />
    </Match>
    <Match when={props.wall.rows}>
      {(rows) => (
        <ul
          class="wall-list"
          aria-label={t('list.conversations')}
          style={{ '--rows': props.layout.rows, '--scale': props.layout.scale }}
        >
          <For each={rows().slice(0, props.layout.columns * props.layout.rows)}>
            {(row) => <Row row={row} now={props.now} />}
          </For>
        </ul>
      )}
    </Match>
    <Match when={isInTrouble(props.wall)}>
      <Notice icon="offline" title={troubleWords(props.wall)} />
    </Match>
  </Switch>
);

/** Fills the screen while there is no list. */
const Notice = (props: { icon: 'key' | 'check' | 'offline' | 'refresh'; title: string; help?: string }) => (
  <div class="wall-notice">
    <span class="wall-notice-icon">
      <Icon name={props.icon} />
    </span>
    <p class="wall-notice-title">{props.title}</p>
    <Show when={props.help}>{(help) => <p class="wall-notice-help">{help()}</p>}</Show>
  </div>
);

const Row = (props: { row: WallRow; now: number }) => (
  <li
    class="wall-row"
    classList={{
      'wall-row-unread': props.row.unread > 0 && !props.row.muted,
      'wall-row-call': props.row.callRunning,
    }}
    data-token={props.row.token}
  >
    <span class={`avatar wall-avatar avatar-${avatarColour(talkTokenOf(props.row.token))}`} aria-hidden="true">
      {initials(props.row.name)}
      <Show when={props.row.picture}>
        <AvatarPicture path={`avatar/${props.row.token}`} version={props.row.avatarVersion} />
      </Show>
    </span>
    <span class="wall-words">
      <bdi class="wall-name">{props.row.name}</bdi>
      <Second row={props.row} now={props.now} />
    </span>
    <Show when={props.row.unread > 0}>
      <span
        class="wall-badge"
        classList={{ 'wall-badge-muted': props.row.muted && !props.row.mentioned }}
        role="img"
        aria-label={t('list.unread', { count: badgeText(props.row.unread) })}
      >
        {props.row.mentioned ? '@ ' : ''}
        {badgeText(props.row.unread)}
      </span>
    </Show>
  </li>
);

/** A running call, else the message if the station shows it, and when something was last said. */
const Second = (props: { row: WallRow; now: number }) => {
  const age = () => relativeTime(props.row.lastActivity * 1_000, props.now, language());
  return (
    <span class="wall-second">
      <Show
        when={props.row.callRunning}
        fallback={
          <>
            <span class="wall-age">{age()}</span>
            <Show when={props.row.text}>
              {(text) => (
                <span class="wall-text" dir="auto">
                  {text()}
                </span>
              )}
            </Show>
          </>
        }
      >
        <span class="wall-call">
          <Icon name="call" />
          {t('list.callRunning')}
        </span>
      </Show>
    </span>
  );
};

/** The connection, when the list was current, and what does not fit on the screen. */
const Footer = (props: { wall: WallState; fitting: number }) => {
  const more = () => Math.max(0, props.wall.total - props.fitting);
  return (
    <footer class="wall-footer">
      <p class="wall-connection">
        <Show when={props.wall.accounts.length > 0}>
          <span class="wall-dot" classList={{ [`wall-dot-${props.wall.connection.state}`]: true }} aria-hidden="true" />
          {connectionWords(props.wall.connection.state)}
          <Show when={props.wall.connection.lastSyncAt}>
            {(at) => <span class="wall-since">{t('wall.since', { time: moment(at()) })}</span>}
          </Show>
        </Show>
      </p>
      <Show when={more() > 0}>
        <p>
          {more() === 1 ? t('wall.moreOne') : t('wall.more', { count: more().toLocaleString(LOCALES[language()]) })}
        </p>
      </Show>
      <p class="wall-mark">Talkmelder</p>
    </footer>
  );
};
