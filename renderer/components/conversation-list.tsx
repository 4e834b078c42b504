import { createEffect, createMemo, createSelector, createSignal, For, lazy, onCleanup, Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { preloadMenu } from '../overlays/menu-host.tsx';
import { replyingTo } from '../views/reply-state.ts';
import { ConversationRow } from './conversation-row.tsx';
import { handFocusOn, keepFocus } from './list-focus.ts';
import { nameEnds } from './name-parts.ts';
import { createAttention } from './row-attention.ts';
import { createRowKeyboard } from './row-keyboard.ts';
import { openRowMenu } from './row-menu.ts';
import { createRowWindow } from './row-window.ts';

/** The list needs it only when the user replies. */
const QuickReply = lazy(async () => ({ default: (await import('./quick-reply.tsx')).QuickReply }));

/** Longer lists render only the rows around the visible ones. */
const LONGEST_WHOLE = 100;

/**
 * The list of conversations, a single tab stop (row-keyboard.ts). The row with the tab stop and the row with the open
 * quick reply are always rendered, so that focus and text survive when the user scrolls them out of sight.
 * `maxLength`: the longest message that the server accepts, in characters.
 */
export const ConversationList = (props: { conversations: Conversation[]; maxLength: number; label?: string }) => {
  let element: HTMLUListElement | undefined;
  const list = () => element;
  const [visited, setVisited] = createSignal<string>();
  const order = createMemo(() => props.conversations.map(({ token }) => token));
  const indices = createMemo(() => new Map(order().map((token, index) => [token, index])));
  const indexOf = (token: string | null | undefined) => indices().get(token ?? '') ?? 0;
  const tabStop = createMemo(() => order()[indexOf(visited())]);
  const ends = createMemo(() => nameEnds(props.conversations));
  const isTabStop = createSelector(tabStop);
  const isReplying = createSelector(replyingTo);

  const long = () => props.conversations.length > LONGEST_WHOLE;
  const { range, settled } = createRowWindow(list);
  const rendered = createMemo(() => {
    if (settled() && !long()) return props.conversations;
    const { first, end } = range();
    const kept = [tabStop(), replyingTo()].map(indexOf);
    return props.conversations.filter((_, index) => (index >= first && index < end) || kept.includes(index));
  });

  keepFocus(list, () => {
    replyingTo();
    return rendered().map(({ token }) => token);
  });
  const attention = createAttention(list);
  const onKeyDown = createRowKeyboard({ list, conversations: () => props.conversations, indexOf, visit: setVisited });
  const onContextMenu = (event: MouseEvent) => {
    const token =
      event.target instanceof Element && event.target.closest('.reply') === null ? tokenAt(event) : undefined;
    const conversation = token === undefined ? undefined : props.conversations[indexOf(token)];
    if (!conversation) return;
    event.preventDefault();
    openRowMenu(conversation, { x: event.clientX, y: event.clientY });
  };
  // A click may need these next, once the rows are there.
  createEffect(() => settled() && requestIdleCallback(() => void Promise.all([preloadMenu(), QuickReply.preload()])));

  return (
    <ul
      ref={(ul) => {
        element = ul;
        handFocusOn(ul);
      }}
      class="list"
      classList={{ 'list-long': long() }}
      style={{ '--count': props.conversations.length }}
      aria-label={props.label ?? t('list.conversations')}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      onPointerOver={attention.onPointerOver}
      onPointerLeave={attention.onPointerLeave}
      onFocusIn={attention.onFocusIn}
      onFocusOut={attention.onFocusOut}
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
            <ConversationRow
              conversation={conversation}
              tabStop={isTabStop(conversation.token)}
              active={attention.has(conversation.token)}
              nameEnd={ends().get(conversation.token)}
            />
            <Show when={isReplying(conversation.token)}>
              <div class="row-reply" ref={(place) => pushRowsDown(place, list)}>
                <QuickReply conversation={conversation} maxLength={props.maxLength} />
              </div>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
};

const tokenAt = ({ target }: Event) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-token]')?.dataset.token : undefined;

/** The rows of a long list have fixed positions: rows below an open reply move down by its height (list.css). */
const pushRowsDown = (place: HTMLElement, list: () => HTMLElement | undefined) => {
  const observer = new ResizeObserver(() => list()?.style.setProperty('--reply-height', `${place.offsetHeight}px`));
  observer.observe(place);
  onCleanup(() => {
    observer.disconnect();
    list()?.style.removeProperty('--reply-height');
  });
};
