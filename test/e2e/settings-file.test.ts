import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { hasFocus } from './focus.ts';
import { openSettings, stateOf } from './settings-sheet.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'talkmelder-home-'));
  mkdirSync(join(home, 'Documents'));
  pc = await openStation({ env: { HOME: home } });
});
afterEach(async () => {
  await pc.stop();
  rmSync(home, { recursive: true });
});

it('the settings are saved to a file, and loaded from one, which can be undone', async () => {
  const page = await pc.signIn();
  const settings = async () => (await stateOf(page)).settings;
  await page.evaluate(() => window.talkmelder.changeSettings({ compact: 5, sound: false }));
  const section = (await openSettings(page)).getByRole('region', { name: 'Einstellungen mitnehmen' });
  await section.getByRole('button', { name: 'Speichern …' }).click();
  await pc.app.dialogs.press('Save');
  await section.getByText('Gespeichert.').waitFor();
  const file = join(home, 'Documents', 'Talkmelder-Einstellungen.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ settings: { compact: 5, sound: false }, alarms: [] });

  await page.evaluate(() => window.talkmelder.changeSettings({ compact: 3, sound: true, previewText: false }));
  const load = section.getByRole('button', { name: 'Laden …' });
  await load.click();
  await pc.app.dialogs.chooseFiles([file]);
  await section.getByText('Übernommen. Einstellungen: 2').waitFor();
  expect(await settings()).toMatchObject({ compact: 5, sound: false, previewText: true });
  expect(await violations(page)).toEqual([]);
  await section.getByRole('button', { name: 'Rückgängig' }).click();
  await section.getByText('Alles ist wieder wie vor dem Laden.').waitFor();
  expect(await settings()).toMatchObject({ compact: 3, sound: true, previewText: false });
  await hasFocus(load);

  const alarms = [{ server: 'https://other.example', conversation: 'x', rule: { keywords: [], senders: [] } }];
  writeFileSync(file, JSON.stringify({ format: 'talkmelder-settings', version: 1, settings: { compact: 5 }, alarms }));
  await load.click();
  await pc.app.dialogs.chooseFiles([file]);
  await section.getByText('Alarm-Unterhaltungen, die kein Konto hier hat: 1. Sie läuten hier nicht.').waitFor();
  await section.getByRole('button', { name: 'Rückgängig' }).click();

  writeFileSync(file, '{"server":"cloud.example.org"}');
  await load.click();
  await pc.app.dialogs.chooseFiles([file]);
  await page.getByText('Diese Datei enthält keine Einstellungen von Talkmelder').first().waitFor();
  await load.click();
  await pc.app.dialogs.press('Cancel');
  expect(await settings()).toMatchObject({ compact: 3, sound: true, previewText: false });
});
