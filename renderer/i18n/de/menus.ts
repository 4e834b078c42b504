/** The header's menus, and the accounts. */
export const menus = {
  'menu.refresh': 'Aktualisieren',
  'menu.disconnect': 'Verbindung trennen',
  'menu.disconnectOf': '„{name}“ trennen …',
  'keys.title': 'Tastenkürzel',
  'pause.half-hour': '30 Minuten Pause',
  'pause.hour': '1 Stunde Pause',
  'pause.morning': 'Pause bis morgen, 8:00',
  'pause.end': 'Benachrichtigungen wieder einschalten',

  'accounts.title': 'Konten',
  'accounts.all': 'Alle Konten',
  'accounts.count': '{count} Konten',
  'accounts.add': 'Konto hinzufügen …',
  'accounts.manage': 'Konten verwalten …',
  'accounts.disconnect': 'Trennen …',
} as const;
