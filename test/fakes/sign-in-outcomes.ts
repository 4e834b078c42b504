import type { ErrorCode } from '../../main/core/model/error-code.ts';
import type { Nextcloud } from '../nextcloud/server.ts';

/** One way in which signing in with an app password can end, and what the user then reads. */
export interface SignInOutcome {
  what: string;
  error: ErrorCode;
  detail?: string;
  /** Runs when the form is open, before the user sends it. */
  arrange?: (server: Nextcloud) => unknown;
  /** Replaces the app password that alice has just made. */
  typed?: string;
  /** Replaces alice's login name. */
  loginName?: string;
  de: string;
  en: string;
}

const USER = '/cloud/user';

const wrong = {
  error: 'wrong-credentials',
  de: 'Der Anmeldename oder das App-Passwort stimmt nicht. Bitte prüfe beide.',
  en: 'The login name or the app password is wrong. Please check both.',
} as const;

const unreachable = {
  error: 'unreachable',
  de: 'Nextcloud ist nicht erreichbar. Bitte prüfe die Adresse und dein Netzwerk.',
  en: 'Nextcloud cannot be reached. Please check the address and your network.',
} as const;

const serverError = (status: number): SignInOutcome => ({
  what: `${status}`,
  error: 'server-error',
  detail: `${status}`,
  arrange: ({ control }) => control.fail({ status }, { path: USER }),
  de: `Der Server meldet einen Fehler (${status}). Bitte versuche es später noch einmal.`,
  en: `The server reports an error (${status}). Please try again later.`,
});

/** All outcomes: the error of core for each, and the text of the window in each language. */
export const signInOutcomes: readonly SignInOutcome[] = [
  { what: 'a wrong app password', typed: 'never-issued', ...wrong },
  { what: 'a wrong name', loginName: 'nobody', ...wrong },
  { what: 'a name that no server could give', loginName: '../alice', ...wrong },
  { what: 'a revoked app password', arrange: ({ control }) => control.revoke('alice'), ...wrong },
  { what: 'a disabled account', arrange: ({ control }) => control.disable('alice'), ...wrong },
  {
    what: 'no API',
    error: 'no-api',
    detail: '404',
    arrange: ({ control }) => control.fail({ status: 404 }, { path: USER }),
    de: 'Unter dieser Adresse läuft eine Nextcloud, aber sie antwortet Talkmelder nicht (404). Bitte prüfe die Adresse.',
    en: 'There is a Nextcloud at this address, but it does not answer Talkmelder (404). Please check the address.',
  },
  {
    what: 'a page in its place',
    error: 'no-api',
    arrange: ({ control }) => control.fail('html', { path: USER }),
    de: 'Unter dieser Adresse läuft eine Nextcloud, aber sie antwortet Talkmelder nicht. Bitte prüfe die Adresse.',
    en: 'There is a Nextcloud at this address, but it does not answer Talkmelder. Please check the address.',
  },
  { what: 'no network', arrange: ({ control }) => control.down(), ...unreachable },
  { what: 'a cut answer', arrange: ({ control }) => control.fail('cut-body', { path: USER }), ...unreachable },
  {
    what: 'a redirect elsewhere',
    error: 'untrusted-answer',
    arrange: ({ control }) => control.fail({ redirect: 'https://evil.example/' }, { path: USER }),
    de: 'Die Antwort des Servers verwies auf eine andere Adresse. Zu deiner Sicherheit wurde die Anmeldung abgebrochen. Bitte frag deine Administration.',
    en: "The server's answer pointed to another address. For your safety the sign-in was stopped. Please ask your administrator.",
  },
  {
    what: 'maintenance',
    error: 'maintenance',
    arrange: ({ control }) => control.setMaintenance(true),
    de: 'Nextcloud wird gerade gewartet. Bitte versuche es später noch einmal.',
    en: 'Nextcloud is being maintained. Please try again later.',
  },
  {
    what: 'too many attempts',
    error: 'too-many-attempts',
    arrange: ({ control }) => control.fail({ status: 429 }, { path: USER }),
    de: 'Der Server hat Anmeldungen vorübergehend gesperrt. Bitte warte ein paar Minuten.',
    en: 'The server has blocked sign-ins for a while. Please wait a few minutes.',
  },
  ...[500, 502, 503, 504].map(serverError),
  {
    what: 'an old Nextcloud that hides its age from strangers',
    error: 'nextcloud-too-old',
    detail: '27.1.11',
    arrange: ({ control }) => control.setVersions({ nextcloud: '27.1.11' }),
    de: 'Auf diesem Server läuft Nextcloud 27.1.11. Talkmelder braucht Nextcloud 28 oder neuer. Bitte frag deine Administration.',
    en: 'This server runs Nextcloud 27.1.11. Talkmelder needs Nextcloud 28 or newer. Please ask your administrator.',
  },
  {
    what: 'an old Talk',
    error: 'talk-too-old',
    detail: '17.1.7',
    arrange: ({ control }) => control.setVersions({ talk: '17.1.7' }),
    de: 'Auf diesem Server läuft Talk 17.1.7. Talkmelder braucht Talk 18 oder neuer. Bitte frag deine Administration.',
    en: 'This server runs Talk 17.1.7. Talkmelder needs Talk 18 or newer. Please ask your administrator.',
  },
  {
    what: 'no Talk',
    error: 'talk-missing',
    arrange: ({ control }) => control.setTalk('off'),
    de: 'Talk ist auf diesem Server nicht verfügbar. Bitte frag deine Administration.',
    en: 'Talk is not available on this server. Please ask your administrator.',
  },
  {
    what: 'Talk not allowed',
    error: 'talk-forbidden',
    arrange: ({ control }) => control.setTalk('forbidden'),
    de: 'Talk ist für dein Konto nicht freigeschaltet. Bitte frag deine Administration.',
    en: 'Talk is not enabled for your account. Please ask your administrator.',
  },
];

/** Undoes every arranged fault of the server. */
export async function recover({ control }: Nextcloud): Promise<void> {
  control.clearFaults();
  control.setMaintenance(false);
  control.setVersions({ nextcloud: '32.0.1', talk: '22.0.2' });
  control.setTalk('on');
  control.enable('alice');
  control.resetBruteForce();
  await control.up();
}
