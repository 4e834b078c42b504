import '../styles/alarm-dialog.css';
import { Dialog } from '@kobalte/core/dialog';
import { createEffect, createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import type { AlarmPreview, AlarmRule } from '../../main/core/model/alarm.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { bridge } from '../bridge.ts';
import { now } from '../clock.ts';
import { AuthorMark } from '../components/badges.tsx';
import { declareAlarm, undeclareAlarm } from '../components/conversation-commands.ts';
import { relativeTime } from '../components/relative-time.ts';
import { Sentence } from '../components/sentence.tsx';
import { language, t } from '../i18n/index.ts';
import { keywordsIn, sendersToChoose, textOfKeywords } from './alarm-rule.ts';
import { closeDialog, type OpenDialog } from './dialog.ts';
import { DialogFrame } from './dialog-frame.tsx';

/** How many messages the preview shows. */
const SHOWN = 5;

/**
 * Declares a conversation an alarm conversation, or changes or ends that. The preview shows which of its last messages
 * would have rung, as the rule stands.
 */
export const AlarmDialog = (props: { dialog: OpenDialog; conversation: Conversation }) => {
  // Not reactive: what the user is typing stays, whatever changes meanwhile.
  const before = props.conversation.alarm?.rule ?? { keywords: [], senders: [] };
  const [keywords, setKeywords] = createSignal(textOfKeywords(before.keywords));
  const [senders, setSenders] = createSignal<readonly string[]>(before.senders);
  const [preview, setPreview] = createSignal<AlarmPreview | 'loading' | 'failed'>('loading');
  const [busy, setBusy] = createSignal(false);
  const id = createUniqueId();
  const isDeclared = () => props.conversation.alarm !== undefined;
  const isLocked = () => props.conversation.alarm?.locked ?? false;
  /** Null while the keywords cannot be used. */
  const rule = (): AlarmRule | null => {
    const words = keywordsIn(keywords());
    return words && { keywords: words, senders: [...senders()] };
  };
  const [recent, setRecent] = createSignal<AlarmPreview['senders']>([]);
  // Equal lists are the same list, because new entries would be drawn anew and lose the focus.
  const known = createMemo(() => sendersToChoose(recent(), senders(), before.senders), [], {
    equals: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });

  let asked = 0;
  createEffect(() => {
    const wanted = rule();
    if (!wanted) return;
    asked += 1;
    const number = asked;
    const answer = bridge.previewAlarm({
      token: props.dialog.name === 'alarm' ? props.dialog.token : '',
      rule: wanted,
    });
    const show = (told: AlarmPreview | 'failed') => {
      // An answer to an earlier question may come later.
      if (number !== asked) return;
      setPreview(told);
      if (told !== 'failed') setRecent(told.senders);
    };
    void answer.then(
      (told) => show(told.ok ? told.value : 'failed'),
      () => show('failed'),
    );
  });

  const finish = async (work: Promise<boolean>) => {
    setBusy(true);
    const isDone = await work;
    setBusy(false);
    if (isDone) closeDialog(props.dialog);
  };
  const confirm = (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = rule();
    if (wanted && !busy() && !isLocked()) void finish(declareAlarm(props.conversation, wanted));
  };
  const end = () => {
    if (!busy()) void finish(undeclareAlarm(props.conversation));
  };
  const toggle = (sender: string) =>
    setSenders((chosen) =>
      chosen.includes(sender) ? chosen.filter((other) => other !== sender) : [...chosen, sender],
    );

  return (
    <DialogFrame dialog={props.dialog} class="dialog dialog-alarm">
      <form onSubmit={confirm}>
        <Dialog.Title>
          <Sentence text={t('alarms.title', { name: props.conversation.name })} names={[props.conversation.name]} />
        </Dialog.Title>
        <Dialog.Description>{t(isLocked() ? 'alarms.locked' : 'alarms.about')}</Dialog.Description>
        <label class="alarm-label" for={`${id}-keywords`}>
          {t('alarms.keywords')}
        </label>
        <input
          id={`${id}-keywords`}
          type="text"
          class="field"
          autocomplete="off"
          value={keywords()}
          readOnly={isLocked()}
          aria-invalid={rule() === null}
          aria-describedby={`${id}-help`}
          onInput={(event) => setKeywords(event.currentTarget.value)}
        />
        <p id={`${id}-help`} class="alarm-help" classList={{ 'alarm-wrong': rule() === null }}>
          {t(rule() === null ? 'alarms.keywords.tooMany' : 'alarms.keywords.help')}
        </p>
        <fieldset class="alarm-senders" aria-describedby={`${id}-senders`}>
          <legend class="alarm-label">{t('alarms.senders')}</legend>
          <Show
            when={known().length > 0}
            fallback={
              <Show when={typeof preview() !== 'string'}>
                <p class="alarm-help">{t('alarms.senders.none')}</p>
              </Show>
            }
          >
            <ul class="alarm-list">
              <For each={known()}>
                {(sender) => (
                  <li>
                    <label class="alarm-sender">
                      <input
                        type="checkbox"
                        checked={senders().includes(sender.id)}
                        disabled={isLocked()}
                        onChange={() => toggle(sender.id)}
                      />
                      <bdi>{sender.name}</bdi>
                      <AuthorMark mark={sender.mark} />
                    </label>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </fieldset>
        <p id={`${id}-senders`} class="alarm-help">
          {t('alarms.senders.help')}
        </p>
        <Preview preview={preview()} />
        <p class="alarm-help">{t('alarms.honest')}</p>
        <div class="dialog-buttons">
          <Show when={isDeclared() && !isLocked()}>
            <button type="button" class="button alarm-end" onClick={end}>
              {t('alarms.end')}
            </button>
          </Show>
          <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
            {t(isLocked() ? 'keys.close' : 'alarms.cancel')}
          </button>
          <Show when={!isLocked()}>
            <button type="submit" class="button button-primary" aria-busy={busy()} aria-disabled={rule() === null}>
              {t(isDeclared() ? 'alarms.save' : 'alarms.confirm')}
            </button>
          </Show>
        </div>
      </form>
    </DialogFrame>
  );
};

/** Screen readers read the sentence whenever it changes, and the messages on request. */
const Preview = (props: { preview: AlarmPreview | 'loading' | 'failed' }) => {
  const rang = () => (typeof props.preview === 'string' ? [] : props.preview.rang);
  const headline = () => {
    const { preview } = props;
    if (typeof preview === 'string') return t(`alarms.preview.${preview}`);
    if (preview.examined === 0) return t('alarms.preview.empty');
    const counts = { count: preview.examined, rang: preview.rang.length };
    return preview.rang.length === 0 ? t('alarms.preview.none', counts) : t('alarms.preview.some', counts);
  };
  return (
    <section class="alarm-preview">
      <p role="status">{headline()}</p>
      <ul class="alarm-list">
        <For each={rang().slice(0, SHOWN)}>
          {(message) => (
            <li class="alarm-message" dir="auto">
              <bdi class="row-author">{message.author}</bdi>
              <AuthorMark mark={message.mark} />
              {': '}
              {message.text ?? <em>{t('alarms.preview.hidden')}</em>}
              <span class="alarm-time">{relativeTime(message.at, now(), language())}</span>
            </li>
          )}
        </For>
        <Show when={rang().length > SHOWN}>
          <li class="alarm-message">{t('alarms.preview.more', { count: rang().length - SHOWN })}</li>
        </Show>
      </ul>
    </section>
  );
};
