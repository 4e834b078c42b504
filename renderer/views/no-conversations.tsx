import { For, type JSX, Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { bridge } from '../bridge.ts';
import { ActionButton } from '../components/buttons.tsx';
import { AppMark, Icon } from '../components/icon.tsx';
import { handFocusOn } from '../components/list-focus.ts';
import { type Filter, find } from '../finding/find.ts';
import { chooseFilter, openSearch, query, setQuery } from '../finding/search.ts';
import { t } from '../i18n/index.ts';

/** The user is in no conversation yet. */
export const NoConversations = (props: { account: string }) => (
  <FullNotice picture={<AppMark />} title={t('list.empty')} help={t('list.emptyHelp')}>
    <ActionButton class="button button-primary" action={() => bridge.openTalk({ account: props.account })}>
      {t('menu.openTalk')}
    </ActionButton>
  </FullNotice>
);

/** The search found nothing. If only the filter is in the way, the button removes the filter. */
export const NothingFound = (props: { all: Conversation[]; filter: Filter }) => {
  const elsewhere = () => find(props.all, 'all', query()).length > 0;
  const clear = () => {
    setQuery('');
    openSearch();
  };
  return (
    <FullNotice
      picture={<Icon name="search" />}
      title={elsewhere() ? t('find.nothingHere', { filter: t(`find.${props.filter}`) }) : t('find.nothing')}
      help={elsewhere() ? null : t('find.nothingHelp')}
    >
      <Show
        when={elsewhere()}
        fallback={
          <button type="button" class="button" onClick={clear}>
            {t('find.clear')}
          </button>
        }
      >
        <button type="button" class="button" onClick={() => chooseFilter('all')}>
          {t('find.inAll')}
        </button>
      </Show>
    </FullNotice>
  );
};

/** The text for each filter that matches nothing. */
const empty = {
  all: { icon: 'search', title: 'find.nothing', help: 'find.nothingHelp' },
  unread: { icon: 'check', title: 'find.noUnread', help: 'find.noUnreadHelp' },
  mentions: { icon: 'mention', title: 'find.noMentions', help: 'find.noMentionsHelp' },
  favourites: { icon: 'star', title: 'find.noFavourites', help: 'find.noFavouritesHelp' },
} as const;

/** The filter alone, without a search, matches nothing. */
export const NothingPasses = (props: { filter: Filter }) => (
  <FullNotice
    picture={<Icon name={empty[props.filter].icon} />}
    title={t(empty[props.filter].title)}
    help={t(empty[props.filter].help)}
  >
    <button type="button" class="button" onClick={() => chooseFilter('all')}>
      {t('find.showAll')}
    </button>
  </FullNotice>
);

/** Fills the window when there is no list to show. */
export const FullNotice = (props: {
  picture: JSX.Element;
  title: string;
  help: string | null;
  children?: JSX.Element;
}) => (
  <div ref={handFocusOn} class="full-notice">
    <span class="full-notice-picture">{props.picture}</span>
    <h2>{props.title}</h2>
    <Show when={props.help}>
      <p>{props.help}</p>
    </Show>
    {props.children}
  </div>
);

/** Placeholder rows while the first list loads. */
export const ListSkeleton = () => (
  <div class="list skeleton" role="status" aria-label={t('list.loading')}>
    <For each={['long', 'short', 'medium', 'long', 'medium', 'short', 'long']}>
      {(length) => (
        <div class={`row skeleton-${length}`} aria-hidden="true">
          <span class="avatar" />
          <span class="row-line">
            <span class="skeleton-line skeleton-name" />
          </span>
          <span class="row-line">
            <span class="skeleton-line skeleton-preview" />
          </span>
        </div>
      )}
    </For>
  </div>
);
