import { Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { markOf } from '../account-marks.ts';
import { now } from '../clock.ts';
import { language, t } from '../i18n/index.ts';
import { ConversationAvatar } from './avatar.tsx';
import { AuthorMark, UnreadBadge } from './badges.tsx';
import { forgetOpened, opened, openInBrowser } from './conversation-commands.ts';
import { Icon } from './icon.tsx';
import { exactTime, relativeTime } from './relative-time.ts';
import { JoinButton, JoinPlace, RowActions, RowActionsPlace } from './row-actions.tsx';
import { rowAuthor, rowName, wholePreview } from './row-name.ts';

/**
 * One conversation in the list. A click or Enter opens it, and the row says so for a moment.
 * `active`: the pointer or the keyboard is on the row, so it shows its actions, and its name and text in full as
 * tooltips. `nameEnd`: the end of the name that is never cut off (name-parts.ts).
 */
export const ConversationRow = (props: {
  conversation: Conversation;
  tabStop: boolean;
  active: boolean;
  nameEnd?: string | undefined;
}) => {
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
          {/* Only an active row makes its tooltips: for all rows they would delay the list. */}
          <bdi
            class="row-name"
            classList={{ 'row-name-parted': props.nameEnd !== undefined }}
            title={props.active ? props.conversation.name : undefined}
          >
            {props.nameEnd === undefined ? (
              props.conversation.name
            ) : (
              <NameParts name={props.conversation.name} end={props.nameEnd} />
            )}
          </bdi>
          <Show when={props.conversation.favourite}>
            <Star />
          </Show>
          <time class="row-time" title={props.active ? exactTime(at(), language()) : undefined}>
            {relativeTime(at(), now(), language())}
          </time>
        </span>
        <span class="row-line" aria-hidden="true">
          <Show
            when={opened() === props.conversation.token}
            fallback={
              props.conversation.callRunning ? (
                <CallRuns />
              ) : (
                <RowPreview preview={props.conversation.preview} active={props.active} />
              )
            }
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

/** A name that is cut in its middle; a tail that is longer than its room is cut as well. */
const NameParts = (props: { name: string; end: string }) => (
  <>
    <span class="row-name-begin">{props.name.slice(0, props.name.length - props.end.length)}</span>
    <span class="row-name-end">{props.end}</span>
  </>
);

/** A running call is more urgent than the last message. */
const CallRuns = () => <span class="row-preview row-call">{t('list.callRunning')}</span>;

/** Disappears when its animation ends (row.css). */
const Opened = () => (
  <span class="row-preview row-opened" onAnimationEnd={forgetOpened}>
    <Icon name="check" />
    {t('list.opened')}
  </span>
);

/** The last message in one line: its author, thread, attachment and text. */
const RowPreview = (props: { preview: Conversation['preview']; active: boolean }) => (
  <Show when={props.preview} fallback={<span class="row-preview row-preview-none">{t('list.noPreview')}</span>}>
    {(preview) => (
      <span class="row-preview" dir="auto" title={props.active ? wholePreview(preview()) : undefined}>
        <Show when={rowAuthor(preview())}>
          {(author) => (
            <>
              <bdi class="row-author" classList={{ 'row-author-marked': preview().mark !== undefined }}>
                {author()}
              </bdi>
              <AuthorMark mark={preview().mark} />
              {': '}
            </>
          )}
        </Show>
        <Show when={preview().thread}>{(title) => <bdi class="row-thread">{title()}</bdi>}</Show>
        <Show when={preview().attachment}>{(kind) => <Icon name={kind()} />}</Show>
        {preview().text}
      </span>
    )}
  </Show>
);

/** Mentions and direct messages concern the user, other messages concern the group, and muted ones only inform. */
const badgeTone = (conversation: Conversation) => {
  if (conversation.mentioned) return 'mention';
  if (conversation.notificationLevel === 'never') return 'muted';
  return conversation.type === 'one-to-one' || conversation.notificationLevel === 'always' ? 'strong' : 'soft';
};

const RareMarks = (props: { conversation: Conversation }) => (
  <>
    <Show when={props.conversation.alarm}>
      <span class="mark-alarm">
        <Icon name="alarm" label={t('alarms.mark')} />
      </span>
    </Show>
    <Show when={props.conversation.archived}>
      <span class="mark-archived">
        <Icon name="archived" label={t('list.archived')} />
      </span>
    </Show>
  </>
);

/** The marks at the end of the row's second line. The unread badge comes last, so that the numbers line up. */
const RowMarks = (props: { conversation: Conversation }) => (
  <span class="row-marks">
    {/* One condition for both rare marks: each condition in a row delays the list. */}
    <Show when={props.conversation.alarm !== undefined || props.conversation.archived}>
      <RareMarks conversation={props.conversation} />
    </Show>
    <Show when={props.conversation.notificationLevel === 'never'}>
      <Icon name="muted" label={t('list.muted')} />
    </Show>
    <UnreadBadge unread={props.conversation.unread} tone={badgeTone(props.conversation)} />
  </span>
);

const Star = () => (
  <svg class="star" viewBox="0 0 24 24" role="img" aria-label={t('list.favourite')}>
    <path d="M12 3l2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2l-5.6 3.1 1.2-6.3L3 9.6l6.3-.8z" />
  </svg>
);
