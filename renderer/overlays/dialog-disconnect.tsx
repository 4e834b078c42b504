import { Dialog } from '@kobalte/core/dialog';
import { bridge } from '../bridge.ts';
import { ActionButton } from '../components/action-button.tsx';
import { hostOf } from '../components/host.ts';
import { t } from '../i18n/index.ts';
import { closeDialog, type OpenDialog } from './dialog.ts';
import { DialogFrame } from './dialog-frame.tsx';

/** Asks once before the account is disconnected. */
export const DisconnectDialog = (props: { dialog: OpenDialog; server: string }) => (
  <DialogFrame dialog={props.dialog} class="dialog" question>
    <Dialog.Title>{t('disconnect.title')}</Dialog.Title>
    <Dialog.Description>{t('disconnect.text', { host: hostOf(props.server) })}</Dialog.Description>
    <div class="dialog-buttons">
      <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
        {t('disconnect.cancel')}
      </button>
      <ActionButton class="button button-danger" action={() => bridge.disconnect()}>
        {t('disconnect.confirm')}
      </ActionButton>
    </div>
  </DialogFrame>
);
