import { For } from 'solid-js';
import type { AccountSummary, Connected } from '../../main/core/model/connected.ts';
import { shownAccounts } from '../accounts.ts';
import { hostOf } from '../components/host.ts';
import { initials } from '../components/initials.ts';
import { t } from '../i18n/index.ts';

/** There is room for so many discs. */
const MOST = 4;

/** Several accounts in the room of one picture: a disc each, in its colour. */
export const AccountStack = (props: { accounts: AccountSummary[] }) => (
  <span class="account-stack" classList={{ 'account-stack-pair': props.accounts.length === 2 }} aria-hidden="true">
    <For each={props.accounts.slice(0, MOST)}>
      {(account) => <span data-tint={account.tint}>{initials(account.displayName)}</span>}
    </For>
  </span>
);

/** How many accounts, and on which servers. */
export const AccountsLine = (props: { phase: Connected }) => {
  const hosts = () => new Set(shownAccounts(props.phase).map(({ server }) => hostOf(server)));
  return <>{[t('accounts.count', { count: props.phase.accounts.length }), ...hosts()].join(' · ')}</>;
};
