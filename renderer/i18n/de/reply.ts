/** Quick replies; loaded with the first one. */
export const reply = {
  'error.message-too-long': 'Die Nachricht ist zu lang. Bitte kürze sie.',
  'error.message-refused': 'In dieser Unterhaltung kannst du gerade nicht schreiben.',

  'reply.title': 'Antworten in {name}',
  'reply.close': 'Antwort schließen',
  'reply.messages': 'Letzte Nachrichten',
  'reply.loading': 'Letzte Nachrichten werden geladen',
  'reply.field': 'Antwort an {name}',
  'reply.placeholder': 'Antworten …',
  'reply.send': 'Senden',
  'reply.sendHelp': 'Senden (Eingabe), neue Zeile mit Umschalt+Eingabe',
  'reply.you': 'Du',
  'reply.sending': 'wird gesendet …',
  'reply.sent': 'Gesendet',
  'reply.failed': 'Nicht gesendet',
  'reply.resend': 'Erneut senden',
  'reply.edit': 'Bearbeiten',
  'reply.left': 'Noch {count} Zeichen',
  'reply.tooLong': '{count} Zeichen zu viel. Bitte kürze die Nachricht.',
  'reply.sentTo': 'Antwort an {name} gesendet.',
  'reply.failedTo': 'Antwort an {name} nicht gesendet.',
} as const;
