/** Header and footer. */
export const bars = {
  'header.accounts': 'Konten: {names}',
  'header.markAllRead': 'Alles als gelesen markieren',

  'pause.open': 'Benachrichtigungen pausieren',
  'pause.until': 'pausiert bis {time}',
  'pause.endUntil': 'Benachrichtigungen pausiert bis {time}: wieder einschalten',
  'pause.paused': 'Benachrichtigungen sind bis {time} pausiert',
  'pause.ended': 'Benachrichtigungen sind wieder eingeschaltet',

  'footer.refresh': 'Jetzt aktualisieren',
  'footer.retry': 'Jetzt erneut versuchen',
  'footer.refreshing': 'Wird aktualisiert',
  'footer.connected': 'Verbunden',
  'footer.loading': 'Wird geladen …',
  'footer.stale': 'Nicht aktuell',
  'footer.offline': 'Nicht erreichbar',
  'footer.maintenance': 'Wartung',
  'footer.signedOut': 'Abgemeldet',
  'footer.settings': 'Einstellungen',
  'footer.noNotifications': 'Dieser PC zeigt keine Benachrichtigungen an.',
} as const;
