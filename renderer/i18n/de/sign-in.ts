/** The screens before the list. */
export const signIn = {
  'signedOut.title': 'Mit Nextcloud verbinden',
  'signedOut.address': 'Adresse deiner Nextcloud',
  'signedOut.connect': 'Verbinden',
  'signedOut.hint': 'Die Anmeldung läuft in deinem Browser.',
  'signedOut.passwordLeft': 'Das App-Passwort besteht auf dem Server noch',
  'signedOut.passwordLeftHelp':
    'Der Server war nicht erreichbar. Widerrufe „Talkmelder“ in Nextcloud unter Einstellungen → Sicherheit → Geräte & Sitzungen.',

  'signingIn.contacting': 'Verbindung wird aufgebaut',
  'signingIn.waiting': 'Weiter im Browser',
  'signingIn.asking': '{host} wird gefragt …',
  'signingIn.answered': '{host} hat geantwortet',
  'signingIn.grant': 'Im Browser anmelden und den Zugriff erlauben',
  'signingIn.finish': 'Fertig: Talkmelder macht hier weiter',
  'signingIn.reopen': 'Browser erneut öffnen',
  'signingIn.copy': 'Link kopieren',
  'signingIn.copied': 'Kopiert',
  'signingIn.cancel': 'Abbrechen',
  'signingIn.browserNotOpened': 'Der Browser ließ sich nicht öffnen. Kopiere den Link und öffne ihn selbst.',
} as const;
