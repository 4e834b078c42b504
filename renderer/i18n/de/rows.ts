/** What is done most to a conversation, archived ones, the compact list. */
export const rows = {
  'rows.actions': 'Aktionen für {name}',
  'rows.join': 'Beitreten',
  'rows.joinName': 'Anruf in {name} beitreten',
  'rows.reply': 'Antworten',
  'rows.markRead': 'Als gelesen markieren',
  'rows.markUnread': 'Als ungelesen markieren',
  'rows.more': 'Weitere Aktionen',

  'rows.said.read': '{name} als gelesen markiert',
  'rows.said.unread': '{name} als ungelesen markiert',

  'rows.online': 'online',
  'rows.away': 'abwesend',
  'rows.dnd': 'bitte nicht stören',

  'rows.archived': 'Archiviert',
  'rows.archivedTitle': 'Archivierte Unterhaltungen',
  'rows.archivedCount': 'Archiviert ({count})',
  'rows.back': 'Zurück',
  'rows.showAll': 'Alle {count} anzeigen',

  'time.now': 'jetzt',
  'time.minutes': 'vor {count} Min.',
  'time.hours': 'vor {count} Std.',
  'time.yesterday': 'gestern',
  'time.twoDays': 'vorgestern',
  'time.days': 'vor {count} Tagen',
  'time.minuteLong': 'vor 1 Minute',
  'time.minutesLong': 'vor {count} Minuten',
  'time.hourLong': 'vor 1 Stunde',
  'time.hoursLong': 'vor {count} Stunden',
  'time.dayMonth': '{day}. {month}',
  'time.date': '{dd}.{mm}.{year}',
  'time.dateLong': '{day}. {month} {year}',
  'time.months': 'Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.',
  'time.monthsLong': 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
} as const;
