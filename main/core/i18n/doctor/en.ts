import type { doctor as german } from './de.ts';

/** See de.ts. */
export const doctor: Record<keyof typeof german, string> = {
  'doctor.title': 'Check-up',
  'doctor.run': 'Check',
  'doctor.again': 'Check again',
  'doctor.running': 'Checking …',
  'doctor.copy': 'Copy report',
  'doctor.copied': 'Copied',
  'doctor.about':
    'Finds out why something does not work. The report holds no password and no messages. Only where several accounts are on one server, it names the one that was checked.',
  'doctor.help': 'What to do?',
  'doctor.mark.ok': 'Fine',
  'doctor.mark.warning': 'Note',
  'doctor.mark.failed': 'Fault',
  'doctor.mark.skipped': 'Not checked',
  'doctor.summary.ok': 'Everything is fine.',
  'doctor.summary.warning': 'It works, but not everything is as it should be.',
  'doctor.summary.failed': 'Something is wrong here.',

  'doctor.check.server': 'Server',
  'doctor.check.proxy': 'Proxy',
  'doctor.check.dns': 'Server name',
  'doctor.check.tcp': 'Connection',
  'doctor.check.tls': 'Certificate',
  'doctor.check.nextcloud': 'Nextcloud',
  'doctor.check.clock': 'Time',
  'doctor.check.api': 'Interface',
  'doctor.check.addresses': 'Addresses',
  'doctor.check.authentication': 'Sign-in',
  'doctor.check.talk': 'Talk',
  'doctor.check.notifications-app': 'Nextcloud notifications',
  'doctor.check.push': 'Push',
  'doctor.check.keychain': 'App password',
  'doctor.check.notifications': 'Notifications on this PC',
  'doctor.check.tray': 'Tray icon',
  'doctor.check.autostart': 'Autostart',
  'doctor.check.policy': 'Policy',

  'doctor.skipped.before': 'This can be checked once everything further up works.',
  'doctor.skipped.noServer': 'A server has to be known first.',
  'doctor.skipped.signedOut': 'You have to be signed in first.',
  'doctor.skipped.byProxy': 'The proxy does this.',
  'doctor.skipped.plain': 'The server runs on this PC itself, where nothing is encrypted.',
  'doctor.timeout': 'No answer came in time.',
  'doctor.timeout.help': 'Check again later. If it stays like this, show this report to your administrator.',
  'doctor.broken': 'This could not be checked.',
  'doctor.broken.help': 'Check again. If it stays like this, show this report to your administrator.',

  'doctor.server.ok': 'Checking {server}.',
  'doctor.server.person': 'Checking the account of {person} on {server}.',
  'doctor.server.refused': 'Talkmelder may not connect to {server} here.',
  'doctor.server.refused.help': 'Ask your administrator which servers are allowed (allowedServers).',
  'doctor.server.none': 'No server is known yet.',
  'doctor.server.none.help': 'Enter the address of your Nextcloud and sign in.',

  'doctor.proxy.direct': 'No proxy: the connection is direct.',
  'doctor.proxy.used': 'The connection goes through {proxy}.',

  'doctor.dns.ok': '{host} has the address {addresses}.',
  'doctor.dns.failed': '{host} was not found ({code}).',
  'doctor.dns.failed.help': 'Check that the PC is on the network, and that the address is right.',

  'doctor.tcp.ok': '{host} accepts connections on port {port} ({ms} ms).',
  'doctor.tcp.failed': '{host} accepts no connection on port {port} ({code}).',
  'doctor.tcp.failed.help': 'Is the server running? Does the firewall let connections to this port out?',

  'doctor.tls.ok': 'Issued by {issuer}, valid for another {duration}.',
  'doctor.tls.soon': 'Issued by {issuer}, expires soon: {duration} left.',
  'doctor.tls.soon.help':
    'Your administrator should renew the certificate in time. Once it has expired, Talkmelder cannot connect any more.',
  'doctor.tls.today': 'Issued by {issuer}, expires within a day.',
  'doctor.tls.today.help': 'Your administrator has to renew the certificate today.',
  'doctor.tls.expired': 'Issued by {issuer}, expired.',
  'doctor.tls.expired.help': "Your administrator has to renew the certificate. Is this PC's clock right?",
  'doctor.tls.early': 'Issued by {issuer}, not valid yet.',
  'doctor.tls.early.help': "Is this PC's clock right? If so, ask your administrator.",
  'doctor.tls.host': 'Issued by {issuer}, but not for {host}.',
  'doctor.tls.host.help': 'Check the address. If it is right, ask your administrator.',
  'doctor.tls.untrusted': 'Issued by {issuer}, whom this PC does not trust.',
  'doctor.tls.untrusted.help':
    'Ask your administrator: an authority of your own belongs in the policy (caFile). If this one is unknown there, the connection may be intercepted.',
  'doctor.tls.pin': 'Issued by {issuer}. The key is not the one that was set.',
  'doctor.tls.pin.help': 'Ask your administrator: if the server has a new key, it belongs in the policy (pinSha256).',
  'doctor.tls.failed': 'No encrypted connection could be made ({code}).',
  'doctor.tls.failed.help': 'Is the address right? Some firewalls and virus scanners break encrypted connections.',

  'doctor.nextcloud.answer': 'Nextcloud {version}.',
  'doctor.nextcloud.old': 'Nextcloud {version} is too old: Talkmelder needs at least {minimum}.',
  'doctor.nextcloud.old.help': 'Your administrator has to update Nextcloud.',
  'doctor.nextcloud.maintenance': 'Nextcloud {version} is being maintained.',
  'doctor.nextcloud.maintenance.help': 'Wait until that is over. Talkmelder then connects by itself.',
  'doctor.nextcloud.unreachable': 'Nextcloud cannot be reached.',
  'doctor.nextcloud.unreachable.help':
    'Check the network. If it works in the browser, a firewall may be blocking Talkmelder.',
  'doctor.nextcloud.not-nextcloud': 'Something other than Nextcloud answers at this address.',
  'doctor.nextcloud.not-nextcloud.help':
    'Check the address. On a Wi-Fi with a sign-in page, open that page in the browser first.',
  'doctor.nextcloud.proxy-auth': 'The proxy asks for a password.',
  'doctor.nextcloud.proxy-auth.help': 'Talkmelder cannot give one. Ask your administrator for an exception.',
  'doctor.nextcloud.certificate': "The server's certificate is not trusted.",
  'doctor.nextcloud.certificate.help':
    'Ask your administrator: if a proxy inspects encrypted connections, its authority belongs in the policy (caFile).',
  'doctor.nextcloud.moved': 'The server has moved to {address}.',
  'doctor.nextcloud.moved.help': 'Sign in there. After that you can disconnect the old account.',
  'doctor.nextcloud.domain': 'Nextcloud does not accept this address.',
  'doctor.nextcloud.domain.help':
    'Check the address. If it is right, your administrator has to add it to “trusted_domains” in config.php.',
  'doctor.nextcloud.client-certificate': 'The server reports an error ({code}).',
  'doctor.nextcloud.client-certificate.help':
    'Perhaps it wants a client certificate (mTLS), which Talkmelder cannot show. Ask your administrator for an exception, for example for the network of the station.',
  'doctor.nextcloud.error': 'The server reports an error ({code}).',
  'doctor.nextcloud.error.help': 'Try again later. If it stays like this, ask your administrator.',

  'doctor.clock.ok': 'The clocks of this PC and of the server agree.',
  'doctor.clock.off': 'The clocks of this PC and of the server are {duration} apart.',
  'doctor.clock.off.help': "Set this PC's clock, preferably automatically. The server's may be wrong as well.",
  'doctor.clock.unknown': 'The server does not say what time it is.',

  'doctor.api.ok': 'The interface answers.',
  'doctor.api.missing': 'The interface cannot be found at this address.',
  'doctor.api.missing.help': 'Check the address: is the folder missing that Nextcloud is in (for example /nextcloud)?',
  'doctor.api.blocked': 'The server has blocked this connection for a while, after too many attempts.',
  'doctor.api.blocked.help': 'Wait for half an hour. Another device in your network may be the reason.',
  'doctor.api.error': 'The interface reports an error ({code}).',
  'doctor.api.error.help': 'Try again later. If it stays like this, ask your administrator.',

  'doctor.addresses.ok': 'The server names its own address for signing in.',
  'doctor.addresses.http': 'The server calls itself {named}, without encryption. Talkmelder uses https.',
  'doctor.addresses.http.help':
    'Your administrator should set in config.php: “overwriteprotocol” to “https”, “trusted_proxies” to the address of the proxy, and “overwrite.cli.url” to the address with https://.',
  'doctor.addresses.port':
    'The server calls itself {named}, which is another port. Signing in with the browser is therefore stopped.',
  'doctor.addresses.port.help':
    'Your administrator has to set “overwritehost” in config.php to the address with the port, and “overwrite.cli.url” as well, or the proxy has to pass the host on unchanged.',
  'doctor.addresses.elsewhere':
    'For signing in, the server refers to {named}. For your safety, Talkmelder does not follow.',
  'doctor.addresses.elsewhere.help':
    'If that is the right address, enter it. If not, your administrator has to correct “overwritehost” and “overwrite.cli.url” in config.php, or the proxy has to pass the host on unchanged.',
  'doctor.addresses.folder': 'On {named}, the server names another folder than the one that was entered.',
  'doctor.addresses.folder.help':
    'Your administrator should check “overwritewebroot” and “overwrite.cli.url” in config.php.',
  'doctor.addresses.unreadable': 'For signing in, the server names no address that can be read.',
  'doctor.addresses.unreadable.help':
    'Your administrator should check “overwritehost”, “overwriteprotocol” and “overwrite.cli.url” in config.php.',
  'doctor.addresses.error': 'Signing in with the browser cannot be started ({code}).',
  'doctor.addresses.error.help':
    'Perhaps a firewall blocks /index.php/login/v2. Until then, signing in with an app password helps.',

  'doctor.authentication.ok': 'You are signed in.',
  'doctor.authentication.ended': 'The server has ended the session.',
  'doctor.authentication.ended.help': 'Sign in again in Talkmelder.',
  'doctor.authentication.foreign': 'The app password of this account belongs to another address or login name.',
  'doctor.authentication.foreign.help': 'Nothing was sent. Sign in again in Talkmelder.',
  'doctor.authentication.noSecret': 'The app password cannot be read.',
  'doctor.authentication.noSecret.help': 'Unlock the keychain, or sign in again.',

  'doctor.talk.ok': 'Talk {version}.',
  'doctor.talk.one-unreadable': 'Talk {version}. 1 conversation cannot be read.',
  'doctor.talk.one-unreadable.help':
    'All others work as usual. The log says what is odd in what the server sends: show it to your administrator.',
  'doctor.talk.unreadable': 'Talk {version}. {count} conversations cannot be read.',
  'doctor.talk.unreadable.help':
    'All others work as usual. The log says what is odd in what the server sends: show it to your administrator.',
  'doctor.talk.beyond': 'Talk {version}. {count} conversations are not in the list: Talkmelder holds 5,000 at most.',
  'doctor.talk.beyond.help':
    'The list has the newest ones, favourites and unread ones; a new message brings its conversation in. Leave conversations that you no longer need.',
  'doctor.talk.old': 'Talk {version} is too old: Talkmelder needs at least {minimum}.',
  'doctor.talk.old.help': 'Your administrator has to update Talk.',
  'doctor.talk.missing': 'Talk is not available on this server.',
  'doctor.talk.missing.help': 'Your administrator has to install and enable the app “Talk”.',
  'doctor.talk.forbidden': 'Talk is not enabled for your account.',
  'doctor.talk.forbidden.help': "Ask Nextcloud's administrator to enable Talk for your account.",

  'doctor.notifications-app.ok': 'The app “Notifications” is there.',
  'doctor.notifications-app.missing': 'The app “Notifications” is missing. New messages still come, but without push.',
  'doctor.notifications-app.missing.help': 'Your administrator can install it.',

  'doctor.push.ok': 'Connected: new messages come at once (answer after {ms} ms).',
  'doctor.push.missing': 'The server offers no push. Talkmelder asks for new messages at intervals of {duration}.',
  'doctor.push.missing.help': 'Your administrator can install the app “Client Push”.',
  'doctor.push.unusable':
    'The server offers push, but Talkmelder cannot use its address for it ({which}: {named}). Talkmelder asks for new messages at intervals of {duration}.',
  'doctor.push.unusable.help':
    'pre_auth has to be on the server of the account, websocket has to begin with wss://. Your administrator should check “overwritehost”, “overwriteprotocol” and “overwrite.cli.url”, and then run “occ notify_push:setup”.',
  'doctor.push.unnamed':
    'The server offers push, but names no address for it ({which}). Talkmelder asks for new messages at intervals of {duration}.',
  'doctor.push.unnamed.help': 'Your administrator should run “occ notify_push:setup” and update Client Push.',
  'doctor.push.pre-auth':
    'The server gives no access to push (pre_auth: {code}). Talkmelder asks for new messages at intervals of {duration}.',
  'doctor.push.pre-auth.help':
    'Your administrator should run “occ notify_push:self-test”. Perhaps a proxy blocks /apps/notify_push/pre_auth.',
  'doctor.push.failed': 'Push cannot be used ({code}). Talkmelder asks for new messages at intervals of {duration}.',
  'doctor.push.failed.help': 'A proxy or a firewall may be blocking websockets. If not, ask your administrator.',

  'doctor.keychain.keychain': "It is in the system's keychain.",
  'doctor.keychain.encrypted-file': 'It is in a file that the system encrypts.',
  'doctor.keychain.memory': 'No keychain found: Talkmelder forgets the sign-in when it quits.',
  'doctor.keychain.memory.help': "Set up the system's keychain; on Linux, GNOME Keyring or KWallet for example.",

  'doctor.notifications.ok': 'The system shows notifications.',
  'doctor.notifications.missing': 'The system shows no notifications.',
  'doctor.notifications.missing.help': "Switch them on in the system's settings.",

  'doctor.tray.ok': 'The system shows tray icons.',
  'doctor.tray.missing': 'The system shows no tray icons, so Talkmelder opens a window.',
  'doctor.tray.missing.help': 'On GNOME, the extension “AppIndicator” helps.',

  'doctor.autostart.on': 'Talkmelder starts when you log in.',
  'doctor.autostart.off': 'Talkmelder does not start by itself. That is how it is set.',
  'doctor.autostart.gone': 'Talkmelder is set to start when you log in, but the system has switched that off.',
  'doctor.autostart.gone.help': "Switch Talkmelder on in the system's list of startup apps, or off and on again here.",
  'doctor.autostart.impossible': 'On this PC, Talkmelder cannot start by itself.',
  'doctor.autostart.impossible.help': "Add Talkmelder to the system's list of startup apps.",

  'doctor.policy.none': 'There is no policy on this PC.',
  'doctor.policy.ok': 'The policy in {file} applies.',
  'doctor.policy.problems': 'Something is wrong in the policy: {problems}.',
  'doctor.policy.problems.help':
    'Your administrator has to correct the file. What is right in it applies all the same.',
};
