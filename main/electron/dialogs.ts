import type { MessageBoxOptions } from 'electron';
import type { Say } from '../core/i18n/index.ts';
import type { TrayAccount } from '../core/model/tray-model.ts';
import type { Unfinished } from '../core/model/unfinished.ts';

/** Asks the user a question and resolves with the index of the button. */
type Ask = (options: MessageBoxOptions) => Promise<number>;

/** Asks the user about unfinished work when the app is about to end. @returns whether the app may end */
export async function askToQuit(say: Say, about: Unfinished, ask: Ask): Promise<boolean> {
  const { unsent, lost, files, pasted = 0 } = about;
  const ofFiles = say(files === 1 ? 'quitFile' : 'quitFiles', { count: String(files) });
  const hasText = unsent + lost > 0;
  const ofText = say(lost > 0 ? 'quitLost' : 'quitKept');
  const response = await ask({
    type: 'question',
    message: hasText ? say(unsent > 0 ? 'quitUnsent' : 'quitDraft') : `${ofFiles} ${say('quitQuestion')}`,
    detail: [
      ...(hasText ? [ofText] : []),
      ...(hasText && files > 0 ? [ofFiles] : []),
      ...(files > 0 ? [say('quitFilesLost')] : []),
      ...(files > pasted ? [say('quitFilesStay')] : []),
      ...(pasted > 0 ? [say(pasted === 1 ? 'quitPicture' : 'quitPictures')] : []),
    ].join(' '),
    buttons: [say('quitAnyway'), say('quitNot')],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

/** Disconnects from the tray menu, without needing a window, if the user agrees. */
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
