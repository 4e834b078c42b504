import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { closed, openSettings } from './settings-sheet.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

const HOUR = 3_600_000;
const strip = (page: Page) => page.getByRole('region', { name: 'Termine' });

/** Tomorrow at this hour by this computer's clock, so that the words do not depend on the time of the test. */
const tomorrowAt = (hour: number): number => {
  const date = new Date();
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, hour).getTime();
};

it('are switched on in the settings, shown above the footer, opened, joined and made', async () => {
  pc = await openStation();
  const { control, url } = pc.nextcloud;
  control.addCalendar('alice', 'dienstplan', 'Dienstplan der Wache', { colour: '#C62828' });
  const add = (event: Parameters<typeof control.addEvent>[2]) => control.addEvent('alice', 'dienstplan', event);
  add({ uid: 'one', title: 'Dienstabend', place: 'Gerätehaus', start: tomorrowAt(19), end: tomorrowAt(21) });
  add({ title: 'Abnahme der Drehleiter', start: tomorrowAt(20), cancelled: true });
  add({ title: 'Kommandobesprechung', place: `${url}/call/${pc.rooms.wehrfuehrung}`, start: tomorrowAt(22) });
  const page = await pc.signIn();
  expect(await strip(page).count()).toBe(0);
  expect(control.requests.filter(({ path }) => path.includes('/dav/'))).toEqual([]);

  const sheet = await openSettings(page);
  await sheet.getByText('Termine', { exact: true }).click();
  const calendar = sheet.getByLabel('Dienstplan der Wache');
  await calendar.waitFor();
  await page.keyboard.press('Escape');
  await closed(page);

  const line = strip(page).getByRole('button', { expanded: false });
  await line.filter({ hasText: 'Morgen 19:00' }).filter({ hasText: 'Dienstabend · Gerätehaus' }).waitFor();
  await line.click();
  const item = (text: string) => strip(page).getByRole('listitem').filter({ hasText: text });
  await item('Abnahme der Drehleiter').getByText('abgesagt').waitFor();
  expect(await violations(page)).toEqual([]);
  await item('Kommandobesprechung').getByRole('button', { name: 'Beitreten: Kommandobesprechung' }).click();
  await pc.app.waitForOpened((opened) => opened === `${url}/call/${pc.rooms.wehrfuehrung}`);
  await pc.app.tray.choose('Talkmelder öffnen');

  const found = row(page, 'Wehrführung');
  await found.click({ button: 'right', position: { x: 60, y: 20 } });
  await page.getByRole('menuitem', { name: /Termin anlegen/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Neuer Termin' });
  expect(await dialog.getByLabel('Titel').inputValue()).toBe('Wehrführung');
  await dialog.getByLabel('Titel').fill('Sitzung der Wehrführung');
  const day = new Date(tomorrowAt(12));
  const two = (number: number) => String(number).padStart(2, '0');
  await dialog.getByLabel('Tag').selectOption(`${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`);
  await dialog.getByLabel('Von').selectOption('18:00');
  await dialog.getByLabel('Bis').selectOption('19:30');
  await dialog.getByLabel('Kalender').selectOption('Dienstplan der Wache');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Anlegen', exact: true }).click();
  await closed(page);
  await line
    .or(strip(page).getByRole('button', { expanded: true }))
    .filter({ hasText: 'Morgen 18:00' })
    .waitFor();
  const [, , , made = ''] = control.eventsIn('alice', 'dienstplan');
  expect(made).toContain(`LOCATION:${url}/call/${pc.rooms.wehrfuehrung}`);
  expect(made.replace(/\r\n /g, '')).toContain('SUMMARY:Sitzung der Wehrführung');
});

it.runIf(isFull)('remind, and say in the strip that they could not be read, while conversations go on', async () => {
  pc = await openStation();
  const { control } = pc.nextcloud;
  control.addCalendar('alice', 'dienstplan', 'Dienstplan der Wache');
  control.addEvent('alice', 'dienstplan', {
    title: 'Atemschutzübung',
    start: Math.ceil((Date.now() + HOUR / 6) / 60_000) * 60_000,
  });
  const page = await pc.signIn();
  await page.evaluate(() => window.talkmelder.changeSettings({ companions: ['appointments'] }));
  await pc.app.notifications.waitFor((list) => list.some(({ title }) => title === 'Atemschutzübung'));
  control.fail({ status: 500 }, { path: '/dav/' });
  const line = strip(page).getByRole('button', { name: /Atemschutzübung/ });
  await line.click();
  await page.evaluate(async () => {
    const views = await window.talkmelder.getCompanions();
    const account = views.ok ? (views.value[0]?.account ?? '') : '';
    // A person who asks again and again is answered once in a second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await window.talkmelder.actOnCompanion({ kind: 'refresh', account, companion: 'appointments' });
  });
  await strip(page).getByText('Die Termine sind nicht aktuell.').waitFor();
  control.send('bob', pc.rooms.einsatzgruppe, 'Es geht weiter');
  await pc.refresh();
  await row(page, 'Einsatzgruppe 1').filter({ hasText: 'Es geht weiter' }).waitFor();
});

it('a new one: the form says why there are no calendars, shows them, and puts none in the place of the chosen one', async () => {
  pc = await openStation();
  const { control } = pc.nextcloud;
  control.addCalendar('alice', 'dienstplan', 'Dienstplan der Wache');
  const end = control.fail({ status: 403, page: '<h1>Firewall</h1>' }, { path: '/dav/' });
  const page = await pc.signIn();
  await page.evaluate(() => window.talkmelder.changeSettings({ companions: ['appointments'] }));
  await strip(page).getByText('Die Termine können gerade nicht gelesen werden.').waitFor();
  await row(page, 'Wehrführung').click({ button: 'right', position: { x: 60, y: 20 } });
  await page.getByRole('menuitem', { name: /Termin anlegen/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Neuer Termin' });
  await dialog.getByText('Die Kalender können gerade nicht gelesen werden.').waitFor();
  expect(await dialog.getByText('Kein Kalender').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('Titel').fill('Sitzung');
  end();
  await dialog.getByRole('button', { name: 'Erneut versuchen' }).click();
  await dialog.getByLabel('Kalender').getByRole('option', { name: 'Persönlich' }).waitFor({ state: 'attached' });
  expect(await dialog.getByRole('button', { name: 'Erneut versuchen' }).count()).toBe(0);
  expect(await dialog.getByLabel('Titel').inputValue()).toBe('Sitzung');

  // The chosen calendar goes away. No other one takes its place.
  const calendar = dialog.getByLabel('Kalender');
  const create = dialog.getByRole('button', { name: 'Anlegen', exact: true });
  const chosen = () => calendar.evaluate((list) => (list as HTMLSelectElement).selectedOptions[0]?.text);
  await calendar.selectOption('Dienstplan der Wache');
  expect([await chosen(), await create.getAttribute('aria-disabled')]).toEqual(['Dienstplan der Wache', 'false']);
  control.addCalendar('alice', 'dienstplan', 'Dienstplan der Wache', { readOnly: true });
  await page.evaluate(async () => {
    const views = await window.talkmelder.getCompanions();
    const account = views.ok ? (views.value[0]?.account ?? '') : '';
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await window.talkmelder.actOnCompanion({ kind: 'refresh', account, companion: 'appointments' });
  });
  await calendar.getByRole('option', { name: 'Bitte wählen' }).waitFor({ state: 'attached' });
  expect([await chosen(), await create.getAttribute('aria-disabled')]).toEqual(['Bitte wählen', 'true']);
  expect(await violations(page)).toEqual([]);
  await calendar.selectOption('Persönlich');
  expect([await chosen(), await create.getAttribute('aria-disabled')]).toEqual(['Persönlich', 'false']);
});
