import { createEffect, createSignal, on, Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { type AccountMark, markOf } from '../account-marks.ts';
import { talkTokenOf } from '../accounts.ts';
import { recoveries } from '../recoveries.ts';
import { avatarColour, initials } from './initials.ts';

/**
 * A conversation's circle: its initials on its own colour, covered by the picture of the person or room once that has
 * loaded, with the person's presence and, if there are several accounts, the sign and the colour of the conversation's account.
 * `active`: a tooltip names the account.
 */
export const ConversationAvatar = (props: { conversation: Conversation; active: boolean }) => (
  <span
    class={`avatar avatar-${avatarColour(talkTokenOf(props.conversation.token))}`}
    data-tint={markOf(props.conversation.token)?.tint}
    title={props.active ? markOf(props.conversation.token)?.label : undefined}
    aria-hidden="true"
  >
    {initials(props.conversation.name)}
    <Show when={props.conversation.picture && awaitFirstPaint()}>
      <AvatarPicture path={`avatar/${props.conversation.token}`} version={props.conversation.avatarVersion} />
    </Show>
    <Show when={markOf(props.conversation.token)}>{(mark) => <AccountSign mark={mark()} />}</Show>
    <Show when={props.conversation.presence}>{(presence) => <PresenceMark presence={presence()} />}</Show>
  </span>
);

/**
 * Whether the window has been painted. The first list does not wait for the requests for its pictures: the initials are
 * there anyway.
 */
const [painted, setPainted] = createSignal(false);
let awaited = false;
const awaitFirstPaint = (): boolean => {
  if (!awaited) {
    awaited = true;
    // The second frame begins after the first has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => setPainted(true)));
  }
  return painted();
};

/** The account of a conversation, small: its picture over its initials. */
const AccountSign = (props: { mark: AccountMark }) => (
  <span class="account-sign">
    {props.mark.sign}
    <Show when={props.mark.picture}>{(path) => <AvatarPicture path={path()} />}</Show>
  </span>
);

/** The picture that main serves below `path`, in the colours of the theme; invisible until it has loaded. */
export const AvatarPicture = (props: { path: string; version?: string }) => {
  const [shown, setShown] = createSignal(false);
  const [attempt, setAttempt] = createSignal(0);
  let failed = false;
  createEffect(
    on(
      recoveries,
      (count) => {
        if (failed) setAttempt(count);
        failed = false;
      },
      { defer: true },
    ),
  );
  const query = () => new URLSearchParams({ v: props.version ?? '', attempt: String(attempt()) }).toString();
  return (
    <span class="avatar-picture" classList={{ 'avatar-picture-shown': shown() }}>
      <img
        src={`${props.path}/${theme()}?${query()}`}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => setShown(true)}
        onError={() => {
          failed = true;
          setShown(false);
        }}
      />
    </span>
  );
};

/** A disc, a crescent, a disc with a bar: the shapes differ even without colours. */
const shapes = {
  online: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z',
  away: 'M7 1.1A5 5 0 1 0 10.9 7 4.2 4.2 0 0 1 7 1.1z',
  dnd: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zM3.2 5v2h5.6V5z',
};

export const PresenceMark = (props: { presence: keyof typeof shapes }) => (
  <svg class={`presence presence-${props.presence}`} viewBox="0 0 12 12" aria-hidden="true">
    <path d={shapes[props.presence]} />
  </svg>
);

const darkness = window.matchMedia('(prefers-color-scheme: dark)');
const [dark, setDark] = createSignal(darkness.matches);
darkness.addEventListener('change', () => setDark(darkness.matches));

/**
 * Returns the current theme of the window, for pictures that exist in two versions. (A `<source media>` would not need
 * this, but when the picture of the other theme cannot be loaded, browsers show a broken picture and report no error.)
 */
const theme = (): 'light' | 'dark' => (dark() ? 'dark' : 'light');
