import { dialog } from 'electron';
import type { Say } from '../core/i18n/index.ts';
import type { TrayAccount } from '../core/model/tray-model.ts';

/** Asks once before disconnecting from the tray menu, where no window need be open. */
export async function askToDisconnect(say: Say, account: TrayAccount): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: say('disconnectQuestion', { account: account.label }),
    detail: say('disconnectDetail'),
    buttons: [say('disconnectConfirm'), say('cancel')],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
