import { type Accessor, For, type JSX, Show } from 'solid-js';
import type { AccountSummary } from '../../main/core/model/connected.ts';

/**
 * Draws something for each account, which stays with it, and with it the focus, when one before it goes: the state
 * (app-state.ts) is merged by place where there are no tokens, so that the account itself is another one then.
 */
export const EachAccount = (props: {
  accounts: AccountSummary[];
  children: (account: Accessor<AccountSummary>) => JSX.Element;
}) => (
  <For each={props.accounts.map(({ id }) => id)}>
    {(id) => <Show when={props.accounts.find((account) => account.id === id)}>{props.children}</Show>}
  </For>
);
