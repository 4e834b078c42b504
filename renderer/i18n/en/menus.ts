import type { menus as german } from '../de/menus.ts';

/** The header's menus, marking all as read, the accounts. */
export const menus: Record<keyof typeof german, string> = {
  'menu.refresh': 'Refresh',
  'menu.disconnect': 'Disconnect',
  'menu.disconnectOf': 'Disconnect “{name}” …',
  'menu.quit': 'Quit Talkmelder',
  'header.markAllTitle': 'Mark all as read?',
  'header.markAllText': '{count} conversations have unread messages. All of them will count as read.',
  'header.markAllConfirm': 'Mark as read',
  'header.markedOne': '1 conversation marked as read',
  'header.markedAll': '{count} conversations marked as read',
  'keys.title': 'Keyboard shortcuts',
  'pause.half-hour': 'Pause for 30 minutes',
  'pause.hour': 'Pause for 1 hour',
  'pause.morning': 'Pause until tomorrow 8:00',
  'pause.end': 'Switch notifications on again',

  'accounts.title': 'Accounts',
  'accounts.all': 'All accounts',
  'accounts.add': 'Add account …',
  'accounts.manage': 'Manage accounts …',
  'accounts.disconnect': 'Disconnect …',
};
