import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { openDialog } from '../overlays/dialog.ts';

/** Where the user began to add an account, and where "back" leads. */
type Origin = 'list' | 'settings';

let origin: Origin = 'list';

/** Begins to sign in with a further account. */
export const addAccount = (from: Origin) => {
  origin = from;
  return bridge.addAccount();
};

export const cameFrom = (): Origin => origin;

/** Gives up adding an account, and leads back to where it began. */
export const leaveAdding = async () => {
  const { ok } = await attempt(bridge.cancelSignIn());
  if (ok && origin === 'settings') openDialog('settings');
  origin = 'list';
};
