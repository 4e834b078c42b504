import { afterEach, describe, expect, it } from 'vitest';
import { casesOf } from '../full.ts';
import { type Certificate, createCertificate, serverCertificate } from '../nextcloud/certificates.ts';
import { CA_FILE, layDown, type MachinePolicy } from './machine-policy.ts';
import { openStation, type StationPc, sees } from './station.ts';

const root = createCertificate({ name: 'Municipal', authority: true });
const between = createCertificate({ name: 'Fire Department', authority: true, issuer: root });
const good = serverCertificate({ issuer: between });

const UNTRUSTED = 'Dem Zertifikat des Servers wird nicht vertraut. Bitte frag deine Administration.';
const OTHER_KEY = 'Der Schlüssel des Servers ist nicht der, den deine Administration festgelegt hat.';

let machine: MachinePolicy;
let pc: StationPc;
afterEach(async () => {
  await pc.stop();
  machine.remove();
});

async function open({ key, chain }: Certificate, document: object): Promise<void> {
  machine = layDown(document, root.cert);
  pc = await openStation(machine.launch, { tls: { key, cert: chain } });
}

// A policy lies below /etc, which only the host can fake. On Electron, errors.test.ts covers the refusal of an
// untrusted server; main/electron/trust.test.ts covers each verdict.
describe('certificates', () => {
  it('of the policy’s own authority, with the right key: sign-in and push work', async () => {
    await open(good, { caFile: CA_FILE, pinSha256: [good.pin] });
    pc.nextcloud.control.setPush('on');
    const page = await pc.signIn();
    await page.locator('.footer-state').hover();
    await page.getByTitle('Verbunden: Neues kommt sofort').waitFor();
  });

  it.each(
    casesOf<[string, Certificate, object, string]>(
      [
        ['an unknown authority', good, {}, UNTRUSTED],
        ['another key than the pinned one', good, { caFile: CA_FILE, pinSha256: [root.pin] }, OTHER_KEY],
      ],
      [
        ['expired', serverCertificate({ issuer: root, from: -30, to: -1 }), { caFile: CA_FILE }, UNTRUSTED],
        [
          'another host name',
          serverCertificate({ issuer: root, hosts: ['a.example'] }),
          { caFile: CA_FILE },
          UNTRUSTED,
        ],
      ],
    ),
  )('are refused with a sentence: %s', async (_what, certificate, document, sentence) => {
    await open(certificate, document);
    const page = await pc.app.window();
    await page.getByRole('textbox').press('Enter');
    await sees(page, sentence);
    expect(await pc.app.opened()).toEqual([]);
  });
});
