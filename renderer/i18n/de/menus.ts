/** The header's menus, marking all as read, the accounts. */
export const menus = {
  'menu.refresh': 'Aktualisieren',
  'menu.disconnect': 'Verbindung trennen',
  'menu.disconnectOf': '„{name}“ trennen …',
  'menu.quit': 'Talkmelder beenden',
  'header.markAllTitle': 'Alles als gelesen markieren?',
  'header.markAllText': '{count} Unterhaltungen haben ungelesene Nachrichten. Danach gelten sie alle als gelesen.',
  'header.markAllConfirm': 'Als gelesen markieren',
  'header.markedOne': '1 Unterhaltung als gelesen markiert',
  'header.markedAll': '{count} Unterhaltungen als gelesen markiert',
  'keys.title': 'Tastenkürzel',
  'pause.half-hour': '30 Minuten Pause',
  'pause.hour': '1 Stunde Pause',
  'pause.morning': 'Pause bis morgen, 8:00',
  'pause.end': 'Benachrichtigungen wieder einschalten',

  'accounts.title': 'Konten',
  'accounts.all': 'Alle Konten',
  'accounts.add': 'Konto hinzufügen …',
  'accounts.manage': 'Konten verwalten …',
  'accounts.disconnect': 'Trennen …',
} as const;
