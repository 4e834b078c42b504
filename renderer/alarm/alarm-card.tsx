import '../styles/alarm.css';
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { Alarm, AlarmView, AlarmCard as Card } from '../../main/core/model/alarm.ts';
import type { Result } from '../../preload/contract.ts';
import { bridge } from '../bridge.ts';
import { Icon } from '../components/icon.tsx';
import { language, setLanguage, t } from '../i18n/index.ts';
import { applyAccent } from '../styles/accent.ts';
import { ageOnClock } from './age.ts';
import { createGuardedInput } from './guarded-input.ts';

/**
 * The card of alarms, newest on top. It fills its display, or a corner of it once the person has made it small.
 * @param props.isFirst this page speaks to the screen reader; the others show the same on further displays
 */
const AlarmCard = (props: { isFirst: boolean }) => {
  const [unreadable, setUnreadable] = createSignal(false);
  const view = createAlarmView(() => setUnreadable(true));
  const card = () => view()?.card ?? undefined;
  const now = createSeconds();
  const [failed, setFailed] = createSignal(false);
  const isSettled = createGuardedInput(
    () => [view()?.ups, ...(card()?.alarms ?? []).map(({ id }) => id)].join(' '),
    () => void bridge.shrinkAlarm({ small: true }),
  );

  createEffect(() => {
    const spoken = card()?.language;
    if (!spoken) return;
    setLanguage(spoken);
    document.documentElement.lang = spoken;
  });
  createEffect(() => {
    const shown = card();
    if (shown?.alarms[0]) document.title = `${titleOf(shown)}: ${shown.alarms[0].conversation}`;
  });
  createUnit();
  // The surfaces come with the accent; without them, the red of the window would shine through.
  applyAccent(null, document.documentElement.style);

  const attempt = async (asking: Promise<Result<unknown>>) => setFailed(!(await asking).ok);
  /** A click without a pointer comes from the keyboard or from a screen reader. */
  const see = (ids: string[], { detail }: MouseEvent) =>
    void attempt(bridge.acknowledgeAlarms({ ids, by: detail === 0 ? 'key' : 'card' }));

  return (
    <Show when={card()} fallback={unreadable() && <Unreadable />}>
      {(shown) => (
        <div
          class="alarm"
          classList={{
            'alarm-small': view()?.small ?? false,
            'alarm-many': shown().alarms.length > 1 && !view()?.small,
            [`alarm-${kindOf(shown())}`]: true,
          }}
          data-sounds={shown().sounds}
        >
          <header class="alarm-head">
            <Icon name="bell" />
            <h1>{titleOf(shown())}</h1>
            <Show when={shown().alarms[0]}>{(newest) => <Age alarm={newest()} now={now()} />}</Show>
          </header>
          <Show when={shown().alarms[0]} keyed>
            {(newest) => (
              <Newest
                alarm={newest}
                isSmall={view()?.small ?? false}
                isSettled={isSettled()}
                count={shown().alarms.length}
                onSeen={(event) => see([newest.id], event)}
                onAllSeen={(event) =>
                  see(
                    shown().alarms.map(({ id }) => id),
                    event,
                  )
                }
                onOpen={() => void attempt(bridge.openAlarm({ id: newest.id }))}
              />
            )}
          </Show>
          <Show when={shown().alarms.length > 1 && !view()?.small}>
            <section class="alarm-further" aria-label={t('alarmCard.further')}>
              <ul>
                <For each={shown().alarms.slice(1)}>
                  {(alarm) => (
                    <Further
                      alarm={alarm}
                      now={now()}
                      isSettled={isSettled()}
                      onSeen={(event) => see([alarm.id], event)}
                    />
                  )}
                </For>
              </ul>
            </section>
          </Show>
          <Show when={failed()}>
            <p class="alarm-failed" role="alert">
              {t('alarmCard.failed')}
            </p>
          </Show>
          <footer class="alarm-foot">
            <p>
              {t('alarmCard.supplement')} <span class="alarm-keys">{t('alarmCard.keys')}</span>
            </p>
          </footer>
          <Show when={props.isFirst}>
            <Spoken alarms={shown().alarms} />
          </Show>
        </div>
      )}
    </Show>
  );
};

export default AlarmCard;

