import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import type { Settings } from '../../main/core/model/settings.ts';
import { announce } from '../announce.ts';
import { ConversationList } from '../components/conversation-list.tsx';
import { compacted, type Filter, find } from '../finding/find.ts';
import { query } from '../finding/search.ts';
import { t } from '../i18n/index.ts';
import { Archived, ArchivedEntry, ArchivedHits } from './archived.tsx';
import { leaveArchived, showingArchived } from './archived-state.ts';
import { NoConversations, NothingFound, NothingPasses } from './no-conversations.tsx';
import { replyingTo } from './reply-state.ts';

type Lists = {
  all: Conversation[];
  archived: Conversation[];
  filter: Filter;
  /** The conversations of `all` that pass search and filter. */
  found: Conversation[];
  compact: Settings['compact'];
  /** The id of an account whose Talk the empty list offers. */
  account: string;
  maxLength: number;
  /** Another value means other conversations: another filter or query, other accounts. */
  about: string;
};

/** The matching conversations, or what to do when there are none; an entry leads to the archived ones. */
export const Conversations = (props: Lists) => {
  const searched = () => query().trim() !== '';
  const whole = () => !searched() && props.filter === 'all';
  const archivedHits = createMemo(() => (searched() ? find(props.archived, props.filter, query()) : []));
  const [expanded, setExpanded] = createExpanded();
  const shown = createMemo(() =>
    whole() && !expanded() ? compacted(props.found, props.compact, replyingTo()) : props.found,
  );
  const expand = () => {
    const firstNew = props.found.find((conversation) => !shown().includes(conversation))?.token;
    setExpanded(true);
    // The button is gone, so the focus moves to the first conversation that it revealed.
    document.querySelector<HTMLElement>(`[data-token="${firstNew}"] > .row`)?.focus();
  };

  announceHits(() => (searched() ? props.found.length + archivedHits().length : null));
  // A search covers all conversations.
  createEffect(on([query, () => props.filter], leaveArchived, { defer: true }));
  // An empty archive is never drawn: otherwise the focus would vanish with its last row before it could move.
  const inArchive = () => showingArchived() && props.archived.length > 0;
  createEffect(() => props.archived.length === 0 && leaveArchived());
  onCleanup(leaveArchived);

  return (
    <Show
      when={!inArchive()}
      fallback={<Archived conversations={props.archived} about={props.about} maxLength={props.maxLength} />}
    >
      <Show
        when={shown().length > 0}
        fallback={<Nothing {...props} searched={searched()} hits={archivedHits().length} />}
      >
        <ConversationList
          conversations={shown()}
          existing={props.all}
          about={`${props.about}\n${props.compact}\n${expanded()}`}
          maxLength={props.maxLength}
        />
      </Show>
      <Show when={shown().length < props.found.length}>
        <button type="button" class="list-button" onClick={expand}>
          {t('rows.showAll', { count: props.found.length })}
        </button>
      </Show>
      <Show when={archivedHits().length > 0}>
        <ArchivedHits
          conversations={archivedHits()}
          existing={props.archived}
          about={props.about}
          maxLength={props.maxLength}
        />
      </Show>
      <Show when={whole() && props.archived.length > 0}>
        <ArchivedEntry count={props.archived.length} />
      </Show>
    </Show>
  );
};

const Nothing = (props: Lists & { searched: boolean; hits: number }) => (
  <Show when={props.hits === 0}>
    <Show when={props.all.length > 0} fallback={<NoConversations account={props.account} />}>
      <Show when={props.searched} fallback={<NothingPasses filter={props.filter} />}>
        <NothingFound all={props.all} filter={props.filter} />
      </Show>
    </Show>
  </Show>
);

/** Whether the compact list shows everything: from the click until the window is hidden. */
const createExpanded = () => {
  const [expanded, setExpanded] = createSignal(false);
  const forget = () => document.visibilityState === 'hidden' && setExpanded(false);
  onMount(() => document.addEventListener('visibilitychange', forget));
  onCleanup(() => document.removeEventListener('visibilitychange', forget));
  return [expanded, setExpanded] as const;
};

/** Tells screen readers how many conversations a search finds, again only when the number changes. */
const announceHits = (hits: () => number | null) =>
  createEffect(
    on(hits, (count, before) => {
      if (count === null || count === before) return;
      announce(count === 0 ? t('find.nothing') : count === 1 ? t('find.hit') : t('find.hits', { count }));
    }),
  );
