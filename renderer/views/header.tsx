import { Show } from 'solid-js';
import type { Connected } from '../../main/core/model/connected.ts';
import { Icon } from '../components/icon.tsx';
import { UnreadBadge } from '../components/unread-badge.tsx';
import { closeSearch, openSearch, searching } from '../finding/search.ts';
import { t } from '../i18n/index.ts';
import { AccountButton, AccountLine } from './header-account.tsx';
import { mainEntries } from './header-entries.ts';
import { markAllRead } from './header-mark-all.ts';
import { MenuButton } from './header-menu.tsx';
import { unreadOf } from './header-unread.ts';

/** The shown account, and the actions on all conversations. */
export const Header = (props: { phase: Connected; pausedUntil: number | null; searchable: boolean }) => (
  <header class="header" classList={{ 'header-several': props.phase.accounts.length > 1 }}>
    <AccountButton phase={props.phase} />
    <div class="header-text">
      <h1>
        {t('list.title')}
        <UnreadBadge unread={props.phase.unread} tone={props.phase.mentioned ? 'mention' : 'strong'} />
      </h1>
      <AccountLine phase={props.phase} />
    </div>
    <div class="header-buttons">
      <Show when={props.searchable}>
        <button
          type="button"
          class="icon-button"
          aria-label={t('find.open')}
          title={`${t('find.open')} (/)`}
          aria-expanded={searching()}
          onClick={() => (searching() ? closeSearch() : openSearch())}
        >
          <Icon name="search" />
        </button>
        {/* Stays when there is nothing to mark, so that it keeps the focus. `disabled` would drop the focus. */}
        <button
          type="button"
          class="icon-button"
          aria-label={t('header.markAllRead')}
          title={t('header.markAllRead')}
          aria-disabled={unreadOf(props.phase).count === 0}
          onClick={() => markAllRead(props.phase)}
        >
          <Icon name="allRead" />
        </button>
      </Show>
      <MenuButton
        class="icon-button"
        label={t('menu.open')}
        entries={() => mainEntries(props.phase, props.pausedUntil)}
      >
        <Icon name="more" />
      </MenuButton>
    </div>
  </header>
);