/** A red window without words would be worse than none. */
const Unreadable = () => (
  <div class="alarm">
    <header class="alarm-head">
      <Icon name="bell" />
      <h1>{t('alarmCard.alarm')}</h1>
    </header>
    <main class="alarm-newest">
      <p class="alarm-text">{t('alarmCard.unreadable')}</p>
    </main>
  </div>
);

/**
 * The view as main sends it. Alarms are matched by their ids, so that one that stays keeps its buttons.
 * @param onFailure called when main gives none
 */
const createAlarmView = (onFailure: () => void): (() => AlarmView | undefined) => {
  const [held, setHeld] = createStore<{ view?: AlarmView }>({});
  const take = (view: AlarmView) => setHeld('view', reconcile(view, { key: 'id' }));
  onMount(async () => {
    onCleanup(bridge.onAlarm(take));
    const answer = await bridge.getAlarmCard();
    if (!answer.ok) onFailure();
    else if (held.view === undefined) take(answer.value);
  });
  return () => held.view;
};

/** The time in milliseconds since 1970, once a second. */
const createSeconds = (): (() => number) => {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 1_000);
  onCleanup(() => clearInterval(timer));
  return now;
};

/**
 * Keeps the measures of all others: a hundredth of the width of a display of 16:9, and how much larger the small card is
 * than on an old laptop (alarm-bounds.ts). The text size of the main window applies to this page, too, because Electron
 * zooms by host: a smaller page gets smaller measures, so that the card stays whole.
 */
const createUnit = () => {
  const measure = () => {
    const { style } = document.documentElement;
    const { innerWidth, innerHeight } = window;
    style.setProperty('--unit', `${Math.min(innerWidth / 100, (innerHeight * 1.78) / 100)}px`);
    style.setProperty('--small-scale', String(Math.min(innerWidth / 460, innerHeight / 330)));
  };
  measure();
  window.addEventListener('resize', measure);
  onCleanup(() => window.removeEventListener('resize', measure));
};

/** What the card as a whole is about: a real alarm comes before a test, and one that rings before one that was missed. */
const kindOf = ({ alarms }: Card): 'alarm' | 'probe' | 'missed' => {
  const rings = alarms.filter(({ state }) => state !== 'missed');
  if (rings.length === 0) return 'missed';
  return rings.some(({ kind }) => kind === 'message') ? 'alarm' : 'probe';
};

const titleOf = (card: Card): string => {
  const kind = kindOf(card);
  if (kind === 'alarm' && card.alarms.length > 1) return t('alarmCard.alarms', { count: card.alarms.length });
  return t(`alarmCard.${kind}`);
};

/** Counts since the message was written. A screen reader would read every second. No server has written a test alarm. */
const Age = (props: { alarm: Alarm; now: number }) => (
  <Show when={props.alarm.kind === 'message'}>
    <span class="alarm-age" aria-hidden="true">
      {props.alarm.writtenAt === null
        ? t('alarmCard.ageUnknown')
        : t('alarmCard.age', { time: ageOnClock(props.now - props.alarm.writtenAt) })}
    </span>
  </Show>
);

/** The conversation, with the account where there are several. */
const Whose = (props: { alarm: Alarm }) => (
  <>
    <bdi>{props.alarm.conversation}</bdi>
    <Show when={props.alarm.account}>{(account) => <bdi class="alarm-account">{account()}</bdi>}</Show>
  </>
);

/** After a restart, an alarm has neither author nor text until the server has been asked again. */
const textOf = ({ sender, text }: Alarm): string =>
  text ?? t(sender === '' ? 'alarmCard.unloaded' : 'alarmCard.hidden');

const authorAndText = (alarm: Alarm): string =>
  alarm.sender === '' ? textOf(alarm) : `${alarm.sender}: ${textOf(alarm)}`;

/** What a person should know about the alarm besides its text; null: nothing. */
const noteOf = ({ kind, state, deleted }: Alarm): string | null => {
  if (deleted) return t('alarmCard.deleted');
  if (state === 'missed') return t('alarmCard.missedHelp');
  if (kind === 'probe') return t('alarmCard.probeHelp');
  return state === 'resting' ? t('alarmCard.restingHelp') : null;
};

