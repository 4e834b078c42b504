import { For, Match, onCleanup, Show, Switch } from 'solid-js';
import type { Conversation, RecentMessage } from '../../main/core/model/conversation.ts';
import { now } from '../clock.ts';
import { openAttachment, saveAttachment } from '../files/commands.ts';
import { maySave } from '../files/may-send.ts';
import { language, t } from '../i18n/index.ts';
import type { Outgoing, ReplyRecord } from '../views/reply-record.ts';
import { editReply, resendReply } from '../views/reply-sending.ts';
import { AuthorMark } from './badges.tsx';
import { Icon, Spinner } from './icon.tsx';
import { exactTime, relativeTime } from './relative-time.ts';

/** Enough messages to give a reply its context. */
const SHOWN = 3;

/** The last messages, and the messages on their way. */
export const QuickReplyMessages = (props: { record: ReplyRecord; to: Conversation }) => {
  const sent = () => props.record.outgoing.filter(({ state }) => state === 'sent').length;
  const messages = () => {
    const all = props.record.messages ?? [];
    return all.slice(Math.min(all.length, Math.max(0, all.length + sent() - SHOWN)));
  };
  const some = () => messages().length + props.record.outgoing.length > 0;
  return (
    <Show when={props.record.messages !== null} fallback={<Loading />}>
      <Show
        when={some()}
        fallback={
          <Show when={props.record.empty}>{(why) => <p class="reply-empty">{t(`reply.empty.${why()}`)}</p>}</Show>
        }
      >
        <ol class="reply-messages" aria-label={t('reply.messages')}>
          <For each={messages()}>
            {(message, index) => (
              <Message
                message={message}
                to={props.to}
                fresh={message.id > props.record.openedAt}
                whole={index() === messages().length - 1}
              />
            )}
          </For>
          <For each={props.record.outgoing}>{(message) => <OutgoingMessage message={message} to={props.to} />}</For>
        </ol>
      </Show>
    </Show>
  );
};

const Loading = () => (
  <div class="reply-messages skeleton" role="status" aria-label={t('reply.loading')}>
    <For each={['long', 'short', 'medium']}>
      {(length) => (
        <div class={`reply-message skeleton-${length}`} aria-hidden="true">
          <span class="skeleton-line skeleton-name" />
          <span class="skeleton-line skeleton-preview" />
        </div>
      )}
    </For>
  </div>
);

/**
 * `fresh`: the message arrived while the reply was open; the user's own message was then sent from here. `whole`: the
 * message that the user answers, with its whole text.
 */
const Message = (props: { message: RecentMessage; to: Conversation; fresh: boolean; whole: boolean }) => (
  <li class="reply-message">
    <p class="reply-head">
      <bdi class="reply-author">{props.message.author}</bdi>
      <AuthorMark mark={props.message.mark} />
      <Show
        when={props.message.own && props.fresh}
        fallback={
          <time
            class="reply-time"
            datetime={new Date(props.message.at).toISOString()}
            title={exactTime(props.message.at, language())}
          >
            {relativeTime(props.message.at, now(), language())}
          </time>
        }
      >
        <Sent />
      </Show>
    </p>
    <p
      ref={(text) => props.whole && letKeyboardScroll(text)}
      class="reply-text"
      classList={{ 'reply-text-whole': props.whole }}
      dir="auto"
    >
      <Show when={props.message.attachment}>{(kind) => <Icon name={kind()} />}</Show>
      {props.whole ? (props.message.whole ?? props.message.text) : props.message.text}
    </p>
    <Show when={props.message.file}>
      {(file) => (
        <p class="reply-again">
          <button
            type="button"
            class="button button-small"
            onClick={() => void openAttachment(props.to, props.message.id)}
          >
            {t('rows.openFile')}
          </button>
          <Show when={file().canSave && maySave(props.to.token)}>
            <button
              type="button"
              class="button button-small"
              onClick={() => void saveAttachment(props.to, props.message.id)}
            >
              {t('rows.saveFile')}
            </button>
          </Show>
        </p>
      )}
    </Show>
  </li>
);

/** A text that is longer than its room is a tab stop, so that the arrow keys scroll it. */
const letKeyboardScroll = (text: HTMLElement) => {
  const observer = new ResizeObserver(() => {
    if (text.scrollHeight > text.clientHeight) text.tabIndex = 0;
    else text.removeAttribute('tabindex');
  });
  observer.observe(text);
  onCleanup(() => observer.disconnect());
};

const Sent = () => (
  <span class="reply-state reply-sent">
    <Icon name="check" />
    {t('reply.sent')}
  </span>
);

const OutgoingMessage = (props: { message: Outgoing; to: Conversation }) => (
  <li class="reply-message" classList={{ 'reply-failed': props.message.state === 'failed' }}>
    <p class="reply-head">
      <span class="reply-author">{t('reply.you')}</span>
      <Switch>
        <Match when={props.message.state === 'sending'}>
          <span class="reply-state">
            <Spinner />
            {t('reply.sending')}
          </span>
        </Match>
        <Match when={props.message.state === 'failed'}>
          <span class="reply-state">
            <Icon name="warning" />
            {t('reply.failed')}
          </span>
        </Match>
        <Match when={props.message.state === 'sent'}>
          <Sent />
        </Match>
      </Switch>
    </p>
    <p class="reply-text reply-text-own" dir="auto">
      {props.message.text}
    </p>
    <Show when={props.message.error}>
      {(error) => (
        <>
          <p class="reply-why">{t(`error.${error()}`)}</p>
          <p class="reply-again">
            <button type="button" class="button button-small" onClick={() => again(resendReply, props)}>
              {t('reply.resend')}
            </button>
            <button type="button" class="button button-small" onClick={() => again(edit, props)}>
              {t('reply.edit')}
            </button>
          </p>
        </>
      )}
    </Show>
  </li>
);

const edit = ({ token }: Conversation, id: string) => editReply(token, id);

/** The pressed button is gone afterwards, so the focus moves into the field. */
const again = (
  act: (to: Conversation, id: string) => void,
  { message, to }: { message: Outgoing; to: Conversation },
) => {
  act(to, message.id);
  document.querySelector<HTMLElement>('.reply textarea')?.focus();
};
