import { Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { openReply } from '../views/reply-state.ts';
import { joinCall, toggleRead } from './conversation-commands.ts';
import { Icon, type IconName } from './icon.tsx';
import { openRowMenu, readEntry } from './row-menu.ts';

/**
 * The most common actions, at the end of the row while the pointer or the keyboard is on it. They are no tab stops: the
 * whole list is one, and → moves from the row to its actions (conversation-list.tsx).
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

/** Reserves the room of the actions in the row's second line, so that they cover nothing. */
export const RowActionsPlace = (props: { conversation: Conversation }) => (
  <span class="row-actions-place" classList={{ 'row-actions-place-short': !props.conversation.canReply }} />
);

/** Joins the running call. Lies over its reserved place in the row, because a button cannot contain another button. */
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

/**
 * A click acts and leaves the focus alone. Otherwise the actions would stay on this row after the pointer has left it.
 */
const keepFocusOut = (event: MouseEvent) => event.preventDefault();
