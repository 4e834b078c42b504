import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { electronBinary } from '../../build/electron-binary.mjs';
import { comeBack, openLoginPage } from '../demo/people.ts';
import { createCertificate, serverCertificate } from '../nextcloud/certificates.ts';
import type { NextcloudOptions } from '../nextcloud/server.ts';
import { violations } from './axe.ts';
import { CA_FILE, layDown, type MachinePolicy } from './machine-policy.ts';
import { openSettings } from './settings-sheet.ts';
import { openStation, row, type StationPc, sees } from './station.ts';

const NEW = 'https://neu.example.org';

let machine: MachinePolicy | null = null;
let pc: StationPc;
afterEach(async () => {
  await pc.stop();
  machine?.remove();
  machine = null;
});

/** Grants access as alice in the browser, whatever address the server gives its page. */
async function signIn(page: Page): Promise<string> {
  await openLoginPage(page);
  const opened = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
  pc.nextcloud.control.grant('alice');
  await comeBack(pc.app);
  await row(page, 'Einsatzgruppe 1').waitFor();
  return opened;
}

async function enter(address: string): Promise<Page> {
  const page = await pc.app.window();
  await page.getByRole('textbox').fill(address);
  await page.getByRole('textbox').press('Enter');
  return page;
}

// The test's own certificate authority lies below /etc, which only the host can fake.
describe.skipIf(electronBinary() !== null)('a proxy that forgot overwriteprotocol', () => {
  async function openBehindTls(options: NextcloudOptions = {}): Promise<Page> {
    const root = createCertificate({ name: 'Municipal', authority: true });
    const { key, chain } = serverCertificate({ issuer: root });
    machine = layDown({ caFile: CA_FILE }, root.cert);
    pc = await openStation(machine.launch, { ...options, tls: { key, cert: chain } });
    const { origin } = new URL(pc.nextcloud.url);
    pc.nextcloud.control.misconfigure({ calledItself: origin.replace('https:', 'http:') });
    pc.nextcloud.control.setPush('on');
    return pc.app.window();
  }

  it('alice signs in over https, push works, and the doctor names the setting', async () => {
    const page = await openBehindTls();
    const opened = await signIn(page);
    expect(opened).toMatch(/^https:/);
    await page.locator('.footer-state').hover();
    await page.getByTitle('Verbunden: Neues kommt sofort').waitFor();
    const section = (await openSettings(page)).getByRole('region', { name: 'Diagnose' });
    await section.getByRole('button', { name: 'Prüfen' }).click();
    const line = section.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Adressen' }) });
    await line.getByRole('img', { name: 'Zur Information' }).waitFor();
    await line.getByText('Was tun?').click();
    await line.getByText('„overwriteprotocol“ auf „https“').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('a redirect on the server itself', () => {
  it('into its folder, although the user typed only the host: is followed, and the account belongs there', async () => {
    pc = await openStation({}, { path: '/cloud' });
    const { origin } = new URL(pc.nextcloud.url);
    pc.nextcloud.control.fail({ redirect: '/cloud/status.php' }, { path: /^\/status\.php$/ });
    const page = await enter(origin);
    await pc.app.waitForOpened((url) => url.startsWith(`${pc.nextcloud.url}/login/v2/flow/`));
    pc.nextcloud.control.grant('alice');
    await comeBack(pc.app);
    await row(page, 'Einsatzgruppe 1').waitFor();
  });

  it('to another server: is not followed, and no credentials go there', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    pc.nextcloud.control.clearRequests();
    pc.nextcloud.control.fail({ redirect: 'https://sso.example.org/' }, { path: '/ocs/' });
    await pc.refresh();
    await sees(page, 'Nextcloud nicht erreichbar');
    // The app looks up the target of a redirect without credentials.
    const asked = pc.nextcloud.control.requests.filter(({ path }) => path.endsWith('/room'));
    expect(asked.map(({ headers }) => headers.authorization !== undefined)).toContain(true);
    expect(asked.map(({ headers }) => headers.authorization !== undefined)).toContain(false);
  });
});

it('finds the folder /nextcloud when the user types only the host', async () => {
  pc = await openStation({}, { path: '/nextcloud' });
  const page = await enter(new URL(pc.nextcloud.url).origin);
  await page.getByRole('heading', { name: 'Weiter im Browser' }).waitFor();
});

it('offers the address of the Nextcloud in a federated cloud ID', async () => {
  pc = await openStation();
  const { host } = new URL(pc.nextcloud.url);
  const page = await enter(`max@${host}`);
  await sees(page, `Das ist der Name einer Person. Die Nextcloud dieser Person hat wohl die Adresse http://${host}.`);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: `${host} nehmen` }).click();
  await page.getByRole('heading', { name: 'Weiter im Browser' }).waitFor();
});

it('names client certificates as a possible reason for a 400', async () => {
  pc = await openStation();
  pc.nextcloud.control.fail({ status: 400, page: '<h1>400</h1>' }, { path: 'status.php' });
  await sees(
    await enter(pc.nextcloud.url),
    'Der Server meldet einen Fehler (400). Vielleicht verlangt er ein Client-Zertifikat',
  );
});

it('says where an account’s server has moved to, and leads there', async () => {
  pc = await openStation();
  const page = await pc.signIn();
  pc.nextcloud.control.misconfigure({ movedTo: NEW });
  await pc.refresh();
  await sees(page, `${pc.nextcloud.url} ist umgezogen nach neu.example.org.`);
  await row(page, 'Einsatzgruppe 1').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Dort anmelden' }).click();
  await expect.poll(() => page.getByRole('textbox').inputValue()).toBe(NEW);
  await page.getByRole('button', { name: 'Zurück zur Liste' }).click();
  await row(page, 'Einsatzgruppe 1').waitFor();
});

it('names both addresses when the accounts file was edited', async () => {
  pc = await openStation();
  await pc.signIn();
  await pc.app.quit();
  const file = join(pc.app.userData, 'accounts.json');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`"${pc.nextcloud.url}"`, '"https://evil.example"'));
  await pc.start();
  const page = await pc.app.window();
  await sees(
    page,
    `Dieses Konto gehört zu ${pc.nextcloud.url}, in der Kontenliste auf diesem PC steht evil.example. Bitte melde dich erneut an.`,
  );
  await page.getByRole('button', { name: 'Erneut anmelden' }).first().waitFor();
});
