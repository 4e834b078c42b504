import { createEffect, createMemo, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js';
import type { Connected } from '../../main/core/model/app-state.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { Banner, NoticeButton } from '../components/banner.tsx';
import { Finder } from '../components/finder.tsx';
import { FullNotice } from '../components/full-notice.tsx';
import { Icon } from '../components/icon.tsx';
import { ListSkeleton } from '../components/list-skeleton.tsx';
import { ShortcutsDialog } from '../components/shortcuts-dialog.tsx';
import { type Filter, filterCounts } from '../finding/filter.ts';
import { find } from '../finding/find.ts';
import { filter as chosenFilter, closeSearch, openSearch, query } from '../finding/search.ts';
import { t } from '../i18n/index.ts';
import { handleListKey } from '../window-keys.ts';
import { announceChanges } from './announcements.ts';
import { type ConnectionNotice, connectionNotice } from './connection-notice.ts';
import { Conversations } from './conversations.tsx';
import { Header } from './header.tsx';

/** Fewer are seen at a glance: filters would only take room. */
const FEWEST_TO_FILTER = 6;

/** The conversations, or why there are none. `forgetful`: the app password is kept in memory only. */
export const ConnectedView = (props: { phase: Connected; forgetful: boolean }) => {
  let shortcuts: HTMLDialogElement | undefined;
  let content: HTMLElement | undefined;
  const all = () => props.phase.conversations ?? [];
  const searchable = () => all().length > 0;
  const filters = () => all().length >= FEWEST_TO_FILTER;
  const filter = () => (filters() ? chosenFilter() : 'all');
  const found = createMemo(() => find(all(), filter(), query()));
  const counts = createMemo(() => filterCounts(all()));
  const help = () => shortcuts?.showModal();
  const search = () => searchable() && openSearch();

  announceChanges(() => props.phase);
  // Another question, another answer: it is read from the top.
  createEffect(on([query, filter], () => content?.scrollTo(0, 0), { defer: true }));
  onMount(() => {
    const onKey = (event: KeyboardEvent) => handleListKey(event, { search, help });
    document.addEventListener('keydown', onKey);
    onCleanup(() => document.removeEventListener('keydown', onKey));
  });
  onCleanup(closeSearch);

  return (
    <div class="connected">
      <Header phase={props.phase} searchable={searchable()} onHelp={help} />
      <Finder counts={counts()} filter={filter()} filters={filters()} />
      <main class="content" ref={content}>
        <Content phase={props.phase} filter={filter()} found={found()} />
      </main>
      <Show when={props.forgetful}>
        <p class="footnote">
          <Icon name="key" />
          {t('connection.memoryOnly')}
        </p>
      </Show>
      <ShortcutsDialog
        ref={(element) => {
          shortcuts = element;
        }}
      />
    </div>
  );
};

const Content = (props: { phase: Connected; filter: Filter; found: Conversation[] }) => {
  const notice = () => connectionNotice(props.phase.connection);
  return (
    <Switch>
      <Match when={props.phase.conversations}>
        {(conversations) => (
          <>
            <Show when={notice()}>{(told) => <Banner notice={told()} connection={props.phase.connection} />}</Show>
            <Conversations all={conversations()} filter={props.filter} found={props.found} />
          </>
        )}
      </Match>
      <Match when={notice()}>
        {(told) => (
          <FullNotice
            picture={<Icon name={told().action === 'retry' ? 'offline' : 'key'} />}
            title={t(told().title)}
            help={helpText(told())}
          >
            <NoticeButton action={told().action} class="button button-primary" />
          </FullNotice>
        )}
      </Match>
      <Match when={true}>
        <ListSkeleton />
      </Match>
    </Switch>
  );
};

const helpText = ({ help }: ConnectionNotice) => (help === null ? null : t(help));
