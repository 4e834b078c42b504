/**
 * The doctor's sentences for the window and the terminal. `check.…` names a check; `X.…` is its finding; when
 * something can be done about it, `X.….help` says what. `X.….short` is the finding in the headline's few words.
 */
export const doctor = {
  'doctor.title': 'Prüfung',
  'doctor.run': 'Prüfen',
  'doctor.again': 'Erneut prüfen',
  'doctor.copy': 'Bericht kopieren',
  'doctor.copied': 'Kopiert',
  'doctor.about':
    'Findet heraus, woran es liegt, wenn etwas nicht geht. Der Bericht enthält kein Passwort und keine Nachrichten. Nur wenn mehrere Konten auf einem Server sind, nennt er das geprüfte.',
  'doctor.help': 'Was tun?',
  'doctor.mark.ok': 'In Ordnung',
  'doctor.mark.warning': 'Hinweis',
  'doctor.mark.failed': 'Fehler',
  'doctor.mark.skipped': 'Nicht geprüft',
  'doctor.mark.info': 'Zur Information',
  'doctor.turn.you': 'Am Zug: du',
  'doctor.turn.administration': 'Am Zug: deine Administration',
  'doctor.turn.operators': 'Am Zug: wer den Server betreibt',
  'doctor.progress': '{done} von {count} geprüft',
  'doctor.passed': '{count} Prüfungen in Ordnung',
  'doctor.passedOne': '1 Prüfung in Ordnung',
  'doctor.passedSkipped': '{count} in Ordnung, {skipped} nicht geprüft',
  'doctor.headline.ok': 'Alles in Ordnung.',
  'doctor.headline.warning': '1 Hinweis: {what}',
  'doctor.headline.warning.several': '{count} Hinweise, zuerst: {what}',
  'doctor.headline.failed': '1 Problem: {what}',
  'doctor.headline.failed.several': '{count} Probleme, zuerst: {what}',

  'doctor.check.server': 'Server',
  'doctor.check.proxy': 'Proxy',
  'doctor.check.dns': 'Servername',
  'doctor.check.tcp': 'Verbindung',
  'doctor.check.tls': 'Zertifikat',
  'doctor.check.nextcloud': 'Nextcloud',
  'doctor.check.clock': 'Uhrzeit',
  'doctor.check.api': 'Schnittstelle',
  'doctor.check.addresses': 'Adressen',
  'doctor.check.authentication': 'Anmeldung',
  'doctor.check.talk': 'Talk',
  'doctor.check.notifications-app': 'Nextcloud-Benachrichtigungen',
  'doctor.check.push': 'Push',
  'doctor.check.alarms': 'Alarm',
  'doctor.check.alarm-waking': 'Weg der Alarme',
  'doctor.check.alarm-probe': 'Probealarm',
  'doctor.check.alarm-sound': 'Ton der Alarme',
  'doctor.check.alarm-card': 'Karte der Alarme',
  'doctor.check.sleep': 'Energiesparen',
  'doctor.check.keychain': 'App-Passwort',
  'doctor.check.notifications': 'Benachrichtigungen am PC',
  'doctor.check.tray': 'Symbol in der Leiste',
  'doctor.check.autostart': 'Autostart',
  'doctor.check.restart': 'Neustart nach Absturz',
  'doctor.check.policy': 'Vorgaben',
  'doctor.check.updates': 'Aktualisierung',

  'doctor.skipped.before': 'Das lässt sich erst prüfen, wenn weiter oben alles klappt.',
  'doctor.skipped.noServer': 'Dafür muss erst ein Server bekannt sein.',
  'doctor.skipped.signedOut': 'Dafür musst du angemeldet sein.',
  'doctor.skipped.byProxy': 'Das macht der Proxy.',
  'doctor.skipped.plain': 'Der Server läuft auf diesem PC selbst, da wird nicht verschlüsselt.',
  'doctor.timeout': 'Es kam zu lange keine Antwort.',
  'doctor.timeout.help': 'Prüfe später noch einmal. Bleibt es so, zeig diesen Bericht deiner Administration.',
  'doctor.broken': 'Das ließ sich nicht prüfen.',
  'doctor.broken.help': 'Prüfe noch einmal. Bleibt es so, zeig diesen Bericht deiner Administration.',

  'doctor.server.ok': 'Geprüft wird {server}.',
  'doctor.server.person': 'Geprüft wird das Konto von {person} auf {server}.',
  'doctor.server.refused': 'Mit {server} darf Talkmelder sich hier nicht verbinden.',
  'doctor.server.refused.short': 'Mit diesem Server darf Talkmelder sich hier nicht verbinden',
  'doctor.server.refused.help': 'Frag deine Administration, welche Server erlaubt sind (allowedServers).',
  'doctor.server.none': 'Es ist noch kein Server bekannt.',
  'doctor.server.none.help': 'Gib die Adresse deiner Nextcloud ein und melde dich an.',

  'doctor.proxy.direct': 'Kein Proxy: die Verbindung ist direkt.',
  'doctor.proxy.used': 'Die Verbindung geht über {proxy}.',

  'doctor.dns.ok': '{host} hat die Adresse {addresses}.',
  'doctor.dns.failed': '{host} wurde nicht gefunden ({code}).',
  'doctor.dns.failed.short': 'Der Server wurde nicht gefunden',
  'doctor.dns.failed.help': 'Prüfe, ob der PC im Netzwerk ist und ob die Adresse stimmt.',

  'doctor.tcp.ok': '{host} nimmt Verbindungen an Port {port} an ({ms} ms).',
  'doctor.tcp.failed': '{host} nimmt an Port {port} keine Verbindung an ({code}).',
  'doctor.tcp.failed.short': 'Der Server antwortet nicht',
  'doctor.tcp.failed.help': 'Läuft der Server? Lässt die Firewall Verbindungen nach außen an diesen Port durch?',

  'doctor.tls.ok': 'Ausgestellt von {issuer}, noch {duration} gültig.',
  'doctor.tls.soon': 'Ausgestellt von {issuer}, läuft bald ab: noch {duration}.',
  'doctor.tls.soon.short': 'Das Zertifikat des Servers läuft bald ab',
  'doctor.tls.soon.help':
    'Wer den Server betreibt, sollte das Zertifikat rechtzeitig erneuern. Ist es abgelaufen, verbindet Talkmelder sich nicht mehr.',
  'doctor.tls.today': 'Ausgestellt von {issuer}, läuft binnen eines Tages ab.',
  'doctor.tls.today.short': 'Das Zertifikat des Servers läuft binnen eines Tages ab',
  'doctor.tls.today.help': 'Wer den Server betreibt, muss das Zertifikat heute erneuern.',
  'doctor.tls.expired': 'Ausgestellt von {issuer}, abgelaufen.',
  'doctor.tls.expired.short': 'Das Zertifikat des Servers ist abgelaufen',
  'doctor.tls.expired.help': 'Wer den Server betreibt, muss das Zertifikat erneuern. Stimmt die Uhr dieses PCs?',
  'doctor.tls.early': 'Ausgestellt von {issuer}, noch nicht gültig.',
  'doctor.tls.early.short': 'Das Zertifikat des Servers gilt noch nicht',
  'doctor.tls.early.help': 'Stimmt die Uhr dieses PCs? Wenn ja, frag bei den Betreibern des Servers nach.',
  'doctor.tls.host': 'Ausgestellt von {issuer}, aber nicht für {host}.',
  'doctor.tls.host.short': 'Das Zertifikat gehört zu einem anderen Server',
  'doctor.tls.host.help': 'Prüfe die Adresse. Stimmt sie, frag bei den Betreibern des Servers nach.',
  'doctor.tls.untrusted': 'Ausgestellt von {issuer}. Dieser Stelle vertraut der PC nicht.',
  'doctor.tls.untrusted.short': 'Dem Zertifikat des Servers vertraut dieser PC nicht',
  'doctor.tls.untrusted.help':
    'Frag deine Administration: Eine eigene Zertifizierungsstelle gehört in die Vorgaben (caFile). Kennt sie diese Stelle nicht, liest vielleicht jemand mit.',
  'doctor.tls.pin': 'Ausgestellt von {issuer}. Der Schlüssel ist nicht der festgelegte.',
  'doctor.tls.pin.short': 'Der Schlüssel des Servers ist nicht der festgelegte',
  'doctor.tls.pin.help':
    'Frag deine Administration: Hat der Server einen neuen Schlüssel, gehört er in die Vorgaben (pinSha256).',
  'doctor.tls.failed': 'Es kam keine verschlüsselte Verbindung zustande ({code}).',
  'doctor.tls.failed.short': 'Es kommt keine verschlüsselte Verbindung zustande',
  'doctor.tls.failed.help':
    'Stimmt die Adresse? Manche Firewalls und Virenscanner unterbrechen verschlüsselte Verbindungen.',

  'doctor.nextcloud.answer': 'Nextcloud {version}.',
  'doctor.nextcloud.old': 'Nextcloud {version} ist zu alt: Talkmelder braucht mindestens {minimum}.',
  'doctor.nextcloud.old.short': 'Nextcloud ist auf diesem Server zu alt',
  'doctor.nextcloud.old.help': 'Wer den Server betreibt, muss Nextcloud aktualisieren.',
  'doctor.nextcloud.maintenance': 'Nextcloud {version} wird gerade gewartet.',
  'doctor.nextcloud.maintenance.short': 'Nextcloud wird gerade gewartet',
  'doctor.nextcloud.maintenance.help': 'Warte, bis die Wartung vorbei ist. Talkmelder verbindet sich dann von selbst.',
  'doctor.nextcloud.unreachable': 'Nextcloud ist nicht erreichbar.',
  'doctor.nextcloud.unreachable.help':
    'Prüfe das Netzwerk. Geht es im Browser, kann eine Firewall Talkmelder aufhalten.',
  'doctor.nextcloud.not-nextcloud': 'Unter dieser Adresse antwortet etwas anderes als Nextcloud.',
  'doctor.nextcloud.not-nextcloud.help':
    'Prüfe die Adresse. In einem WLAN mit Anmeldeseite öffne diese zuerst im Browser.',
  'doctor.nextcloud.proxy-auth': 'Der Proxy verlangt ein Passwort.',
  'doctor.nextcloud.proxy-auth.help': 'Das kann Talkmelder nicht angeben. Bitte deine Administration um eine Ausnahme.',
  'doctor.nextcloud.certificate': 'Dem Zertifikat des Servers wird nicht vertraut.',
  'doctor.nextcloud.certificate.help':
    'Frag deine Administration: Prüft ein Proxy verschlüsselte Verbindungen, gehört seine Zertifizierungsstelle in die Vorgaben (caFile).',
  'doctor.nextcloud.moved': 'Der Server ist umgezogen nach {address}.',
  'doctor.nextcloud.moved.help': 'Melde dich dort an. Danach kannst du das alte Konto trennen.',
  'doctor.nextcloud.domain': 'Nextcloud nimmt diese Adresse nicht an.',
  'doctor.nextcloud.domain.help':
    'Prüfe die Adresse. Stimmt sie, muss deine Administration sie in der config.php unter „trusted_domains“ eintragen.',
  'doctor.nextcloud.client-certificate': 'Der Server meldet einen Fehler ({code}).',
  'doctor.nextcloud.client-certificate.short': 'Der Server meldet einen Fehler',
  'doctor.nextcloud.client-certificate.help':
    'Vielleicht verlangt er ein Client-Zertifikat (mTLS): Das kann Talkmelder nicht vorzeigen. Bitte deine Administration um eine Ausnahme, zum Beispiel für das Netz der Wache.',
  'doctor.nextcloud.error': 'Der Server meldet einen Fehler ({code}).',
  'doctor.nextcloud.error.short': 'Der Server meldet einen Fehler',
  'doctor.nextcloud.error.help':
    'Versuche es später noch einmal. Bleibt es so, frag bei den Betreibern des Servers nach.',

  'doctor.clock.ok': 'Die Uhr dieses PCs und die des Servers sind sich einig.',
  'doctor.clock.off': 'Die Uhren dieses PCs und des Servers gehen {duration} auseinander.',
  'doctor.clock.off.short': 'Die Uhren von PC und Server gehen auseinander',
  'doctor.clock.off.help': 'Stelle die Uhr dieses PCs, am besten automatisch. Auch die des Servers kann falsch gehen.',
  'doctor.clock.unknown': 'Der Server sagt nicht, wie spät es ist.',

  'doctor.api.ok': 'Die Schnittstelle antwortet.',
  'doctor.api.missing': 'Die Schnittstelle ist unter dieser Adresse nicht zu finden.',
  'doctor.api.missing.help': 'Prüfe die Adresse: Fehlt der Ordner, in dem Nextcloud liegt (zum Beispiel /nextcloud)?',
  'doctor.api.blocked': 'Der Server hat diesen Anschluss nach zu vielen Versuchen vorübergehend gesperrt.',
  'doctor.api.blocked.short': 'Der Server hat diesen Anschluss vorübergehend gesperrt',
  'doctor.api.blocked.help': 'Warte eine halbe Stunde. Ein anderes Gerät in eurem Netz kann der Grund sein.',
  'doctor.api.error': 'Die Schnittstelle meldet einen Fehler ({code}).',
  'doctor.api.error.short': 'Die Schnittstelle meldet einen Fehler',
  'doctor.api.error.help': 'Versuche es später noch einmal. Bleibt es so, frag bei den Betreibern des Servers nach.',

  'doctor.addresses.ok': 'Der Server nennt für die Anmeldung die eigene Adresse.',
  'doctor.addresses.http': 'Der Server nennt sich selbst {named}, also ohne Verschlüsselung. Talkmelder nimmt https.',
  'doctor.addresses.http.help':
    'Deine Administration sollte in der config.php setzen: „overwriteprotocol“ auf „https“, dazu „trusted_proxies“ auf die Adresse des Proxys und „overwrite.cli.url“ auf die Adresse mit https://.',
  'doctor.addresses.port':
    'Der Server nennt sich selbst {named}: Das ist ein anderer Anschluss. Die Anmeldung im Browser bricht deshalb ab.',
  'doctor.addresses.port.short': 'Die Anmeldung im Browser bricht ab',
  'doctor.addresses.port.help':
    'Deine Administration muss in der config.php „overwritehost“ auf die Adresse mit dem Anschluss (Port) setzen und „overwrite.cli.url“ ebenso, oder der Proxy muss den Host unverändert weitergeben.',
  'doctor.addresses.elsewhere':
    'Der Server schickt zur Anmeldung nach {named}. Talkmelder folgt dem zu deiner Sicherheit nicht.',
  'doctor.addresses.elsewhere.short': 'Die Anmeldung führt zu einer anderen Adresse',
  'doctor.addresses.elsewhere.help':
    'Ist das die richtige Adresse, gib sie ein. Sonst muss deine Administration in der config.php „overwritehost“ und „overwrite.cli.url“ berichtigen, oder der Proxy muss den Host unverändert weitergeben.',
  'doctor.addresses.folder': 'Der Server nennt auf {named} einen anderen Ordner als den, der eingegeben ist.',
  'doctor.addresses.folder.help':
    'Deine Administration sollte in der config.php „overwritewebroot“ und „overwrite.cli.url“ prüfen.',
  'doctor.addresses.unreadable': 'Der Server nennt für die Anmeldung keine Adresse, die sich lesen lässt.',
  'doctor.addresses.unreadable.short': 'Der Server nennt keine lesbare Adresse',
  'doctor.addresses.unreadable.help':
    'Deine Administration sollte in der config.php „overwritehost“, „overwriteprotocol“ und „overwrite.cli.url“ prüfen.',
  'doctor.addresses.error': 'Die Anmeldung im Browser lässt sich nicht beginnen ({code}).',
  'doctor.addresses.error.short': 'Die Anmeldung im Browser lässt sich nicht beginnen',
  'doctor.addresses.error.help':
    'Eine Firewall hält vielleicht /index.php/login/v2 auf. Solange hilft die Anmeldung mit einem App-Passwort.',

  'doctor.authentication.ok': 'Die Anmeldung gilt.',
  'doctor.authentication.ended': 'Der Server hat die Sitzung beendet.',
  'doctor.authentication.ended.help': 'Melde dich in Talkmelder erneut an.',
  'doctor.authentication.foreign': 'Das App-Passwort dieses Kontos gehört zu einer anderen Adresse oder Anmeldung.',
  'doctor.authentication.foreign.short': 'Das App-Passwort gehört zu einer anderen Anmeldung',
  'doctor.authentication.foreign.help': 'Es wurde nichts gesendet. Melde dich in Talkmelder erneut an.',
  'doctor.authentication.noSecret': 'Das App-Passwort lässt sich nicht lesen.',
  'doctor.authentication.noSecret.help': 'Entsperre den Schlüsselbund, oder melde dich erneut an.',

  'doctor.talk.ok': 'Talk {version}.',
  'doctor.talk.one-unreadable': 'Talk {version}. 1 Unterhaltung kann nicht gelesen werden.',
  'doctor.talk.one-unreadable.short': '1 Unterhaltung kann nicht gelesen werden',
  'doctor.talk.one-unreadable.help':
    'Alle anderen melden sich wie gewohnt. Im Protokoll steht, was der Server Ungewöhnliches schickt: Zeig es deiner Administration.',
  'doctor.talk.unreadable': 'Talk {version}. {count} Unterhaltungen können nicht gelesen werden.',
  'doctor.talk.unreadable.short': '{count} Unterhaltungen können nicht gelesen werden',
  'doctor.talk.unreadable.help':
    'Alle anderen melden sich wie gewohnt. Im Protokoll steht, was der Server Ungewöhnliches schickt: Zeig es deiner Administration.',
  'doctor.talk.beyond':
    'Talk {version}. {count} Unterhaltungen stehen nicht in der Liste: Talkmelder hält höchstens 5.000.',
  'doctor.talk.beyond.short': '{count} Unterhaltungen stehen nicht in der Liste',
  'doctor.talk.beyond.help':
    'In der Liste stehen die neuesten, Favoriten und ungelesene; eine neue Nachricht bringt ihre Unterhaltung hinein. Verlasse Unterhaltungen, die du nicht mehr brauchst.',
  'doctor.talk.old': 'Talk {version} ist zu alt: Talkmelder braucht mindestens {minimum}.',
  'doctor.talk.old.short': 'Talk ist auf diesem Server zu alt',
  'doctor.talk.old.help': 'Wer den Server betreibt, muss Talk aktualisieren.',
  'doctor.talk.missing': 'Talk ist auf diesem Server nicht verfügbar.',
  'doctor.talk.missing.help': 'Wer den Server betreibt, muss die App „Talk“ installieren und einschalten.',
  'doctor.talk.forbidden': 'Talk ist für dein Konto nicht freigeschaltet.',
  'doctor.talk.forbidden.help': 'Bitte die Administration der Nextcloud, dein Konto für Talk freizuschalten.',

  'doctor.notifications-app.ok': 'Die App „Benachrichtigungen“ ist da.',
  'doctor.notifications-app.missing': 'Die App „Benachrichtigungen“ fehlt. Neues kommt trotzdem, aber ohne Push.',
  'doctor.notifications-app.missing.help': 'Wer den Server betreibt, kann sie installieren.',

  'doctor.push.ok': 'Verbunden: Neues kommt sofort (Antwort nach {ms} ms).',
  'doctor.push.missing': 'Der Server bietet kein Push an. Talkmelder fragt im Abstand von {duration} nach Neuem.',
  'doctor.push.missing.help': 'Wer den Server betreibt, kann die App „Client Push“ installieren.',
  'doctor.push.unusable':
    'Der Server bietet Push an, aber seine Adresse dafür ({which}: {named}) kann Talkmelder nicht nehmen. Talkmelder fragt im Abstand von {duration} nach Neuem.',
  'doctor.push.unusable.help':
    'pre_auth muss auf dem Server des Kontos liegen, websocket mit wss:// beginnen. Deine Administration sollte „overwritehost“, „overwriteprotocol“ und „overwrite.cli.url“ prüfen und dann „occ notify_push:setup“ ausführen.',
  'doctor.push.unnamed':
    'Der Server bietet Push an, nennt dafür aber keine Adresse ({which}). Talkmelder fragt im Abstand von {duration} nach Neuem.',
  'doctor.push.unnamed.help':
    'Deine Administration sollte „occ notify_push:setup“ ausführen und Client Push aktualisieren.',
  'doctor.push.pre-auth':
    'Der Server gibt für Push keinen Zugang (pre_auth: {code}). Talkmelder fragt im Abstand von {duration} nach Neuem.',
  'doctor.push.pre-auth.help':
    'Deine Administration sollte „occ notify_push:self-test“ ausführen. Vielleicht hält ein Proxy /apps/notify_push/pre_auth auf.',
  'doctor.push.failed': 'Push kommt nicht zustande ({code}). Talkmelder fragt im Abstand von {duration} nach Neuem.',
  'doctor.push.failed.help':
    'Vielleicht hält ein Proxy oder eine Firewall Websockets auf. Wenn nicht, frag bei den Betreibern des Servers nach.',

  'doctor.alarms.ok': 'Alarm-Unterhaltungen: {count}, alle lesbar und mit der Stufe „Alle Nachrichten“.',
  'doctor.alarms.none': 'Die Unterhaltung aus {path} in den Vorgaben ist nicht in der Liste.',
  'doctor.alarms.none.short': 'Eine Alarm-Unterhaltung aus den Vorgaben fehlt',
  'doctor.alarms.none.help':
    'Stimmen Name oder Kennung in den Vorgaben, und ist dieses Konto in der Unterhaltung? Bis dahin löst sie keinen Alarm aus.',
  'doctor.alarms.several': 'Mehrere Unterhaltungen heißen wie die aus {path} in den Vorgaben.',
  'doctor.alarms.several.short': 'Welche Alarm-Unterhaltung die Vorgaben meinen, ist nicht klar',
  'doctor.alarms.several.help':
    'In die Vorgaben gehört statt des Namens die Kennung, das Ende des Links. Bis dahin löst keine der Unterhaltungen Alarm aus.',
  'doctor.alarms.gone': 'Eine Alarm-Unterhaltung ist nicht mehr in der Liste.',
  'doctor.alarms.gone.short': 'Eine Alarm-Unterhaltung ist nicht mehr in der Liste',
  'doctor.alarms.gone.help':
    'Wurde das Konto aus der Unterhaltung entfernt? In den Einstellungen unter „Alarm“ kannst du sie aufheben.',
  'doctor.alarms.unreadable': 'Nicht lesbare Alarm-Unterhaltungen: {count}.',
  'doctor.alarms.unreadable.short': 'Eine Alarm-Unterhaltung lässt sich nicht lesen',
  'doctor.alarms.unreadable.help':
    'Öffne sie im Browser. Zeigt auch er keine Nachrichten, frag bei denen nach, die die Unterhaltung moderieren.',
  'doctor.alarms.low':
    'Alarm-Unterhaltungen ohne die Stufe „Alle Nachrichten“: {count}. Ein Alarm kann dort später ankommen.',
  'doctor.alarms.low.short': 'Eine Alarm-Unterhaltung hat nicht die Stufe „Alle Nachrichten“',
  'doctor.alarms.low.help': 'Wähle die Stufe im Menü der Unterhaltung.',

  'doctor.alarm-waking.push': 'Push meldet Alarme sofort.',
  'doctor.alarm-waking.lane': 'Eine Anfrage wartet beim Server auf den nächsten Alarm.',
  'doctor.alarm-waking.slow':
    'Talkmelder fragt nur alle {seconds} s nach Alarmen, weil der Server langsam antwortet oder bremst.',
  'doctor.alarm-waking.slow.short': 'Alarme kommen bis zu {seconds} s später',
  'doctor.alarm-waking.slow.help':
    'Wer den Server betreibt, kann ihn entlasten oder die App „Client Push“ installieren.',
  'doctor.alarm-waking.untold':
    'Push hat eine Alarm-Nachricht nicht gemeldet. Talkmelder fragt deshalb alle {seconds} s.',
  'doctor.alarm-waking.untold.short': 'Push hat eine Alarm-Nachricht nicht gemeldet',
  'doctor.alarm-waking.untold.help': 'Löse einen Probealarm aus: Er zeigt, ob Push wieder meldet.',
  'doctor.alarm-waking.polling': 'Talkmelder fragt alle {seconds} s nach Alarmen, weil Push dafür nicht reicht.',
  'doctor.alarm-waking.polling.help': 'Das genügt. Sofort kommen Alarme mit der App „Client Push“ auf dem Server.',
  'doctor.alarm-probe.never': 'Es gab noch keinen Probealarm.',
  'doctor.alarm-probe.never.short': 'Es gab noch keinen Probealarm',
  'doctor.alarm-probe.never.help': 'Löse in den Einstellungen unter „Alarm“ einen Probealarm aus.',
  'doctor.alarm-probe.push': 'Beim letzten Probealarm hat Push nichts gemeldet.',
  'doctor.alarm-probe.push.short': 'Der Probealarm ist fehlgeschlagen',
  'doctor.alarm-probe.push.help':
    'Wer den Server betreibt, prüft die App „Client Push“. Löse danach einen Probealarm aus.',
  'doctor.alarm-probe.chat': 'Beim letzten Probealarm kam die Nachricht nicht in der Liste an.',
  'doctor.alarm-probe.chat.short': 'Der Probealarm ist fehlgeschlagen',
  'doctor.alarm-probe.chat.help': 'Wer den Server betreibt, prüft Talk. Löse danach einen Probealarm aus.',
  'doctor.alarm-probe.old': 'Der letzte Probealarm ist {duration} her.',
  'doctor.alarm-probe.old.short': 'Der letzte Probealarm ist lange her',
  'doctor.alarm-probe.old.help': 'Löse in den Einstellungen unter „Alarm“ einen Probealarm aus, am besten jede Woche.',
  'doctor.alarm-probe.ok': 'Der letzte Probealarm kam an (nach {ms} ms).',
  'doctor.alarm-sound.ok': 'Der Lautsprecher für Alarme ist da und nicht stumm (Lautstärke {percent} %).',
  'doctor.alarm-sound.unknown': 'Ob der Lautsprecher stumm ist, verrät dieses System nicht.',
  'doctor.alarm-sound.unknown.help': 'Wähle in den Einstellungen unter „Alarm“ die Tonprobe, und hör hin.',
  'doctor.alarm-sound.silent': 'Der letzte Alarmton spielte nicht. Bei einem Alarm piept der PC nur.',
  'doctor.alarm-sound.silent.short': 'Der letzte Alarmton spielte nicht',
  'doctor.alarm-sound.silent.help':
    'Prüfe Lautsprecher und Kabel. Wähle dann in den Einstellungen unter „Alarm“ die Tonprobe.',
  'doctor.alarm-sound.none': 'Dieser PC hat keinen Lautsprecher: Ein Alarm ist hier nicht zu hören.',
  'doctor.alarm-sound.none.short': 'Dieser PC hat keinen Lautsprecher',
  'doctor.alarm-sound.none.help': 'Schließe einen an, und schalte ihn oder den Fernseher ein.',
  'doctor.alarm-sound.muted': 'Der Lautsprecher ist stumm: Ein Alarm ist hier nicht zu hören.',
  'doctor.alarm-sound.muted.short': 'Der Lautsprecher ist stumm',
  'doctor.alarm-sound.muted.help': 'Schalte den Ton des PCs ein, und stell ihn laut genug.',
  'doctor.alarm-sound.other':
    'Der gewählte Lautsprecher ist nicht da. Alarme spielt der, der im System eingestellt ist.',
  'doctor.alarm-sound.other.short': 'Der gewählte Lautsprecher ist nicht da',
  'doctor.alarm-sound.other.help': 'Schalte ihn ein, oder wähle in den Einstellungen unter „Alarm“ einen anderen.',
  'doctor.alarm-sound.quiet': 'Der Lautsprecher ist leise gestellt (Lautstärke {percent} %).',
  'doctor.alarm-sound.quiet.short': 'Der Lautsprecher ist leise gestellt',
  'doctor.alarm-sound.quiet.help': 'Stell den PC lauter, und mach in den Einstellungen unter „Alarm“ die Tonprobe.',
  'doctor.alarm-card.ok': 'Die Karte eines Alarms bleibt vor allen anderen Fenstern.',
  'doctor.alarm-card.covered':
    'Dieser Desktop (Wayland) lässt kein Fenster vor den anderen bleiben: Ein anderes kann die Karte eines Alarms verdecken.',
  'doctor.alarm-card.covered.short': 'Ein anderes Fenster kann die Karte eines Alarms verdecken',
  'doctor.alarm-card.covered.help': 'Talkmelder mit „--ozone-platform=x11“ starten: Dann bleibt die Karte vorn.',

  'doctor.sleep.never': 'Dieser PC schläft nicht von selbst ein, solange er am Strom hängt.',
  'doctor.sleep.kept': 'Der Stationsmodus hält diesen PC wach.',
  'doctor.sleep.after':
    'Dieser PC schläft ein, wenn ihn {duration} lang niemand benutzt. Im Schlaf kommt hier kein Alarm an.',
  'doctor.sleep.after.short': 'Dieser PC schläft ein, und im Schlaf kommt kein Alarm an',
  'doctor.sleep.after.help': 'Stell in den Energieeinstellungen des Systems ein, dass er am Strom nie einschläft.',
  'doctor.sleep.unknown':
    'Ob dieser PC von selbst einschläft, verrät dieses System nicht. Im Schlaf kommt kein Alarm an.',

  'doctor.keychain.keychain': 'Es liegt im Schlüsselbund des Systems.',
  'doctor.keychain.encrypted-file': 'Es liegt in einer Datei, die das System verschlüsselt.',
  'doctor.keychain.memory': 'Kein Schlüsselbund gefunden: Beim Beenden vergisst Talkmelder die Anmeldung.',
  'doctor.keychain.memory.short': 'Beim Beenden vergisst Talkmelder die Anmeldung',
  'doctor.keychain.memory.help':
    'Richte den Schlüsselbund des Systems ein, unter Linux etwa GNOME-Schlüsselbund oder KWallet.',

  'doctor.notifications.ok':
    'Das System nimmt Benachrichtigungen an. Ob du sie siehst, zeigt die Test-Benachrichtigung.',
  'doctor.notifications.missing': 'Das System zeigt keine Benachrichtigungen.',
  'doctor.notifications.missing.help': 'Schalte sie in den Einstellungen des Systems ein.',

  'doctor.tray.ok': 'Das System zeigt Symbole in der Leiste.',
  'doctor.tray.missing': 'Das System zeigt keine Symbole in der Leiste. Talkmelder öffnet deshalb ein Fenster.',
  'doctor.tray.missing.short': 'Das System zeigt keine Symbole in der Leiste',
  'doctor.tray.missing.help': 'Unter GNOME hilft die Erweiterung „AppIndicator“.',

  'doctor.autostart.on': 'Talkmelder startet beim Anmelden.',
  'doctor.autostart.off': 'Talkmelder startet nicht von selbst. So ist es eingestellt.',
  'doctor.autostart.needed':
    'Talkmelder startet nicht von selbst mit dem PC. Nach einem Neustart kommen hier keine Alarme an.',
  'doctor.autostart.needed.short': 'Talkmelder startet nicht von selbst mit dem PC',
  'doctor.autostart.needed.help':
    'Schalte in den Einstellungen „Mit dem PC starten“ ein. Hat deine Administration den Start für alle eingerichtet, ist nichts zu tun.',
  'doctor.autostart.gone': 'Talkmelder soll beim Anmelden starten, aber das System hat es ausgeschaltet.',
  'doctor.autostart.gone.short': 'Das System hat den Autostart ausgeschaltet',
  'doctor.autostart.gone.help': 'Schalte Talkmelder im System unter „Autostart“ ein, oder hier aus und wieder ein.',
  'doctor.autostart.impossible': 'Auf diesem PC kann Talkmelder sich nicht selbst starten.',
  'doctor.autostart.impossible.help': 'Trage Talkmelder in den Einstellungen des Systems unter „Autostart“ ein.',
  'doctor.restart.on':
    'Nach einem Absturz startet das System Talkmelder neu, unter Linux und macOS ab der nächsten Anmeldung.',
  'doctor.restart.missing': 'Nach einem Absturz startet das System Talkmelder nicht neu.',
  'doctor.restart.missing.short': 'Nach einem Absturz bleibt Talkmelder aus',
  'doctor.restart.missing.help':
    'Schalte den Stationsmodus aus und wieder ein. Hilft das nicht, frag deine Administration.',

  'doctor.policy.none': 'Auf diesem PC gibt es keine Vorgaben.',
  'doctor.policy.ok': 'Auf diesem PC gelten Vorgaben:',
  'doctor.policy.problems': 'In den Vorgaben stimmt etwas nicht:',
  'doctor.policy.problems.short': 'In den Vorgaben stimmt etwas nicht',
  'doctor.policy.problems.help': 'Deine Administration muss sie berichtigen. Was darin stimmt, gilt trotzdem.',
  'doctor.policy.unanswered': 'Windows hat nicht rechtzeitig gesagt, welche Vorgaben gelten:',
  'doctor.policy.unanswered.short': 'Vorgaben nicht gelesen',
  'doctor.policy.unanswered.help':
    'Beende Talkmelder und starte es neu. Bis dahin gelten die Vorgaben nicht, auch nicht die für Alarme.',

  'doctor.updates.policy': 'Deine Administration hat Aktualisierungen ausgeschaltet.',
  'doctor.updates.package': 'Neue Versionen kommen über die Paketverwaltung oder die Softwareverteilung dieses PCs.',
  'doctor.updates.development': 'Talkmelder läuft aus dem Quelltext.',
  'doctor.updates.ok': 'Talkmelder sucht einmal am Tag nach einer neuen Version.',
  'doctor.updates.no-feed': 'Diese Fassung weiß nicht, woher neue Versionen kommen.',
  'doctor.updates.no-feed.help':
    'Hol dir neue Versionen dort, wo du Talkmelder herhast. Deine Administration kann auch einen Ordner dafür vorgeben.',
  'doctor.updates.unsigned': 'Diese Fassung ist nicht signiert, deshalb lädt Talkmelder keine neuen Versionen.',
  'doctor.updates.unsigned.short': 'Ohne Signatur gibt es keine Aktualisierungen',
  'doctor.updates.unsigned.help': 'Hol dir neue Versionen dort, wo du Talkmelder herhast.',
  'doctor.updates.waiting': 'Version {version} ist da. Du darfst sie auf diesem PC nicht installieren.',
  'doctor.updates.waiting.short': 'Eine neue Version wartet auf die Administration',
  'doctor.updates.waiting.help': 'Deine Administration muss sie installieren.',
  'doctor.updates.there': 'Version {version} ist da.',
  'doctor.updates.there.help': 'Du bekommst sie in den Einstellungen unter „Aktualisierung“.',
  'doctor.updates.unreachable': 'Die Suche nach einer neuen Version, oder ihr Laden, hat keine Antwort bekommen.',
  'doctor.updates.unreachable.short': 'Neue Versionen sind nicht erreichbar',
  'doctor.updates.unreachable.help':
    'Talkmelder versucht es später noch einmal. Bleibt es dabei, frag deine Administration.',
  'doctor.updates.redirected':
    'Die Suche nach einer neuen Version wurde auf einen fremden Server umgeleitet. Es wurde nichts geladen.',
  'doctor.updates.redirected.short': 'Neue Versionen kommen von einem fremden Server',
  'doctor.updates.redirected.help': 'Die Adresse der Aktualisierungen muss auf den Server zeigen, der die Dateien hat.',
  'doctor.updates.unreadable': 'Die Antwort auf die Suche nach einer neuen Version war keine Liste von Versionen.',
  'doctor.updates.unreadable.short': 'Die Liste der Versionen ist nicht lesbar',
  'doctor.updates.unreadable.help':
    'Vielleicht verlangt dieses Netzwerk eine Anmeldung. Bleibt es dabei, frag deine Administration.',
  'doctor.updates.too-large': 'Die Datei einer neuen Version war größer als angekündigt und wurde verworfen.',
  'doctor.updates.too-large.short': 'Eine neue Version wurde verworfen',
  'doctor.updates.too-large.help': 'Im Ordner der Aktualisierungen passen Liste und Datei nicht zusammen.',
  'doctor.updates.damaged': 'Die Datei einer neuen Version war beschädigt und wurde verworfen.',
  'doctor.updates.damaged.short': 'Eine neue Version war beschädigt',
  'doctor.updates.damaged.help':
    'Bleibt es dabei, passen im Ordner der Aktualisierungen Liste und Datei nicht zusammen.',
  'doctor.updates.unsigned-file':
    'Die Datei einer neuen Version ist nicht von den Herausgebern dieser Fassung signiert und wurde verworfen.',
  'doctor.updates.unsigned-file.short': 'Eine neue Version ist falsch signiert',
  'doctor.updates.unsigned-file.help': 'Prüfe, woher die Datei kommt. Sie könnte gefälscht sein.',
  'doctor.updates.not-stored': 'Eine neue Version ließ sich auf diesem PC nicht speichern.',
  'doctor.updates.not-stored.help': 'Bitte prüfe, ob noch Speicherplatz frei ist.',
  'doctor.updates.not-installed': 'Eine neue Version ließ sich nicht installieren, und die alte läuft weiter.',
  'doctor.updates.not-installed.short': 'Eine neue Version ließ sich nicht installieren',
  'doctor.updates.not-installed.help': 'Installiere sie mit ihrem Installationsprogramm; es sagt, was fehlt.',
} as const;