const Newest = (props: {
  alarm: Alarm;
  isSmall: boolean;
  isSettled: boolean;
  count: number;
  onSeen: (event: MouseEvent) => void;
  onAllSeen: (event: MouseEvent) => void;
  onOpen: () => void;
}) => (
  <main class="alarm-newest">
    <h2 class="alarm-conversation">
      <Whose alarm={props.alarm} />
    </h2>
    <p class="alarm-sender">
      <bdi>{props.alarm.sender}</bdi>
    </p>
    <FittingText text={textOf(props.alarm)} isHidden={props.alarm.text === null} isSmall={props.isSmall} />
    <Show when={noteOf(props.alarm)}>{(note) => <p class="alarm-note">{note()}</p>}</Show>
    <div class="alarm-buttons">
      <button type="button" class="alarm-seen" aria-disabled={!props.isSettled} onClick={props.onSeen}>
        <Icon name="check" />
        {t('alarmCard.seen')}
      </button>
      <Show when={props.count > 1 && !props.isSmall}>
        <button type="button" class="alarm-button" aria-disabled={!props.isSettled} onClick={props.onAllSeen}>
          <Icon name="allRead" />
          {t('alarmCard.allSeen', { count: props.count })}
        </button>
      </Show>
      <Show when={props.alarm.kind === 'message' && !props.isSmall}>
        <button type="button" class="alarm-button" aria-disabled={!props.isSettled} onClick={props.onOpen}>
          <Icon name="browser" />
          {t('alarmCard.open')}
        </button>
      </Show>
      <button
        type="button"
        class="alarm-button alarm-size"
        aria-disabled={!props.isSettled}
        onClick={() => void bridge.shrinkAlarm({ small: !props.isSmall })}
      >
        {props.isSmall ? t('alarmCard.large') : t('alarmCard.small')}
      </button>
    </div>
  </main>
);

/** The sizes of the text, in units: the largest that fits is taken. With the smallest, the text scrolls. */
const SIZES = [7, 6.4, 5.8, 5.3, 4.8, 4.4, 4, 3.6, 3.3, 3, 2.8, 2.5, 2.3];

const FittingText = (props: { text: string; isHidden: boolean; isSmall: boolean }) => {
  let box: HTMLDivElement | undefined;
  const fit = () => {
    if (!box) return;
    const element = box;
    const size = SIZES.find((one) => {
      element.style.setProperty('--size', String(one));
      return element.scrollHeight <= element.clientHeight && element.scrollWidth <= element.clientWidth;
    });
    // A text that scrolls must be within reach of the keyboard.
    if (size === undefined) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  };
  const watching = new ResizeObserver(fit);
  onMount(() => {
    if (box) watching.observe(box);
  });
  onCleanup(() => watching.disconnect());
  createEffect(on([() => props.text, () => props.isSmall], fit));
  return (
    <div class="alarm-text" classList={{ 'alarm-text-hidden': props.isHidden }} ref={box} dir="auto">
      {props.text}
    </div>
  );
};

const Further = (props: { alarm: Alarm; now: number; isSettled: boolean; onSeen: (event: MouseEvent) => void }) => (
  <li class="alarm-row">
    <span class="alarm-row-words">
      <strong>
        <Whose alarm={props.alarm} />
      </strong>
      <span class="alarm-row-text" dir="auto">
        {authorAndText(props.alarm)}
      </span>
    </span>
    <Age alarm={props.alarm} now={props.now} />
    <button
      type="button"
      class="alarm-button"
      aria-disabled={!props.isSettled}
      aria-label={t('alarmCard.seenOf', { conversation: props.alarm.conversation })}
      onClick={props.onSeen}
    >
      <Icon name="check" />
      {t('alarmCard.seen')}
    </button>
  </li>
);

/** Reads each alarm to the screen reader at once, and once. */
const Spoken = (props: { alarms: readonly Alarm[] }) => {
  const spoken = new Set<string>();
  const [words, setWords] = createSignal('');
  createEffect(() => {
    const fresh = props.alarms.filter(({ id }) => !spoken.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) spoken.add(id);
    language();
    const sentences = fresh.map((alarm) => {
      const title = t(`alarmCard.${alarm.state === 'missed' ? 'missed' : alarm.kind === 'probe' ? 'probe' : 'alarm'}`);
      return `${title}: ${alarm.conversation}. ${authorAndText(alarm)}`;
    });
    // A region that is there before its words is read by every screen reader.
    setTimeout(() => setWords(sentences.join(' ')), 100);
  });
  return (
    <div class="visually-hidden" role="alert" aria-live="assertive">
      {words()}
    </div>
  );
};
