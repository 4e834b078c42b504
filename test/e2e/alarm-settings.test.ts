import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { openSettings, stateOf } from './settings-sheet.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'talkmelder-home-'));
  pc = await openStation({ env: { HOME: home } });
  page = await pc.signIn();
});
afterEach(async () => {
  await pc.stop();
  rmSync(home, { recursive: true });
});

const sectionIn = (sheet: Locator): Locator => sheet.getByRole('region', { name: 'Alarm', exact: true });
const settings = async () => (await stateOf(page)).settings;

it('one section has everything about alarms, and what is rarely changed is folded', async () => {
  const sheet = await openSettings(page);
  const section = sectionIn(sheet);
  expect(await sheet.getByRole('region', { name: /Alarm/ }).count()).toBe(1);
  await section.getByText('kein anerkannter Alarmierungsweg').waitFor();
  await section.getByLabel('Ton bei Alarm').waitFor();
  const ring = section.getByLabel('Ein Alarm läutet zuerst');
  expect(await ring.isVisible()).toBe(false);
  await section.getByText('Mehr', { exact: true }).click();
  await ring.selectOption({ label: '1 Minute' });
  await section
    .getByLabel('Danach läutet er wieder')
    .selectOption({ label: /alle 2\sMinuten/.exec('alle 2 Minuten')?.[0] ?? '' });
  await section.getByText('Text von Alarmen zeigen').click();
  await expect
    .poll(settings)
    .toMatchObject({ alarmRingMinutes: 1, alarmAgainMinutes: 2, alarmHours: 2, alarmText: false });
  expect(await violations(page)).toEqual([]);
});

it('the weekly test has a day and a time', async () => {
  await page.evaluate(() => window.talkmelder.changeSettings({ weeklyProbe: { on: true, day: 'sat', time: '12:00' } }));
  const section = sectionIn(await openSettings(page));
  await section.getByLabel('Tag').selectOption({ label: 'Mittwoch' });
  await section.getByLabel('Uhrzeit').selectOption('18:30');
  await expect.poll(settings).toMatchObject({ weeklyProbe: { on: true, day: 'wed', time: '18:30' } });
  await section.getByText('Probealarm jede Woche').click();
  await section.getByLabel('Tag').waitFor({ state: 'detached' });
});

async function testAndSee(): Promise<void> {
  await page.evaluate(() => window.talkmelder.testAlarm());
  await expect.poll(async () => (await stateOf(page)).alarm?.open.length).toBe(1);
  const ids = (await stateOf(page)).alarm?.open.map(({ id }) => id) ?? [];
  await page.evaluate((seen) => window.talkmelder.acknowledgeAlarms({ ids: seen, by: 'window' }), ids);
}

it('the log shows what rang and how it ended, and is saved as a table', async () => {
  await testAndSee();
  const section = sectionIn(await openSettings(page));
  await section.getByRole('button', { name: 'Ansehen …' }).click();
  const log = page.getByRole('dialog', { name: 'Alarmprotokoll' });
  await log.getByText(/um \d.* bestätigt \(Fenster\)/).waitFor();
  expect(await violations(page)).toEqual([]);
  await log.getByRole('button', { name: 'Als CSV speichern …' }).click();
  const file = join(home, 'Documents', 'Alarmprotokoll.csv');
  expect((await pc.app.dialogs.waitFor()).message).toBe(file);
  await pc.app.dialogs.press('Cancel');
  // The folder is missing at first.
  await log.getByRole('button', { name: 'Als CSV speichern …' }).click();
  await pc.app.dialogs.press('Save');
  await page.getByText('ließ sich dort nicht speichern').first().waitFor();
  mkdirSync(dirname(file));
  await log.getByRole('button', { name: 'Als CSV speichern …' }).click();
  await pc.app.dialogs.press('Save');
  await log.getByText('Das Protokoll ist gespeichert.').waitFor();
  expect(readFileSync(file, 'utf8')).toContain('Probealarm');
});

it('the button that saves the log stays in view, however long the log is', async () => {
  for (let count = 0; count < 10; count += 1) await testAndSee();
  await sectionIn(await openSettings(page))
    .getByRole('button', { name: 'Ansehen …' })
    .click();
  const log = page.getByRole('dialog', { name: 'Alarmprotokoll' });
  await log.getByRole('listitem').nth(9).waitFor();
  expect(
    await log.evaluate(({ scrollTop, scrollHeight, clientHeight }) => [scrollTop, scrollHeight > clientHeight]),
  ).toEqual([0, true]);
  const save = log.getByRole('button', { name: 'Als CSV speichern …' });
  const isInView = () =>
    save.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    });
  expect(await isInView()).toBe(true);
  await log.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  expect(await isInView()).toBe(true);
});
