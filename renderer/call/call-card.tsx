import '../styles/call.css';
import { createEffect, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { fill } from '../../main/core/i18n/translate.ts';
import type { Call, CallAnswer, CallView, CallCard as Card } from '../../main/core/model/call.ts';
import { talkTokenOf } from '../accounts.ts';
import { createGuardedInput } from '../alarm/guarded-input.ts';
import { bridge } from '../bridge.ts';
import { AvatarPicture } from '../components/avatar.tsx';
import { Icon } from '../components/icon.tsx';
import { avatarColour, initials } from '../components/initials.ts';
import { type CallWord, callWords } from '../i18n/call.ts';
import { language, setLanguage } from '../i18n/index.ts';
import { applyAccent } from '../styles/accent.ts';

const TONE = '/call/tone';
/** Longer names get smaller letters, so that two lines hold most of them. */
const LONG_NAME = 24;
/** The width of the card (main/electron/call-bell.ts). CSS pixels at the usual text size. */
const WIDTH = 400;

/** The card of incoming calls, newest on top. It plays the ringing tone as long as main wants it. */
const CallCard = () => {
  const card = createCallView();
  const [failed, setFailed] = createSignal(false);
  const newest = () => card()?.calls[0];
  const answer = async (id: string, given: CallAnswer) =>
    setFailed(!(await bridge.answerCall({ id, answer: given })).ok);
  const isSettled = createGuardedInput(
    () =>
      card()
        ?.calls.map(({ id }) => id)
        .join(' ') ?? '',
    () => {
      const call = newest();
      if (call) void answer(call.id, 'ignore');
    },
  );
  createEffect(() => {
    const spoken = card()?.language;
    if (!spoken) return;
    setLanguage(spoken);
    document.documentElement.lang = spoken;
  });
  createTone(() => card()?.sounds ?? false);
  createScale();
  applyAccent(null, document.documentElement.style);

  return (
    <Show when={card()}>
      {(shown) => (
        <div class="call" data-sounds={shown().sounds}>
          <Show when={newest()} keyed>
            {(call) => (
              <main class="call-newest">
                <CallAvatar call={call} />
                <div class="call-words">
                  <p class="call-kind">{kindOf(call)}</p>
                  <h1 classList={{ 'call-long': titleOf(call).length > LONG_NAME }}>
                    <bdi>{titleOf(call)}</bdi>
                  </h1>
                  <p class="call-about">
                    <bdi>{aboutOf(call)}</bdi>
                  </p>
                </div>
                <div class="call-buttons">
                  <button
                    type="button"
                    class="call-join"
                    aria-disabled={!isSettled()}
                    onClick={() => void answer(call.id, 'join')}
                  >
                    <Icon name="call" />
                    {say('join')}
                  </button>
                  <button
                    type="button"
                    class="call-ignore"
                    aria-disabled={!isSettled()}
                    onClick={() => void answer(call.id, 'ignore')}
                  >
                    {say('ignore')}
                  </button>
                </div>
              </main>
            )}
          </Show>
          <Show when={failed()}>
            <p class="call-failed" role="alert">
              {say('failed')}
            </p>
          </Show>
          <Show when={shown().calls.length > 1}>
            <ul class="call-further" aria-label={say('further')}>
              <For each={shown().calls.slice(1)}>
                {(call) => (
                  <Further call={call} isSettled={isSettled()} onAnswer={(given) => void answer(call.id, given)} />
                )}
              </For>
            </ul>
          </Show>
          <Spoken card={shown()} />
        </div>
      )}
    </Show>
  );
};

export default CallCard;

const say = (word: CallWord, name = ''): string => fill(callWords[language()][word], { name }, language());

/** The card as main sends it. Calls are matched by their ids, so that one that stays keeps its buttons. */
const createCallView = (): (() => Card | undefined) => {
  const [held, setHeld] = createStore<{ view?: CallView }>({});
  const take = (view: CallView) => setHeld('view', reconcile(view, { key: 'id' }));
  onMount(async () => {
    onCleanup(bridge.onCall(take));
    const answer = await bridge.getCallCard();
    if (answer.ok && held.view === undefined) take(answer.value);
  });
  return () => held.view?.card ?? undefined;
};

/** Plays the ringing tone again and again. Main beeps if it does not begin. */
const createTone = (isWanted: () => boolean) => {
  const audio = new Audio(TONE);
  audio.loop = true;
  // In the document, so that the page counts as one that plays.
  document.body.append(audio);
  createEffect(() => {
    if (isWanted()) audio.play().catch(() => {});
    else audio.pause();
  });
  onCleanup(() => audio.remove());
};

/**
 * Keeps the card whole. The text size of the main window applies to this page, too, because Electron zooms by host
 * (shell/browser/web_contents_zoom_controller.cc), and the window of the card does not grow with it.
 */
const createScale = () => {
  const measure = () => document.documentElement.style.setProperty('--scale', String(window.innerWidth / WIDTH));
  measure();
  window.addEventListener('resize', measure);
  onCleanup(() => window.removeEventListener('resize', measure));
};

const titleOf = ({ conversation }: Call): string => conversation ?? say('hidden');

const kindOf = ({ conversation, group }: Call): string =>
  say(group && conversation !== null ? 'incomingGroup' : 'incoming');

/** What the card says besides the name: who calls, and which account. */
const aboutOf = ({ conversation, caller, account }: Call): string => {
  const words = conversation === null ? say('hiddenHelp') : caller === null ? '' : say('calledBy', caller);
  return [words, account ?? ''].filter((part) => part !== '').join(' · ');
};

const CallAvatar = (props: { call: Call }) => (
  <span class="call-ring" aria-hidden="true">
    <span class={`avatar avatar-${avatarColour(talkTokenOf(props.call.token))}`}>
      <Show when={props.call.conversation} fallback={<Icon name="call" />}>
        {(name) => initials(name())}
      </Show>
      <Show when={props.call.picture}>
        {(version) => <AvatarPicture path={`avatar/${props.call.token}`} version={version()} />}
      </Show>
    </span>
  </span>
);

const Further = (props: { call: Call; isSettled: boolean; onAnswer: (answer: CallAnswer) => void }) => (
  <li>
    <CallAvatar call={props.call} />
    <span class="call-words">
      <strong>
        <bdi>{titleOf(props.call)}</bdi>
      </strong>
      <span class="call-about">
        <bdi>{aboutOf(props.call) || kindOf(props.call)}</bdi>
      </span>
    </span>
    <button
      type="button"
      class="call-join"
      aria-disabled={!props.isSettled}
      aria-label={say('joinOf', titleOf(props.call))}
      title={say('join')}
      onClick={() => props.onAnswer('join')}
    >
      <Icon name="call" />
    </button>
    <button
      type="button"
      class="call-ignore"
      aria-disabled={!props.isSettled}
      aria-label={say('ignoreOf', titleOf(props.call))}
      title={say('ignore')}
      onClick={() => props.onAnswer('ignore')}
    >
      <Icon name="close" />
    </button>
  </li>
);

/** Reads each call to the screen reader at once, and once. */
const Spoken = (props: { card: Card }) => {
  const spoken = new Set<string>();
  const [words, setWords] = createSignal('');
  createEffect(() => {
    const fresh = props.card.calls.filter(({ id }) => !spoken.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) spoken.add(id);
    const sentences = fresh.map((call) => [`${kindOf(call)}: ${titleOf(call)}`, aboutOf(call)].join('. '));
    // A region that is there before its words is read by every screen reader.
    setTimeout(() => setWords(sentences.join(' ')), 100);
  });
  return (
    <div class="visually-hidden" role="alert" aria-live="assertive">
      {words()}
    </div>
  );
};
