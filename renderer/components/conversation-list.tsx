import { createComputed, createEffect, createSelector, createSignal, For } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { ConversationRow } from './conversation-row.tsx';
import { moveFocus } from './move-focus.ts';

/**
 * Gives the focus back to a row that a new order has moved: browsers drop it when an element moves in the document.
 * @returns the ref for the list
 */
const keepFocus = (order: () => string[]) => {
  let list: HTMLElement | undefined;
  let focused: HTMLElement | undefined;
  // A computed runs before the rows move, an effect after.
  createComputed(() => {
    order();
    const active = document.activeElement;
    focused = active instanceof HTMLElement && list?.contains(active) ? active : undefined;
  });
  createEffect(() => {
    order();
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  });
  return (element: HTMLElement) => {
    list = element;
  };
};

/** The conversations, one tab stop for all of them; ↑ ↓ Home End move between the rows. */
export const ConversationList = (props: { conversations: Conversation[] }) => {
  const [visited, setVisited] = createSignal<string>();
  const tabStop = () => {
    const token = visited();
    return props.conversations.some((conversation) => conversation.token === token)
      ? token
      : props.conversations[0]?.token;
  };
  const isTabStop = createSelector(tabStop);
  const list = keepFocus(() => props.conversations.map((conversation) => conversation.token));

  return (
    <ul ref={list} class="list" aria-label={t('list.conversations')} onKeyDown={moveFocus}>
      <For each={props.conversations}>
        {(conversation) => (
          <li data-token={conversation.token} onFocusIn={() => setVisited(conversation.token)}>
            <ConversationRow conversation={conversation} tabStop={isTabStop(conversation.token)} />
          </li>
        )}
      </For>
    </ul>
  );
};
