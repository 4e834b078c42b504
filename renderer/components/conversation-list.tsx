import {
  createEffect,
  createMemo,
  createSelector,
  createSignal,
  lazy,
  mapArray,
  onCleanup,
  Show,
  untrack,
} from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { announce } from '../announce.ts';
import { t } from '../i18n/index.ts';
import { preloadMenu } from '../overlays/menu-host.tsx';
import { replyingTo } from '../views/reply-state.ts';
import { readWhole } from '../whole-state.ts';
import { ConversationRow } from './conversation-row.tsx';
import { handFocusOn, keepFocus, tabStop as rowAtTabStop } from './list-focus.ts';
import { createHeldRows, createHold } from './list-hold.ts';
import { drawRows, keepScrollPlace, keepUnderHand, scrollToTop } from './list-place.ts';
import { nameEnds } from './name-parts.ts';
import { createAttention } from './row-attention.ts';
import { createRowKeyboard } from './row-keyboard.ts';
import { openRowMenu } from './row-menu.ts';
import { createRowWindow } from './row-window.ts';

/** The list needs it only when the user replies. */
const QuickReply = lazy(async () => ({ default: (await import('./quick-reply.tsx')).QuickReply }));

/** Longer lists render only the rows around the visible ones. */
const LONGEST_WHOLE = 100;

type List = {
  conversations: Conversation[];
  maxLength: number;
  label?: string;
  /** Every conversation that still exists, although a filter may leave it out by now; default: the same. */
  existing?: Conversation[];
  /** Another value means another list (another filter, other accounts), which shows at once. */
  about?: string;
};

/**
 * The list of conversations, a single tab stop (row-keyboard.ts). The row with the tab stop and the row with the open
 * quick reply are always rendered, so that focus and text survive when the user scrolls them out of sight. The list
 * stands still under a hand (list-hold.ts).
 * `maxLength`: the longest message that the server accepts, in characters.
 */
export const ConversationList = (props: List) => {
  let area: HTMLDivElement | undefined;
  let element: HTMLUListElement | undefined;
  const list = () => element;
  const hold = createHold(() => area);
  const placed = createHeldRows({
    conversations: () => props.conversations,
    existing: () => props.existing ?? props.conversations,
    held: hold.held,
    replying: replyingTo,
    about: () => props.about,
  });
  const conversations = () => placed().rows;
  const gone = createMemo(() => placed().gone);
  const waiting = createMemo(() => placed().waiting);
  const [visited, setVisited] = createSignal<string>();
  // A conversation keeps its token.
  const order = createMemo(() => {
    const rows = conversations();
    return untrack(() => rows.map(({ token }) => token));
  });
  const indices = createMemo(() => new Map(order().map((token, index) => [token, index])));
  const indexOf = (token: string | null | undefined) => indices().get(token ?? '') ?? 0;
  const tabStop = createMemo(() => order()[indexOf(visited())]);
  const ends = createMemo(() => {
    const rows = conversations();
    return readWhole(() => nameEnds(rows));
  });
  const isTabStop = createSelector(tabStop);
  const isReplying = createSelector(replyingTo);

  const long = () => conversations().length > LONGEST_WHOLE;
  const { range, settled } = createRowWindow(list);
  const rendered = createMemo(() => {
    if (settled() && !long()) return conversations();
    const { first, end } = range();
    const kept = [tabStop(), replyingTo()].map(indexOf);
    return conversations().filter((_, index) => (index >= first && index < end) || kept.includes(index));
  });

  keepFocus(list, () => {
    replyingTo();
    return rendered().map(({ token }) => token);
  });
  keepScrollPlace(list, order, () => props.about);
  keepUnderHand(list, hold.held);
  const attention = createAttention(list);
  const onKeyDown = createRowKeyboard({ list, conversations, indexOf, visit: setVisited });
  const onContextMenu = (event: MouseEvent) => {
    const token =
      event.target instanceof Element && event.target.closest('.reply') === null ? tokenAt(event) : undefined;
    const conversation = token === undefined ? undefined : conversations()[indexOf(token)];
    if (!conversation) return;
    event.preventDefault();
    openRowMenu(conversation, { x: event.clientX, y: event.clientY });
  };
  // A click may need these next, once the rows are there.
  createEffect(() => settled() && requestIdleCallback(() => void Promise.all([preloadMenu(), QuickReply.preload()])));
  createEffect(() => waiting() > 0 && announce(newsText(waiting())));
  const showNews = () => {
    hold.release();
    if (element) scrollToTop(element);
    setVisited(order()[0]);
    rowAtTabStop()?.focus();
  };

  // A memo, so that the rows are drawn after everything that looks at them before they change.
  const items = createMemo(
    mapArray(rendered, (conversation) => (
      <li
        data-token={conversation.token}
        class="list-item"
        classList={{ 'list-item-gone': gone().has(conversation.token) }}
        style={{ '--index': indexOf(conversation.token) }}
        aria-setsize={long() ? conversations().length : undefined}
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
    )),
  );

  return (
    <div class="list-area" ref={area}>
      <Show when={waiting() > 0}>
        <div ref={handFocusOn} class="list-news">
          <button
            type="button"
            class="news-pill"
            aria-label={t('list.newsShow', { news: newsText(waiting()) })}
            onClick={showNews}
          >
            {newsText(waiting())} <span aria-hidden="true">↑</span>
          </button>
        </div>
      </Show>
      <ul
        ref={(ul) => {
          element = ul;
          ul.addEventListener('click', ignoreSecondClick, true);
          handFocusOn(ul);
          drawRows(ul, items as () => Element[]);
        }}
        class="list"
        classList={{ 'list-long': long() }}
        style={{ '--count': conversations().length }}
        aria-label={props.label ?? t('list.conversations')}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        onPointerOver={attention.onPointerOver}
        onPointerLeave={attention.onPointerLeave}
        onFocusIn={attention.onFocusIn}
        onFocusOut={attention.onFocusOut}
      />
    </div>
  );
};

const newsText = (count: number) => t('list.news', { count });

/** A double click means one click: it opens once, joins once, and does not take back what it has just marked. */
const ignoreSecondClick = (event: MouseEvent) => {
  if (event.detail < 2 || (event.target instanceof Element && event.target.closest('.reply'))) return;
  event.stopPropagation();
  event.preventDefault();
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
