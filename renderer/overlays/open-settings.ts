import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { openDialog } from './dialog.ts';

/** Opens the settings, in station mode only for a person who knows the PIN. */
export const openSettings = async () => {
  const { ok } = await attempt(bridge.mayChangeSettings());
  if (ok) openDialog('settings');
};
