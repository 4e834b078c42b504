import { createComputed, createEffect, createMemo, createSelector, createSignal, For } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { ConversationRow } from './conversation-row.tsx';
import { nextIndex } from './move-focus.ts';
import { createRowWindow } from './row-window.ts';

/** Longer lists render only the rows around those in sight. */
const LONGEST_WHOLE = 100;

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

/**
 * The conversations, one tab stop for all of them; ↑ ↓ Home End move between the rows. The row with the tab stop is
 * always rendered, so that the focus survives when it is scrolled out of sight.
 */
export const ConversationList = (props: { conversations: Conversation[] }) => {
  let element: HTMLUListElement | undefined;
  const [visited, setVisited] = createSignal<string>();
  const order = createMemo(() => props.conversations.map(({ token }) => token));
  const indices = createMemo(() => new Map(order().map((token, index) => [token, index])));
  const indexOf = (token: string | undefined) => indices().get(token ?? '') ?? 0;
  const tabStop = createMemo(() => order()[indexOf(visited())]);
  const isTabStop = createSelector(tabStop);

  const long = () => props.conversations.length > LONGEST_WHOLE;
  const range = createRowWindow(() => element);
  const rendered = () => {
    if (!long()) return props.conversations;
    const { first, end } = range();
    const stop = indexOf(tabStop());
    return props.conversations.filter((_, index) => (index >= first && index < end) || index === stop);
  };

  const focusKeeper = keepFocus(() => rendered().map(({ token }) => token));
  const buttonOf = (token: string) => element?.querySelector<HTMLElement>(`[data-token="${token}"] .row`);
  const move = (event: KeyboardEvent) => {
    const focused = document.activeElement?.closest('li')?.dataset.token;
    const next = nextIndex(event.key, focused === undefined ? -1 : indexOf(focused), order().length);
    const token = next === undefined ? undefined : order()[next];
    if (token === undefined) return;
    event.preventDefault();
    setVisited(token);
    buttonOf(token)?.focus();
  };

  return (
    <ul
      ref={(list) => {
        element = list;
        focusKeeper(list);
      }}
      class="list"
      classList={{ 'list-long': long() }}
      style={{ '--count': props.conversations.length }}
      aria-label={t('list.conversations')}
      onKeyDown={move}
    >
      <For each={rendered()}>
        {(conversation) => (
          <li
            data-token={conversation.token}
            style={{ '--index': indexOf(conversation.token) }}
            aria-setsize={long() ? props.conversations.length : undefined}
            aria-posinset={long() ? indexOf(conversation.token) + 1 : undefined}
            onFocusIn={() => setVisited(conversation.token)}
          >
            <ConversationRow conversation={conversation} tabStop={isTabStop(conversation.token)} />
          </li>
        )}
      </For>
    </ul>
  );
};
