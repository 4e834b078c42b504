import { type Accessor, For, type JSX, Show } from 'solid-js';
import type { AccountSummary } from '../../main/core/model/connected.ts';

/**
 * Draws an element for each account, matched by id. The state (app-state.ts) merges lists without tokens by index, so
 * an account's object changes when an account before it goes; here its element and the focus stay.
 */
export const EachAccount = (props: {
  accounts: AccountSummary[];
  children: (account: Accessor<AccountSummary>) => JSX.Element;
}) => (
  <For each={props.accounts.map(({ id }) => id)}>
    {(id) => <Show when={props.accounts.find((account) => account.id === id)}>{props.children}</Show>}
  </For>
);
