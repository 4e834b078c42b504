import type { signIn as german } from '../de/sign-in.ts';

/** Signing in; loaded with its screens. */
export const signIn: Record<keyof typeof german, string> = {
  'error.address-invalid': 'Please enter the address of your Nextcloud, for example cloud.example.org.',
  'error.address-not-https': 'The address must start with https://.',
  'error.address-of-person': 'That is the name of a person and no address. Please enter the address of your Nextcloud.',
  'error.untrusted-domain':
    'This Nextcloud does not accept the address. Please check it. If it is right, your administrator has to add it to “trusted_domains”.',
  'error.app-passwords-forbidden':
    'Your administrator does not allow app passwords, and Talkmelder does not sign in without one. Please ask for them to be allowed.',
  'error.no-api': 'There is a Nextcloud at this address, but it does not answer Talkmelder. Please check the address.',
  'error.nextcloud-too-old': 'Nextcloud is too old on this server. Talkmelder needs Nextcloud 28 or newer.',
  'error.talk-too-old': 'Talk is too old on this server. Talkmelder needs Talk 18 or newer.',
  'error.wrong-credentials': 'The login name or the app password is wrong.',
  'error.other-account': 'This is another account. Please sign in with the same one as before.',
  'error.account-exists': 'This account is already signed in here. Use another one, or go back to the list.',
  'error.login-expired': 'The sign-in took too long. Please try again.',
  'error.untrusted-answer': "The server's answer pointed to another address. For your safety the sign-in was stopped.",
  'error.other-address':
    'The server reports another address than the one you entered. Please ask your administrator for the right address and sign in with that.',
  'error.login-name-odd':
    'The server names a login name that is too long or has invisible characters. Talkmelder does not accept it. Please ask your administrator.',
  'error.grant-unreadable':
    'The server has granted access, but Talkmelder cannot use its answer. Please ask your administrator, or use an app password.',
  'error.grant-lost':
    'The server has granted access, but the app password did not arrive. Please try again, and remove the entry “Talkmelder” of just now in Nextcloud under Settings → Security → Devices & sessions.',

  'signIn.takeAddress': 'Use {host}',
  'signIn.examine': 'Find out why',

  'signedOut.title': 'Connect to Nextcloud',
  'signedOut.add': 'Add an account',
  'signedOut.backToList': 'Back to the list',
  'signedOut.address': 'Address of your Nextcloud',
  'signedOut.connect': 'Continue',
  'signedOut.hint': 'Then you sign in: in the browser or with an app password.',
  'signedOut.wiped': 'This device was signed out remotely',
  'signedOut.wipingHelp': 'Talkmelder is deleting everything of this account that is stored here.',
  'signedOut.wipedHelp': 'Talkmelder has deleted everything of this account that was stored here.',
  'signedOut.passwordLeft': 'The app password is still valid on the server',
  'signedOut.passwordLeftHelp':
    'Talkmelder could not revoke it there. You can do so yourself: in Nextcloud under Settings → Security → Devices & sessions, at the entry “Talkmelder”.',

  'signingIn.contacting': 'Connecting',
  'signingIn.waiting': 'Continue in the browser',
  'signingIn.checking': 'Checking the sign-in',
  'signingIn.asking': 'Asking {host} …',
  'signingIn.answered': '{host} has answered',
  'signingIn.grant': 'Sign in and grant access in the browser',
  'signingIn.finish': 'Done: Talkmelder carries on here',
  'signingIn.reopen': 'Open the browser again',
  'signingIn.copy': 'Copy link',
  'signingIn.copied': 'Copied',
  'signingIn.back': 'Back',
  'signingIn.cancel': 'Cancel',
  'signingIn.browserNotOpened': 'The browser could not be opened. Copy the link and open it yourself.',

  'signingIn.method': 'How do you want to sign in?',
  'signingIn.again': 'Sign in again',
  'signingIn.account': '{name} on {host}',
  'signingIn.browser': 'Sign in with the browser',
  'signingIn.browserHelp': 'Recommended: the way you always sign in',
  'signingIn.appPassword': 'With an app password',
  'signingIn.appPasswordHelp': 'Without a browser, with a password just for Talkmelder',

  'signingIn.formTitle': 'With an app password',
  'signingIn.loginName': 'Login name',
  'signingIn.password': 'App password',
  'signingIn.show': 'Show',
  'signingIn.showPassword': 'Show app password',
  'signingIn.passwordHelp':
    'Create it in Nextcloud under Settings → Security → Devices & sessions and name it “Talkmelder”. Better not to use your normal password.',
  'signingIn.remember': 'Remember on this device',
  'signingIn.submit': 'Sign in',
  'signingIn.loginNameMissing': 'Please enter your login name.',
  'signingIn.passwordMissing': 'Please enter the app password.',

  'signingIn.serverError': 'The server reports an error ({number}). Please try again later.',
  'signingIn.clientCertificate':
    'The server reports an error ({number}). Perhaps it wants a client certificate, which Talkmelder cannot show. Please ask your administrator.',
  'signingIn.addressOfPerson': 'That is the name of a person, whose Nextcloud probably has the address {address}.',
  'signingIn.serverMoved': 'The server has moved to {address}. If you know this address, sign in there.',
  'signingIn.serverMovedAgain':
    'The server has moved to {address}. If you know this address, disconnect the account and add it again with it.',
  'signingIn.noApi':
    'There is a Nextcloud at this address, but it does not answer Talkmelder ({number}). Please check the address.',
  'signingIn.nextcloudTooOld': 'This server runs Nextcloud {version}. Talkmelder needs Nextcloud 28 or newer.',
  'signingIn.talkTooOld': 'This server runs Talk {version}. Talkmelder needs Talk 18 or newer.',
  'signingIn.otherAddress':
    'The server reports another address than the one you entered: {address}. If you know that address, go back and sign in with it.',
  'signingIn.otherAddressAgain':
    'The server reports another address than that of this account: {address}. If you know that address, disconnect the account and add it again with it.',
  'signingIn.otherAddressAgainUnknown':
    'The server reports another address than that of this account. Ask your administrator for the right address, disconnect the account and add it again with that.',
  'signingIn.maintenance': 'Nextcloud is being maintained. Please try again later.',
  'signingIn.notAccepted': 'The server ended the sign-in at once. Please try again.',
};
