import { Show } from 'solid-js';
import type { AccountSummary } from '../../../main/core/model/connected.ts';
import { accountLabel, hostOf, personName } from '../../accounts.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { ConnectionDot } from '../../components/connection.tsx';
import { EachAccount } from '../../components/each-account.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../i18n/index.ts';
import { addAccount } from '../../views/adding.ts';
import { askToDisconnect } from '../dialog.ts';
import { Section } from './controls.tsx';

/** Lists the accounts, adds one, disconnects one. */
export const Accounts = (props: { accounts: AccountSummary[] }) => {
  return (
    <Section title={t('accounts.title')}>
      <EachAccount accounts={props.accounts}>
        {(account) => <AccountRow account={account()} accounts={props.accounts} />}
      </EachAccount>
      <div class="setting setting-action">
        <ActionButton class="button" action={() => addAccount('settings')}>
          <Icon name="add" />
          {t('accounts.add')}
        </ActionButton>
      </div>
    </Section>
  );
};

const AccountRow = (props: { account: AccountSummary; accounts: AccountSummary[] }) => {
  const several = () => props.accounts.length > 1;
  const disconnectLabel = () =>
    several() ? t('menu.disconnectOf', { name: accountLabel(props.account, props.accounts) }) : t('menu.disconnect');
  return (
    <div class="setting account">
      <Show when={several()}>
        <span class="account-dot" data-tint={props.account.tint} />
      </Show>
      <div class="setting-text">
        <p class="account-name">{personName(props.account, props.accounts)}</p>
        <p class="setting-help">{hostOf(props.account.server)}</p>
        <p class="setting-help">
          <ConnectionDot state={props.account.connection.state} />
        </p>
      </div>
      <button
        type="button"
        class="button button-small account-leave"
        aria-label={disconnectLabel()}
        onClick={() => askToDisconnect(props.account.id)}
      >
        {t('accounts.disconnect')}
      </button>
    </div>
  );
};
