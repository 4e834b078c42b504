import type { MessageBoxOptions } from 'electron';
import type { Say } from '../core/i18n/index.ts';
import type { TrayAccount } from '../core/model/tray-model.ts';
import type { Unfinished } from '../core/model/unfinished.ts';

/** Shows a question to the person, and resolves with the place of the button. */
type Ask = (options: MessageBoxOptions) => Promise<number>;

/** What is not finished is asked about when the app is to end. @returns whether it ends */
export async function askToQuit(say: Say, { unsent, lost }: Unfinished, ask: Ask): Promise<boolean> {
  const response = await ask({
    type: 'question',
    message: say(unsent > 0 ? 'quitUnsent' : 'quitDraft'),
    detail: say(lost > 0 ? 'quitLost' : 'quitKept'),
    buttons: [say('quitAnyway'), say('quitNot')],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

/** Disconnects from the tray menu, where no window need be open, when the person agrees. */
export async function askToDisconnect(
  say: Say,
  account: TrayAccount,
  ask: Ask,
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
