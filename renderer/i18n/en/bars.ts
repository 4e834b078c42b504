import type { bars as german } from '../de/bars.ts';

/** Header and footer. */
export const bars: Record<keyof typeof german, string> = {
  'header.accounts': 'Accounts: {names}',
  'header.markAllRead': 'Mark all as read',

  'pause.open': 'Pause notifications',
  'pause.until': 'paused until {time}',
  'pause.endUntil': 'Notifications paused until {time}: switch on again',
  'pause.paused': 'Notifications are paused until {time}',
  'pause.ended': 'Notifications are on again',

  'footer.refresh': 'Refresh now',
  'footer.retry': 'Try again now',
  'footer.refreshing': 'Refreshing',
  'footer.connected': 'Connected',
  'footer.loading': 'Loading …',
  'footer.stale': 'Not up to date',
  'footer.offline': 'Not reachable',
  'footer.maintenance': 'Maintenance',
  'footer.signedOut': 'Signed out',
  'footer.settings': 'Settings',
  'footer.noNotifications': 'This PC shows no notifications.',
};
