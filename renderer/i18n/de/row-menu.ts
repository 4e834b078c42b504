/** What can be done to a conversation by its menu; loaded with that. */
export const rowMenu = {
  'rows.open': 'Im Browser öffnen',
  'rows.joinCall': 'Anruf beitreten',
  'rows.level': 'Benachrichtigungen',
  'rows.level.always': 'Alle Nachrichten',
  'rows.level.mention': 'Nur Erwähnungen',
  'rows.level.never': 'Aus',
  'rows.favour': 'Als Favorit markieren',
  'rows.unfavour': 'Aus Favoriten entfernen',
  'rows.archive': 'Archivieren',
  'rows.unarchive': 'Aus dem Archiv holen',
  'rows.copyLink': 'Link kopieren',
  'rows.undo': 'Rückgängig',

  'rows.said.level': '{name}: {level}',
  'rows.said.favour': '{name} ist jetzt ein Favorit',
  'rows.said.unfavour': '{name} ist kein Favorit mehr',
  'rows.said.archived': '„{name}“ archiviert',
  'rows.said.unarchived': '„{name}“ ist wieder in der Liste',
  'rows.said.link': 'Link kopiert',
} as const;
