import type { rows as german } from '../de/rows.ts';

/** The most common actions on a conversation, the archive, the compact list. */
export const rows: Record<keyof typeof german, string> = {
  'rows.actions': 'Actions for {name}',
  'rows.join': 'Join',
  'rows.joinName': 'Join the call in {name}',
  'rows.reply': 'Reply',
  'rows.markRead': 'Mark as read',
  'rows.markUnread': 'Mark as unread',
  'rows.more': 'More actions',

  'rows.said.read': '{name} marked as read',
  'rows.said.unread': '{name} marked as unread',

  'rows.online': 'online',
  'rows.away': 'away',
  'rows.dnd': 'do not disturb',

  'rows.archived': 'Archived',
  'rows.archivedTitle': 'Archived conversations',
  'rows.archivedCount': 'Archived ({count})',
  'rows.back': 'Back',
  'rows.showAll': 'Show all {count}',

  'time.now': 'now',
  'time.minutes': '{count} min ago',
  'time.hours': '{count} hr ago',
  'time.yesterday': 'yesterday',
  'time.twoDays': '2 days ago',
  'time.days': '{count} days ago',
  'time.minuteLong': '1 minute ago',
  'time.minutesLong': '{count} minutes ago',
  'time.hourLong': '1 hour ago',
  'time.hoursLong': '{count} hours ago',
  'time.dayMonth': '{day} {month}',
  'time.date': '{dd}/{mm}/{year}',
  'time.dateLong': '{day} {month} {year}',
  'time.months': 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec',
  'time.monthsLong': 'January February March April May June July August September October November December',
};
