import { Show } from 'solid-js';
import type { Connected } from '../../main/core/model/app-state.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { ConnectionDot } from '../components/connection-dot.tsx';
import { DisconnectDialog } from '../components/disconnect-dialog.tsx';
import { hostOf } from '../components/host.ts';
import { Icon } from '../components/icon.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { UnreadBadge } from '../components/unread-badge.tsx';
import { closeSearch, openSearch, searching } from '../finding/search.ts';
import { t } from '../i18n/index.ts';

/** Whose conversations these are, how they come to be right, and what concerns all of them. */
export const Header = (props: { phase: Connected; searchable: boolean; onHelp: () => void }) => {
  let dialog: HTMLDialogElement | undefined;
  const host = () => hostOf(props.phase.account.server);
  return (
    <header class="header">
      <div class="header-text">
        <h1>
          {t('list.title')}
          <UnreadBadge unread={props.phase.unread} tone={props.phase.mentioned ? 'mention' : 'strong'} />
        </h1>
        <p class="header-account">
          <ConnectionDot state={props.phase.connection.state} />
          <bdi>{props.phase.account.displayName}</bdi> · {host()}
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
        </Show>
        <Menu>
          <MenuItem shortcut="F5" onSelect={() => void attempt(bridge.refresh())}>
            <Icon name="refresh" />
            {t('menu.refresh')}
          </MenuItem>
          <MenuItem shortcut="?" onSelect={() => props.onHelp()}>
            <Icon name="keyboard" />
            {t('keys.title')}
          </MenuItem>
          <MenuItem onSelect={() => dialog?.showModal()}>
            <Icon name="unplug" />
            {t('menu.disconnect')}
          </MenuItem>
        </Menu>
      </div>
      <DisconnectDialog
        host={host()}
        ref={(element) => {
          dialog = element;
        }}
      />
    </header>
  );
};
