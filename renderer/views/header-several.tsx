import '../styles/accounts.css';
import { For } from 'solid-js';
import type { AccountSummary } from '../../main/core/model/connected.ts';
import { initials } from '../components/initials.ts';

/** The number of discs that fit. */
const MOST = 4;

/** Several accounts in the place of one picture: a disc each, in its colour. */
export const AccountStack = (props: { accounts: AccountSummary[] }) => (
  <span class="account-stack" classList={{ 'account-stack-pair': props.accounts.length === 2 }} aria-hidden="true">
    <For each={props.accounts.slice(0, MOST)}>
      {(account) => <span data-tint={account.tint}>{initials(account.displayName)}</span>}
    </For>
  </span>
);
