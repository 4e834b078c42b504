import { createSignal, Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { now } from '../clock.ts';
import { language, t } from '../i18n/index.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { exactTime, relativeTime } from './relative-time.ts';
import { rowName } from './row-name.ts';
import { UnreadBadge } from './unread-badge.tsx';

/** Mentions and direct messages are for the person, the rest is for the group, and muted ones only inform. */
const badgeTone = (conversation: Conversation) => {
  if (conversation.mentioned) return 'mention';
  if (conversation.notificationLevel === 'never') return 'muted';
  return conversation.type === 'one-to-one' || conversation.notificationLevel === 'always' ? 'strong' : 'soft';
};

/** One conversation in the list; a click or Enter opens it, and the row says so for a moment. */
export const ConversationRow = (props: { conversation: Conversation; tabStop: boolean }) => {
  const [opened, setOpened] = createSignal(false);
  const open = async () => {
    const { token, name } = props.conversation;
    const result = await attempt(bridge.openConversation({ token }));
    if (!result.ok) return;
    setOpened(true);
    announce(t('list.openedName', { name }));
  };
  const at = () => props.conversation.lastActivity * 1_000;
  return (
    <button
      type="button"
      class="row"
      classList={{ 'row-unread': props.conversation.unread > 0 }}
      tabIndex={props.tabStop ? 0 : -1}
      aria-label={rowName(props.conversation, now(), language())}
      onClick={() => void open()}
    >
      <Avatar token={props.conversation.token} name={props.conversation.name} />
      <span class="row-line">
        <bdi class="row-name">{props.conversation.name}</bdi>
        <Show when={props.conversation.favourite}>
          <Star />
        </Show>
        <time class="row-time" datetime={new Date(at()).toISOString()} title={exactTime(at(), language())}>
          {relativeTime(at(), now(), language())}
        </time>
      </span>
      <span class="row-line">
        <Show when={opened()} fallback={<RowPreview preview={props.conversation.preview} />}>
          {/* Goes when its animation ends (list.css). */}
          <span class="row-preview row-opened" onAnimationEnd={() => setOpened(false)}>
            <Icon name="check" />
            {t('list.opened')}
          </span>
        </Show>
        <Marks conversation={props.conversation} />
      </span>
    </button>
  );
};

const Star = () => (
  <svg class="star" viewBox="0 0 24 24" role="img" aria-label={t('list.favourite')}>
    <path d="M12 3l2.700 5.800 6.300.800-4.600 4.400 1.200 6.300L12 17.200l-5.600 3.100 1.200-6.300L3 9.600l6.300-.800z" />
  </svg>
);

const Marks = (props: { conversation: Conversation }) => (
  <span class="row-marks">
    <Show when={props.conversation.archived}>
      <Icon name="archived" label={t('list.archived')} />
    </Show>
    <Show when={props.conversation.notificationLevel === 'never'}>
      <Icon name="muted" label={t('list.muted')} />
    </Show>
    <Show when={props.conversation.callRunning}>
      <span class="call-mark">
        <Icon name="call" label={t('list.callRunning')} />
      </span>
    </Show>
    <UnreadBadge unread={props.conversation.unread} tone={badgeTone(props.conversation)} />
  </span>
);

const RowPreview = (props: { preview: Conversation['preview'] }) => (
  <Show when={props.preview} fallback={<span class="row-preview row-preview-none">{t('list.noPreview')}</span>}>
    {(preview) => (
      <span class="row-preview" dir="auto">
        <Show when={preview().author}>{(author) => <bdi class="row-author">{author()}: </bdi>}</Show>
        {preview().text}
      </span>
    )}
  </Show>
);
