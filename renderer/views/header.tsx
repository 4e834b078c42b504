import { For, type JSX, Show } from 'solid-js';
import type { Account, AccountSummary, Connected } from '../../main/core/model/connected.ts';
import { accountSign } from '../account-marks.ts';
import { hostOf, personName, shownAccounts } from '../accounts.ts';
import { AvatarPicture } from '../components/avatar.tsx';
import { UnreadBadge } from '../components/badges.tsx';
import { Icon } from '../components/icon.tsx';
import { avatarColour, initials } from '../components/initials.ts';
import { closeSearch, openSearch, searching } from '../finding/search.ts';
import { t } from '../i18n/index.ts';
import { type MenuEntry, menu, openMenu } from '../overlays/menu.ts';
import { readWhole } from '../whole-state.ts';
import { accountEntries, mainEntries } from './header-entries.ts';
import { markAllRead, unreadOf } from './header-mark-all.ts';
import { lookAtOwnStatus } from './own-status.ts';

/** The shown account, and the actions on all conversations. */
export const Header = (props: {
  phase: Connected;
  pausedUntil: number | null;
  searchable: boolean;
  /** Whether the window stays open when it loses the focus; null: the administrator has decided that. */
  pin: boolean | null;
}) => (
  <header class="header" classList={{ 'header-several': props.phase.accounts.length > 1 }}>
    <AccountButton phase={props.phase} />
    <div class="header-text">
      <h1>
        <span class="header-title">{t('list.title')}</span>
        <UnreadBadge unread={props.phase.unread} tone="strong" mentioned={props.phase.mentioned} />
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
          aria-disabled={readWhole(() => unreadOf(props.phase)).count === 0}
          onClick={() => markAllRead(props.phase)}
        >
          <Icon name="allRead" />
        </button>
      </Show>
      <MenuButton
        class="icon-button"
        label={t('menu.open')}
        entries={() => mainEntries(props.phase, props.pausedUntil, props.pin)}
      >
        <Icon name="more" />
      </MenuButton>
    </div>
  </header>
);

/** The picture of the shown account; opens the accounts menu. */
const AccountButton = (props: { phase: Connected }) => {
  const shown = () => shownAccounts(props.phase);
  const label = () =>
    t('header.accounts', {
      names: shown()
        .map((account) => personName(account, props.phase.accounts))
        .join(', '),
    });
  return (
    <div class="account-place">
      <Show when={shown().length === 1} fallback={<AccountStack accounts={shown()} all={props.phase.accounts} />}>
        {/* Keyed, because another account has another picture. */}
        <Show when={props.phase.account.id} keyed>
          <AccountPicture account={props.phase.account} />
        </Show>
      </Show>
      {/* Lies over the picture: the initials in it are not the button's name. */}
      <MenuButton
        class="account-button"
        label={label()}
        entries={() => accountEntries(props.phase)}
        onOpen={() => void lookAtOwnStatus(props.phase.account)}
      />
    </div>
  );
};

/** The same in words. */
const AccountLine = (props: { phase: Connected }) => (
  <p class="header-account">
    <Show
      when={shownAccounts(props.phase).length === 1}
      fallback={<span class="header-servers">{accountsLine(props.phase)}</span>}
    >
      <bdi class="header-person">{personName(props.phase.account, props.phase.accounts)}</bdi>
      <span class="header-host"> · {hostOf(props.phase.account.server)}</span>
    </Show>
  </p>
);

/** Returns the number of accounts and their servers. */
const accountsLine = (phase: Connected): string => {
  const hosts = new Set(shownAccounts(phase).map(({ server }) => hostOf(server)));
  return [t('accounts.count', { count: phase.accounts.length }), ...hosts].join(' · ');
};

/** The picture of the signed-in user, over the initials until it has loaded. */
const AccountPicture = (props: { account: Account }) => (
  <span class={`avatar avatar-${avatarColour(props.account.id)}`} aria-hidden="true">
    {initials(props.account.displayName)}
    <Show when={props.account.picture}>
      <AvatarPicture path={`account/${props.account.key}`} />
    </Show>
  </span>
);

/** The number of discs that fit. */
const MOST_DISCS = 4;

/** Several accounts in the place of one picture: a disc each, in its colour. */
const AccountStack = (props: { accounts: AccountSummary[]; all: AccountSummary[] }) => (
  <span class="account-stack" classList={{ 'account-stack-pair': props.accounts.length === 2 }} aria-hidden="true">
    <For each={props.accounts.slice(0, MOST_DISCS)}>
      {(account) => <span data-tint={account.tint}>{accountSign(account, props.all).sign}</span>}
    </For>
  </span>
);

/** A button that opens a menu. */
const MenuButton = (props: {
  class: string;
  label: string;
  entries: () => MenuEntry[];
  onOpen?: () => void;
  children?: JSX.Element;
}) => {
  let button: HTMLButtonElement | undefined;
  return (
    <button
      ref={button}
      type="button"
      class={props.class}
      aria-label={props.label}
      title={props.label}
      aria-haspopup="menu"
      aria-expanded={menu() !== null && menu()?.anchor === button}
      onClick={(event) => {
        props.onOpen?.();
        openMenu({ label: props.label, anchor: event.currentTarget, entries: () => props.entries() });
      }}
    >
      {props.children}
    </button>
  );
};
