/** Signing in; loaded with its screens. */
export const signIn = {
  'error.address-invalid': 'Bitte gib die Adresse deiner Nextcloud ein, zum Beispiel cloud.example.org.',
  'error.address-not-https': 'Die Adresse muss mit https:// beginnen.',
  'error.address-of-person':
    'Das ist der Name einer Person und keine Adresse. Bitte gib die Adresse deiner Nextcloud ein.',
  'error.untrusted-domain':
    'Diese Nextcloud nimmt die Adresse nicht an. Bitte prüfe sie. Stimmt sie, muss deine Administration sie unter „trusted_domains“ eintragen.',
  'error.app-passwords-forbidden':
    'Deine Administration lässt keine App-Passwörter zu, und ohne eins meldet Talkmelder sich nicht an. Bitte sie, App-Passwörter zu erlauben.',
  'error.no-api':
    'Unter dieser Adresse läuft eine Nextcloud, aber sie antwortet Talkmelder nicht. Bitte prüfe die Adresse.',
  'error.nextcloud-too-old': 'Nextcloud ist auf diesem Server zu alt. Talkmelder braucht Nextcloud 28 oder neuer.',
  'error.talk-too-old': 'Talk ist auf diesem Server zu alt. Talkmelder braucht Talk 18 oder neuer.',
  'error.wrong-credentials': 'Der Anmeldename oder das App-Passwort stimmt nicht.',
  'error.other-account': 'Das ist ein anderes Konto. Bitte melde dich mit demselben an wie bisher.',
  'error.account-exists': 'Dieses Konto ist hier schon angemeldet. Nimm ein anderes, oder geh zurück zur Liste.',
  'error.login-expired': 'Die Anmeldung hat zu lange gedauert. Bitte versuche es noch einmal.',
  'error.untrusted-answer':
    'Die Antwort des Servers verwies auf eine andere Adresse. Zu deiner Sicherheit wurde die Anmeldung abgebrochen.',
  'error.other-address':
    'Der Server meldet eine andere Adresse als die, die du eingegeben hast. Frag deine Administration nach der richtigen Adresse und melde dich damit an.',
  'error.login-name-odd':
    'Der Server nennt einen Anmeldenamen, der zu lang ist oder unsichtbare Zeichen enthält. Talkmelder nimmt ihn nicht an. Bitte frag deine Administration.',
  'error.grant-unreadable':
    'Der Server hat den Zugriff erlaubt, aber so geantwortet, dass Talkmelder nichts damit anfangen kann. Bitte frag deine Administration, oder nimm ein App-Passwort.',
  'error.grant-lost':
    'Der Server hat den Zugriff erlaubt, aber das App-Passwort kam nicht an. Bitte versuche es noch einmal, und entferne den Eintrag „Talkmelder“ von eben in Nextcloud unter Einstellungen → Sicherheit → Geräte & Sitzungen.',

  'signIn.takeAddress': '{host} nehmen',
  'signIn.examine': 'Prüfen, woran es liegt',

  'signedOut.title': 'Mit Nextcloud verbinden',
  'signedOut.add': 'Konto hinzufügen',
  'signedOut.backToList': 'Zurück zur Liste',
  'signedOut.address': 'Adresse deiner Nextcloud',
  'signedOut.connect': 'Weiter',
  'signedOut.hint': 'Danach meldest du dich an: im Browser oder mit einem App-Passwort.',
  'signedOut.wiped': 'Dieses Gerät wurde aus der Ferne abgemeldet',
  'signedOut.wipingHelp': 'Talkmelder löscht gerade alles, was hier von diesem Konto gespeichert ist.',
  'signedOut.wipedHelp': 'Talkmelder hat alles gelöscht, was hier von diesem Konto gespeichert war.',
  'signedOut.passwordLeft': 'Das App-Passwort gilt auf dem Server noch',
  'signedOut.passwordLeftHelp':
    'Talkmelder konnte es dort nicht widerrufen. Das kannst du selbst: in Nextcloud unter Einstellungen → Sicherheit → Geräte & Sitzungen, beim Eintrag „Talkmelder“.',

  'signingIn.contacting': 'Verbindung wird aufgebaut',
  'signingIn.waiting': 'Weiter im Browser',
  'signingIn.checking': 'Anmeldung wird geprüft',
  'signingIn.asking': '{host} wird gefragt …',
  'signingIn.answered': '{host} hat geantwortet',
  'signingIn.grant': 'Im Browser anmelden und den Zugriff erlauben',
  'signingIn.finish': 'Fertig: Talkmelder macht hier weiter',
  'signingIn.reopen': 'Browser erneut öffnen',
  'signingIn.copy': 'Link kopieren',
  'signingIn.copied': 'Kopiert',
  'signingIn.back': 'Zurück',
  'signingIn.cancel': 'Abbrechen',
  'signingIn.browserNotOpened': 'Der Browser ließ sich nicht öffnen. Kopiere den Link und öffne ihn selbst.',

  'signingIn.method': 'Wie möchtest du dich anmelden?',
  'signingIn.again': 'Erneut anmelden',
  'signingIn.account': '{name} auf {host}',
  'signingIn.browser': 'Im Browser anmelden',
  'signingIn.browserHelp': 'Empfohlen: so wie du dich immer anmeldest',
  'signingIn.appPassword': 'Mit App-Passwort',
  'signingIn.appPasswordHelp': 'Ohne Browser, mit einem Passwort nur für Talkmelder',

  'signingIn.formTitle': 'Mit App-Passwort',
  'signingIn.loginName': 'Anmeldename',
  'signingIn.password': 'App-Passwort',
  'signingIn.show': 'Zeigen',
  'signingIn.showPassword': 'App-Passwort zeigen',
  'signingIn.passwordHelp':
    'Erstelle es in Nextcloud unter Einstellungen → Sicherheit → Geräte & Sitzungen und nenne es „Talkmelder“. Nimm lieber nicht dein normales Passwort.',
  'signingIn.remember': 'Auf diesem Gerät merken',
  'signingIn.submit': 'Anmelden',
  'signingIn.loginNameMissing': 'Bitte gib deinen Anmeldenamen ein.',
  'signingIn.passwordMissing': 'Bitte gib das App-Passwort ein.',

  'signingIn.serverError': 'Der Server meldet einen Fehler ({number}). Bitte versuche es später noch einmal.',
  'signingIn.clientCertificate':
    'Der Server meldet einen Fehler ({number}). Vielleicht verlangt er ein Client-Zertifikat: Das kann Talkmelder nicht vorzeigen. Bitte frag deine Administration.',
  'signingIn.addressOfPerson':
    'Das ist der Name einer Person. Die Nextcloud dieser Person hat wohl die Adresse {address}.',
  'signingIn.serverMoved': 'Der Server ist umgezogen nach {address}. Wenn du diese Adresse kennst, melde dich dort an.',
  'signingIn.serverMovedAgain':
    'Der Server ist umgezogen nach {address}. Wenn du diese Adresse kennst, trenne das Konto und füge es mit ihr neu hinzu.',
  'signingIn.noApi':
    'Unter dieser Adresse läuft eine Nextcloud, aber sie antwortet Talkmelder nicht ({number}). Bitte prüfe die Adresse.',
  'signingIn.nextcloudTooOld':
    'Auf diesem Server läuft Nextcloud {version}. Talkmelder braucht Nextcloud 28 oder neuer.',
  'signingIn.talkTooOld': 'Auf diesem Server läuft Talk {version}. Talkmelder braucht Talk 18 oder neuer.',
  'signingIn.otherAddress':
    'Der Server meldet eine andere Adresse als die, die du eingegeben hast: {address}. Wenn du diese Adresse kennst, geh zurück und melde dich damit an.',
  'signingIn.otherAddressAgain':
    'Der Server meldet eine andere Adresse als die dieses Kontos: {address}. Wenn du diese Adresse kennst, trenne das Konto und füge es mit ihr neu hinzu.',
  'signingIn.otherAddressAgainUnknown':
    'Der Server meldet eine andere Adresse als die dieses Kontos. Frag deine Administration nach der richtigen Adresse, trenne das Konto und füge es mit ihr neu hinzu.',
  'signingIn.maintenance': 'Nextcloud wird gerade gewartet. Bitte versuche es später noch einmal.',
  'signingIn.notAccepted': 'Der Server hat die Anmeldung gleich wieder beendet. Bitte versuche es noch einmal.',
} as const;
