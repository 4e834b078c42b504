import { afterEach, beforeEach, describe, it, onTestFinished } from 'vitest';
import { openLoginPage } from '../demo/people.ts';
import { casesOf, LANGUAGES } from '../full.ts';
import { selfSignedCertificate } from '../nextcloud/self-signed.ts';
import { startNextcloud } from '../nextcloud/server.ts';
import { openStation, type StationPc, sees } from './station.ts';

/** Every row of the table of errors, as a user would see it. */
interface Refused {
  what: string;
  de: string;
  en: string;
  address?: string;
  arrange?: (pc: StationPc) => void | Promise<void>;
}
const signingIn = casesOf<Refused>(
  [
    {
      what: 'an invalid address',
      address: 'das ist keine Adresse',
      de: 'Bitte gib die Adresse deiner Nextcloud ein, zum Beispiel cloud.example.org.',
      en: 'Please enter the address of your Nextcloud, for example cloud.example.org.',
    },
    {
      what: 'an unknown host name',
      address: 'does-not-exist.invalid',
      de: 'Nextcloud ist nicht erreichbar. Bitte prüfe die Adresse und dein Netzwerk.',
      en: 'Nextcloud cannot be reached. Please check the address and your network.',
    },
  ],
  [
    {
      what: 'no Nextcloud',
      arrange: ({ nextcloud }) => void nextcloud.control.fail('html'),
      de: 'Unter dieser Adresse wurde keine Nextcloud gefunden. Bitte prüfe sie.',
      en: 'No Nextcloud was found at this address. Please check it.',
    },
    {
      what: 'plain http',
      address: 'http://cloud.example.org',
      de: 'Die Adresse muss mit https:// beginnen. Bitte ändere sie.',
      en: 'The address must start with https://. Please change it.',
    },
    {
      what: 'maintenance',
      arrange: ({ nextcloud }) => nextcloud.control.setMaintenance(true),
      de: 'Nextcloud wird gerade gewartet. Bitte versuche es später noch einmal.',
      en: 'Nextcloud is being maintained. Please try again later.',
    },
    {
      what: 'an old server',
      arrange: ({ nextcloud }) => nextcloud.control.setVersions({ nextcloud: '27.1.11' }),
      de: 'Auf diesem Server läuft Nextcloud 27.1.11. Talkmelder braucht Nextcloud 28 oder neuer. Bitte frag deine Administration.',
      en: 'This server runs Nextcloud 27.1.11. Talkmelder needs Nextcloud 28 or newer. Please ask your administrator.',
    },
    {
      what: 'a server error',
      arrange: ({ nextcloud }) => void nextcloud.control.fail({ status: 502 }),
      de: 'Der Server meldet einen Fehler (502). Bitte versuche es später noch einmal.',
      en: 'The server reports an error (502). Please try again later.',
    },
  ],
);

const connected: { what: string; de: string; en: string; arrange: (pc: StationPc) => void | Promise<void> }[] = [
  {
    what: 'maintenance',
    arrange: ({ nextcloud }) => nextcloud.control.setMaintenance(true),
    de: 'Nextcloud wird gerade gewartet. Gleich folgt ein neuer Versuch.',
    en: 'Nextcloud is being maintained. Trying again shortly.',
  },
  {
    what: 'Talk missing',
    arrange: ({ nextcloud }) => nextcloud.control.setTalk('off'),
    de: 'Talk ist auf diesem Server nicht verfügbar. Bitte frag deine Administration.',
    en: 'Talk is not available on this server. Please ask your administrator.',
  },
  {
    what: 'Talk not allowed',
    arrange: ({ nextcloud }) => nextcloud.control.setTalk('forbidden'),
    de: 'Talk ist für dein Konto nicht freigeschaltet. Bitte frag deine Administration.',
    en: 'Talk is not enabled for your account. Please ask your administrator.',
  },
  {
    what: 'malformed answers',
    arrange: ({ nextcloud }) => void nextcloud.control.fail({ body: '{"ocs":[]}' }),
    de: 'Der Server meldet einen Fehler. Bitte versuche es später noch einmal.',
    en: 'The server reports an error. Please try again later.',
  },
  {
    what: 'the server is away',
    arrange: ({ nextcloud }) => nextcloud.control.down(),
    de: 'Nextcloud nicht erreichbar',
    en: 'Nextcloud cannot be reached',
  },
  {
    what: 'signed out on the server',
    arrange: ({ nextcloud }) => nextcloud.control.revoke('alice'),
    de: 'Deine Sitzung ist beendet. Bitte melde dich erneut an.',
    en: 'Your session has ended. Please sign in again.',
  },
];

/** Removes all faults of the server. */
async function recover({ nextcloud: { control } }: StationPc): Promise<void> {
  control.clearFaults();
  control.setMaintenance(false);
  control.setTalk('on');
  control.setVersions({ nextcloud: '32.0.1' });
  await control.up();
}

describe.each(LANGUAGES)('errors in %s', (language) => {
  let pc: StationPc;
  beforeEach(async () => {
    pc = await openStation({ locale: language === 'de' ? 'de-DE' : 'en-GB' });
  });
  afterEach(() => pc.stop());

  it.each(signingIn)('signing in: $what', async ({ address, arrange, ...sentence }) => {
    const page = await pc.app.window();
    await arrange?.(pc);
    await page.getByRole('textbox').fill(address ?? pc.nextcloud.url);
    await page.getByRole('textbox').press('Enter');
    await page.getByRole('alert').filter({ hasText: sentence[language] }).waitFor();
  });

  it('signing in: too many attempts, reported where the user chooses between both ways', async () => {
    const page = await pc.app.window();
    await page.getByRole('textbox').fill(pc.nextcloud.url);
    pc.nextcloud.control.fail({ status: 429 }, { path: '/login/v2' });
    await openLoginPage(page);
    const sentence = {
      de: 'Der Server hat Anmeldungen vorübergehend gesperrt. Bitte warte ein paar Minuten.',
      en: 'The server has blocked sign-ins for a while. Please wait a few minutes.',
    };
    await page.getByRole('alert').filter({ hasText: sentence[language] }).waitFor();
  });

  it('signing in: the certificate is not trusted', async () => {
    const untrusted = await startNextcloud({ tls: selfSignedCertificate() });
    onTestFinished(() => untrusted.close());
    const page = await pc.app.window();
    await page.getByRole('textbox').fill(untrusted.url);
    await page.getByRole('textbox').press('Enter');
    const sentence = {
      de: 'Dem Zertifikat des Servers wird nicht vertraut. Bitte frag deine Administration.',
      en: "The server's certificate is not trusted. Ask your administrator.",
    };
    await page.getByRole('alert').filter({ hasText: sentence[language] }).waitFor();
  });

  it('connected: each failure has its own sentence, and the list stays', async () => {
    const page = await pc.app.window();
    await page.getByRole('textbox').fill(pc.nextcloud.url);
    await pc.signIn();
    for (const { arrange, ...sentence } of connected) {
      await arrange(pc);
      await pc.refresh();
      await sees(page, sentence[language]);
      await sees(page, 'Einsatzgruppe 1');
      await recover(pc);
    }
  });
});
