import type { menus as german } from '../de/menus.ts';

/** The header's menus, and the accounts. */
export const menus: Record<keyof typeof german, string> = {
  'menu.refresh': 'Refresh',
  'menu.disconnect': 'Disconnect',
  'menu.disconnectOf': 'Disconnect “{name}” …',
  'keys.title': 'Keyboard shortcuts',
  'pause.half-hour': 'Pause for 30 minutes',
  'pause.hour': 'Pause for 1 hour',
  'pause.morning': 'Pause until tomorrow 8:00',
  'pause.end': 'Switch notifications on again',

  'accounts.title': 'Accounts',
  'accounts.all': 'All accounts',
  'accounts.count': '{count} accounts',
  'accounts.add': 'Add account …',
  'accounts.manage': 'Manage accounts …',
  'accounts.disconnect': 'Disconnect …',
};
