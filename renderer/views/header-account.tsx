import { Show } from 'solid-js';
import type { Account, Connected } from '../../main/core/model/connected.ts';
import { shownAccounts } from '../accounts.ts';
import { AvatarPicture } from '../components/avatar.tsx';
import { hostOf } from '../components/host.ts';
import { avatarColour, initials } from '../components/initials.ts';
import { t } from '../i18n/index.ts';
import { accountEntries } from './header-entries.ts';
import { MenuButton } from './header-menu.tsx';
import { AccountStack } from './header-several.tsx';

/** The picture of the shown account; opens the accounts menu. */
export const AccountButton = (props: { phase: Connected }) => {
  const shown = () => shownAccounts(props.phase);
  const label = () =>
    t('header.accounts', {
      names: shown()
        .map(({ displayName }) => displayName)
        .join(', '),
    });
  return (
    <div class="account-place">
      <Show when={shown().length === 1} fallback={<AccountStack accounts={shown()} />}>
        {/* Keyed, because another account has another picture. */}
        <Show when={props.phase.account.id} keyed>
          <AccountPicture account={props.phase.account} />
        </Show>
      </Show>
      {/* Lies over the picture: the initials in it are not the button's name. */}
      <MenuButton class="account-button" label={label()} entries={() => accountEntries(props.phase)} />
    </div>
  );
};

/** The same in words. */
export const AccountLine = (props: { phase: Connected }) => (
  <p class="header-account">
    <Show when={shownAccounts(props.phase).length === 1} fallback={accountsLine(props.phase)}>
      <bdi>{props.phase.account.displayName}</bdi> · {hostOf(props.phase.account.server)}
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
