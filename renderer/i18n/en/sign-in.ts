import type { signIn as german } from '../de/sign-in.ts';

/** The screens before the list. */
export const signIn: Record<keyof typeof german, string> = {
  'signedOut.title': 'Connect to Nextcloud',
  'signedOut.address': 'Address of your Nextcloud',
  'signedOut.connect': 'Connect',
  'signedOut.hint': 'You sign in with your browser.',
  'signedOut.passwordLeft': 'The app password still exists on the server',
  'signedOut.passwordLeftHelp':
    'The server could not be reached. Revoke “Talkmelder” in Nextcloud under Settings → Security → Devices & sessions.',

  'signingIn.contacting': 'Connecting',
  'signingIn.waiting': 'Continue in the browser',
  'signingIn.asking': 'Asking {host} …',
  'signingIn.answered': '{host} has answered',
  'signingIn.grant': 'Sign in and grant access in the browser',
  'signingIn.finish': 'Done: Talkmelder carries on here',
  'signingIn.reopen': 'Open the browser again',
  'signingIn.copy': 'Copy link',
  'signingIn.copied': 'Copied',
  'signingIn.cancel': 'Cancel',
  'signingIn.browserNotOpened': 'The browser could not be opened. Copy the link and open it yourself.',
};
