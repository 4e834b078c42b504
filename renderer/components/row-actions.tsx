import { Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { openReply } from '../views/reply-state.ts';
import { joinCall, toggleRead } from './conversation-commands.ts';
import { Icon, type IconName } from './icon.tsx';
import { openRowMenu, readEntry } from './row-menu.ts';

/**
 * What is done most, at the row's end, while the pointer or the keyboard is on the row. None of it is a tab stop:
 * the whole list is one, and → goes from the row in here (conversation-list.tsx).
 */
export const RowActions = (props: { conversation: Conversation }) => {
  let more: HTMLButtonElement | undefined;
  const read = () => readEntry(props.conversation);
  return (
    <div
      class="row-actions"
      role="toolbar"
      aria-label={t('rows.actions', { name: props.conversation.name })}
      onMouseDown={keepFocusOut}
    >
      <BarButton icon={read().icon} label={read().label} hint="M" onClick={() => void toggleRead(props.conversation)} />
      <Show when={props.conversation.canReply}>
        <BarButton icon="reply" label={t('rows.reply')} hint="R" onClick={() => openReply(props.conversation.token)} />
      </Show>
      <BarButton
        ref={(button) => {
          more = button;
        }}
        icon="more"
        label={t('rows.more')}
        menu={true}
        onClick={() => more && openRowMenu(props.conversation, more)}
      />
    </div>
  );
};

/** The room that the bar takes in the row's second line, so that nothing lies under it. */
export const RowActionsPlace = (props: { conversation: Conversation }) => (
  <span class="row-actions-place" classList={{ 'row-actions-place-short': !props.conversation.canReply }} />
);

/** Joins the running call. Lies over its place in the row, because a button cannot hold another one. */
export const JoinButton = (props: { conversation: Conversation }) => (
  <button
    type="button"
    class="row-join"
    tabIndex={-1}
    aria-label={t('rows.joinName', { name: props.conversation.name })}
    onMouseDown={keepFocusOut}
    onClick={() => void joinCall(props.conversation)}
  >
    <JoinFace />
  </button>
);

export const JoinPlace = () => (
  <span class="row-join-place" aria-hidden="true">
    <JoinFace />
  </span>
);

const JoinFace = () => (
  <>
    <Icon name="call" />
    <span>{t('rows.join')}</span>
  </>
);

const BarButton = (props: {
  icon: IconName;
  label: string;
  hint?: string;
  menu?: boolean;
  onClick: () => void;
  ref?: (button: HTMLButtonElement) => void;
}) => (
  <button
    ref={(button) => props.ref?.(button)}
    type="button"
    class="icon-button"
    tabIndex={-1}
    aria-label={props.label}
    aria-haspopup={props.menu ? 'menu' : undefined}
    title={props.hint ? `${props.label} (${props.hint})` : props.label}
    onClick={() => props.onClick()}
  >
    <Icon name={props.icon} />
  </button>
);

/** A click acts, the focus stays where it was: else the bar would stay on this row when the pointer has long left it. */
const keepFocusOut = (event: MouseEvent) => event.preventDefault();
