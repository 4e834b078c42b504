import type { MessageBoxOptions } from 'electron';
import type { Say } from '../core/i18n/index.ts';
import type { TrayAccount } from '../core/model/tray-model.ts';

/**
 * Disconnects from the tray menu, where no window need be open, when the person agrees.
 * @param ask shows the question, and resolves with the place of the button
 */
export async function askToDisconnect(
  say: Say,
  account: TrayAccount,
  ask: (options: MessageBoxOptions) => Promise<number>,
  disconnect: (id: string) => Promise<void>,
): Promise<void> {
  const response = await ask({
    type: 'question',
    message: say('disconnectQuestion', { account: account.label }),
    detail: say('disconnectDetail'),
    buttons: [say('disconnectConfirm'), say('cancel')],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) await disconnect(account.id);
}
