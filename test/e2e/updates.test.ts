import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCertificate, serverCertificate } from '../nextcloud/certificates.ts';
import { violations } from './axe.ts';
import { CA_FILE, layDown, type MachinePolicy } from './machine-policy.ts';
import { closed, openSettings } from './settings-sheet.ts';
import { openStation, type StationPc } from './station.ts';

// A policy lies below /etc, which only the host can fake. There, the app is a copy from an archive, which its user
// replaces by hand. main/electron/updates/engine.test.ts downloads and proves updates.

const authority = createCertificate({ name: 'Municipal', authority: true });
const { key, chain } = serverCertificate({ issuer: authority });

let feed: Server;
/** What the feed answers; null: a redirect to http. */
let content: string | null;
let machine: MachinePolicy;
let pc: StationPc;

beforeEach(async () => {
  content = null;
  feed = createServer({ key, cert: chain }, (_request, response) => {
    if (content === null) response.writeHead(302, { location: 'http://updates.example.org/latest.yml' }).end();
    else response.writeHead(200, { 'content-type': 'text/yaml' }).end(content);
  });
  await new Promise<void>((listening) => feed.listen(0, '127.0.0.1', listening));
  const url = `https://localhost:${(feed.address() as AddressInfo).port}/talkmelder`;
  machine = layDown({ caFile: CA_FILE, updates: { url } }, authority.cert);
  pc = await openStation(machine.launch);
});
afterEach(async () => {
  await pc.stop();
  machine.remove();
  feed.closeAllConnections();
  feed.close();
});

it('a newer version is found when the user looks, and one line tells of it', async () => {
  const page = await pc.signIn();
  const sheet = await openSettings(page);
  const section = sheet.getByRole('region', { name: 'Aktualisierung' });
  await section.getByText('Noch nicht gesucht').waitFor();
  await section.getByText('Talkmelder sucht einmal am Tag', { exact: false }).waitFor();

  await section.getByRole('button', { name: 'Jetzt suchen' }).click();
  await section.getByText('Die Antwort führt zu einem fremden Server.', { exact: false }).waitFor();

  content = [
    'version: 99.0.0',
    'files: []',
    'releaseNotes: |',
    '  Der Gong ist lauter.',
    '  Neu: <b>Termine</b>.',
  ].join('\n');
  await section.getByRole('button', { name: 'Jetzt suchen' }).click();
  await section.getByText('Version 99.0.0 ist da.', { exact: false }).waitFor();
  await section.getByText('Neu: <b>Termine</b>.', { exact: false }).waitFor();
  expect(await section.getByText('fremden Server', { exact: false }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await closed(page);

  const footer = page.getByRole('contentinfo');
  await footer.getByText('Version 99.0.0 ist da.').waitFor();
  expect(await violations(page)).toEqual([]);
  await footer.getByRole('button', { name: 'Ansehen' }).click();
  await section.getByText('Version 99.0.0 ist da.', { exact: false }).waitFor();
});
