import { dialog } from 'electron';
import type { Say } from '../core/i18n/index.ts';
import type { AppState } from '../core/model/app-state.ts';

/** Asks once before disconnecting from the tray menu, where no window need be open. */
export async function askToDisconnect(say: Say, { phase }: AppState): Promise<boolean> {
  if (phase.kind !== 'connected') return false;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: say('disconnectQuestion', { server: new URL(phase.account.server).host }),
    detail: say('disconnectDetail'),
    buttons: [say('disconnectConfirm'), say('cancel')],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
