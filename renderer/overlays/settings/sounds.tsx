import { Show } from 'solid-js';
import type { AccountSummary } from '../../../main/core/model/connected.ts';
import { accountLabel } from '../../accounts.ts';
import { attempt } from '../../attempt.ts';
import { bridge } from '../../bridge.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { EachAccount } from '../../components/each-account.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../i18n/index.ts';
import { ownSound, SOUNDS } from '../../sounds.ts';
import { SelectSetting } from './controls.tsx';

/** The sound of each account's notifications. */
export const Sounds = (props: { accounts: AccountSummary[] }) => (
  <EachAccount accounts={props.accounts}>
    {(account) => <AccountSound account={account()} accounts={props.accounts} />}
  </EachAccount>
);

const AccountSound = (props: { account: AccountSummary; accounts: AccountSummary[] }) => {
  const sound = () => props.account.sound ?? 'system';
  const isAlone = () => props.accounts.length === 1;
  const ofAccount = () => t('sounds.ofAccount', { account: accountLabel(props.account, props.accounts) });
  return (
    <>
      <SelectSetting
        label={isAlone() ? t('sounds.kind') : ofAccount()}
        help={t('sounds.help')}
        options={SOUNDS.map((value) => ({ value, label: t(`sounds.${value}`) }))}
        value={sound()}
        locked={false}
        onChange={(value) => void attempt(bridge.chooseAccountSound({ account: props.account.id, sound: value }))}
      />
      <Show when={ownSound(sound())}>
        {(own) => (
          <div class="setting setting-action">
            <ActionButton class="button" action={() => bridge.playSound({ sound: own() })}>
              <Icon name="bell" />
              {t('sounds.play', { sound: t(`sounds.${own()}`) })}
            </ActionButton>
          </div>
        )}
      </Show>
    </>
  );
};
