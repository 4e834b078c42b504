import { Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { markOf } from '../account-marks.ts';
import { now } from '../clock.ts';
import { language, t } from '../i18n/index.ts';
import { ConversationAvatar } from './avatar.tsx';
import { forgetOpened, opened, openInBrowser } from './conversation-commands.ts';
import { Icon } from './icon.tsx';
import { exactTime, relativeTime } from './relative-time.ts';
import { JoinButton, JoinPlace, RowActions, RowActionsPlace } from './row-actions.tsx';
import { RowMarks, Star } from './row-marks.tsx';
import { rowName } from './row-name.ts';
import { RowPreview } from './row-preview.tsx';

/**
 * One conversation in the list. A click or Enter opens it, and the row says so for a moment.
 * `active`: the pointer or the keyboard is on the row, so it shows its actions.
 */
export const ConversationRow = (props: { conversation: Conversation; tabStop: boolean; active: boolean }) => {
  const at = () => props.conversation.lastActivity * 1_000;
  return (
    <>
      <button
        type="button"
        class="row"
        classList={{ 'row-unread': props.conversation.unread > 0, 'row-active': props.active }}
        tabIndex={props.tabStop ? 0 : -1}
        onClick={() => void openInBrowser(props.conversation)}
      >
        {/* A screen reader reads this instead of the visible row: in another order, and in whole words. */}
        <span class="row-spoken">
          {rowName(props.conversation, now(), language(), markOf(props.conversation.token)?.spoken)}
        </span>
        <ConversationAvatar conversation={props.conversation} active={props.active} />
        <span class="row-line" aria-hidden="true">
          <bdi class="row-name">{props.conversation.name}</bdi>
          <Show when={props.conversation.favourite}>
            <Star />
          </Show>
          {/* Only an active row makes its tooltip: for all rows it would delay the list. */}
          <time class="row-time" title={props.active ? exactTime(at(), language()) : undefined}>
            {relativeTime(at(), now(), language())}
          </time>
        </span>
        <span class="row-line" aria-hidden="true">
          <Show
            when={opened() === props.conversation.token}
            fallback={<RowPreview preview={props.conversation.preview} />}
          >
            <Opened />
          </Show>
          <Show when={props.active}>
            <RowActionsPlace conversation={props.conversation} />
          </Show>
          <Show when={props.conversation.callRunning}>
            <JoinPlace />
          </Show>
          <RowMarks conversation={props.conversation} />
        </span>
      </button>
      <Show when={props.conversation.callRunning}>
        <JoinButton conversation={props.conversation} />
      </Show>
      <Show when={props.active}>
        <RowActions conversation={props.conversation} />
      </Show>
    </>
  );
};

/** Disappears when its animation ends (row.css). */
const Opened = () => (
  <span class="row-preview row-opened" onAnimationEnd={forgetOpened}>
    <Icon name="check" />
    {t('list.opened')}
  </span>
);
