import { Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { UnreadBadge } from './badges.tsx';
import { Icon } from './icon.tsx';

/** Mentions and direct messages concern the user, other messages concern the group, and muted ones only inform. */
const badgeTone = (conversation: Conversation) => {
  if (conversation.mentioned) return 'mention';
  if (conversation.notificationLevel === 'never') return 'muted';
  return conversation.type === 'one-to-one' || conversation.notificationLevel === 'always' ? 'strong' : 'soft';
};

/** The marks at the end of the row's second line. The unread badge comes last, so that the numbers line up. */
export const RowMarks = (props: { conversation: Conversation }) => (
  <span class="row-marks">
    <Show when={props.conversation.archived}>
      <span class="mark-archived">
        <Icon name="archived" label={t('list.archived')} />
      </span>
    </Show>
    <Show when={props.conversation.notificationLevel === 'never'}>
      <Icon name="muted" label={t('list.muted')} />
    </Show>
    <UnreadBadge unread={props.conversation.unread} tone={badgeTone(props.conversation)} />
  </span>
);

export const Star = () => (
  <svg class="star" viewBox="0 0 24 24" role="img" aria-label={t('list.favourite')}>
    <path d="M12 3l2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2l-5.6 3.1 1.2-6.3L3 9.6l6.3-.8z" />
  </svg>
);
