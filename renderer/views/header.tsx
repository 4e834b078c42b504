import { Show } from 'solid-js';
import type { Connected } from '../../main/core/model/app-state.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { hostOf } from '../components/host.ts';
import { Icon } from '../components/icon.tsx';
import { UnreadBadge } from '../components/unread-badge.tsx';
import { closeSearch, openSearch, searching } from '../finding/search.ts';
import { t } from '../i18n/index.ts';
import { openDialog } from '../overlays/dialog.ts';
import { type MenuEntry, menu, openMenu } from '../overlays/menu.ts';
import { settingsShortcut } from '../window-keys.ts';
import { AccountPicture } from './header-account.tsx';
import { markAllRead, unreadConversations } from './header-mark-all.ts';
import { pauseEntries } from './header-pause.ts';

/** Whose conversations these are, and what concerns all of them. */
export const Header = (props: { phase: Connected; pausedUntil: number | null; searchable: boolean }) => (
  <header class="header">
    <AccountPicture phase={props.phase} />
    <div class="header-text">
      <h1>
        {t('list.title')}
        <UnreadBadge unread={props.phase.unread} tone={props.phase.mentioned ? 'mention' : 'strong'} />
      </h1>
      <p class="header-account">
        <bdi>{props.phase.account.displayName}</bdi> · {hostOf(props.phase.account.server)}
      </p>
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
        {/* It stays, and with it the focus, when there is nothing to do. Not `disabled`, which would drop the focus. */}
        <button
          type="button"
          class="icon-button"
          aria-label={t('header.markAllRead')}
          title={t('header.markAllRead')}
          aria-disabled={unreadConversations(props.phase) === 0}
          onClick={() => void markAllRead(props.phase)}
        >
          <Icon name="allRead" />
        </button>
      </Show>
      <MainMenu pausedUntil={props.pausedUntil} />
    </div>
  </header>
);

const MainMenu = (props: { pausedUntil: number | null }) => {
  let button: HTMLButtonElement | undefined;
  const entries = (): MenuEntry[] => [
    {
      id: 'refresh',
      kind: 'item',
      icon: 'refresh',
      label: t('menu.refresh'),
      shortcut: 'F5',
      onSelect: () => void attempt(bridge.refresh()),
    },
    { id: 'pause-line', kind: 'separator' },
    ...pauseEntries(props.pausedUntil),
    { id: 'settings-line', kind: 'separator' },
    {
      id: 'settings',
      kind: 'item',
      icon: 'settings',
      label: t('footer.settings'),
      shortcut: settingsShortcut(),
      onSelect: () => openDialog('settings'),
    },
    {
      id: 'shortcuts',
      kind: 'item',
      icon: 'keyboard',
      label: t('keys.title'),
      shortcut: '?',
      onSelect: () => openDialog('shortcuts'),
    },
    {
      id: 'disconnect',
      kind: 'item',
      icon: 'unplug',
      label: t('menu.disconnect'),
      onSelect: () => openDialog('disconnect'),
    },
  ];
  return (
    <button
      ref={button}
      type="button"
      class="icon-button"
      aria-label={t('menu.open')}
      title={t('menu.open')}
      aria-haspopup="menu"
      aria-expanded={menu() !== null && menu()?.anchor === button}
      onClick={(event) => openMenu({ label: t('menu.open'), anchor: event.currentTarget, entries })}
    >
      <Icon name="more" />
    </button>
  );
};
