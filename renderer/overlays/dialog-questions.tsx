import { Dialog } from '@kobalte/core/dialog';
import type { Account, AccountSummary } from '../../main/core/model/connected.ts';
import { accountLabel, hostOf, personName } from '../accounts.ts';
import { bridge } from '../bridge.ts';
import { ActionButton } from '../components/buttons.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../i18n/index.ts';
import { closeDialog, type OpenDialog } from './dialog.ts';
import { DialogFrame } from './dialog-frame.tsx';

/** Asks before an account is disconnected. `accounts`: if there are several, the question names the account. */
export const DisconnectDialog = (props: { dialog: OpenDialog; account: Account; accounts: AccountSummary[] }) => {
  const several = () => props.accounts.length > 1;
  const title = () =>
    several()
      ? t('disconnect.titleOf', { account: accountLabel(props.account, props.accounts) })
      : t('disconnect.title');
  const text = () => {
    const host = hostOf(props.account.server);
    return several()
      ? t('disconnect.textOf', { name: personName(props.account, props.accounts), host })
      : t('disconnect.text', { host });
  };
  const names = () => [
    accountLabel(props.account, props.accounts),
    personName(props.account, props.accounts),
    hostOf(props.account.server),
  ];
  return (
    <DialogFrame dialog={props.dialog} class="dialog" question>
      <Dialog.Title>
        <Sentence text={title()} names={names()} />
      </Dialog.Title>
      <Dialog.Description>
        <Sentence text={text()} names={names()} />
      </Dialog.Description>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
          {t('disconnect.cancel')}
        </button>
        <ActionButton class="button button-danger" action={() => bridge.disconnect({ account: props.account.id })}>
          {t('disconnect.confirm')}
        </ActionButton>
      </div>
    </DialogFrame>
  );
};
