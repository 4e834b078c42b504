import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { casesOf, isFull } from '../full.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  pc.nextcloud.control.fail({ status: 404 }, { path: new RegExp(`/room/${pc.rooms.carla}/avatar`) });
  pc.nextcloud.control.startCall('dieter', pc.rooms.wehrfuehrung);
  page = await pc.signIn();
});
afterEach(() => pc.stop());

const button = (name: string) => row(page, name).getByRole('button').first();
/** Returns the text for screen readers that replaces the visible one. */
const spoken = (token: string) => page.locator(`[data-token^="${token}."] .row-spoken`).textContent();

it('shows a picture, or initials if the picture is not available', async () => {
  await row(page, 'Bob Böhm').locator('.avatar-picture-shown').waitFor();
  expect(
    await row(page, 'Bob Böhm')
      .locator('img')
      .evaluate((image: HTMLImageElement) => image.currentSrc),
  ).toMatch(/\/avatar\/\w+\.[0-9a-f]{12}\/light\?v=/);

  const carla = page.locator(`[data-token^="${pc.rooms.carla}."]`);
  await carla
    .locator('img')
    .evaluate(
      (image: HTMLImageElement) =>
        image.complete || new Promise((resolve) => image.addEventListener('error', resolve, { once: true })),
    );
  expect(await carla.locator('.avatar-picture-shown').count()).toBe(0);
  expect(await carla.locator('.avatar').textContent()).toBe('CC');
  expect(await row(page, 'Wehrführung').locator('img').count()).toBe(0);
});

it.runIf(isFull)('follows the theme with its pictures', async () => {
  await pc.app.system.theme('dark');
  const image = row(page, 'Bob Böhm').locator('img');
  await expect.poll(() => image.evaluate((i: HTMLImageElement) => i.currentSrc)).toContain('/dark?v=');
  await pc.app.system.theme('light');
});

it('shows presence, in shapes and in words', async () => {
  await page.locator(`[data-token^="${pc.rooms.bob}."] .presence-online`).waitFor();
  await page.locator(`[data-token^="${pc.rooms.carla}."] .presence-dnd`).waitFor();
  expect(await spoken(pc.rooms.bob)).toMatch(/^Bob Böhm, online, 2 ungelesen, /);
  expect(await spoken(pc.rooms.carla)).toMatch(/^Carla Castro, bitte nicht stören, /);
});

it('reads well to screen readers', async () => {
  await page.getByRole('button', { name: /^Wehrführung, \d+ ungelesen/, exact: true }).waitFor();
  expect(await spoken(pc.rooms.wehrfuehrung)).toMatch(
    /^Wehrführung, \d+ ungelesen, erwähnt, Anruf läuft, Dieter Dörfler hat einen Anruf begonnen, (jetzt|vor 1 Minute|vor \d+\sMinuten)$/,
  );
  expect(await spoken(pc.rooms.kantine)).toContain('Stumm');
});

it.each(
  casesOf(
    [['Gerätewarte', 'Prüfprotokoll.pdf']],
    [
      ['Jugendfeuerwehr', 'Sprachnachricht'],
      ['Sommerfest', 'Umfrage: Wann passt das Sommerfest?'],
    ],
  ),
)('draws an icon before the text for the content in %s', async (name, words) => {
  const preview = row(page, name).locator('.row-preview');
  expect(await preview.textContent()).toContain(words);
  expect(await preview.locator('svg').count()).toBe(1);
});

it('shows the exact time on demand', async () => {
  await button('Einsatzgruppe 1').hover();
  await row(page, 'Einsatzgruppe 1').locator('time[title*=" um "]').waitFor();
  expect(await row(page, 'Einsatzgruppe 1').locator('time').textContent()).toMatch(/^vor \d+\sMin\.$/);
});

it.runIf(isFull)('joins a running call with one click', async () => {
  await row(page, 'Wehrführung').getByRole('button', { name: 'Anruf in Wehrführung beitreten' }).click();
  const url = await pc.app.waitForOpened((opened) => opened.includes(`/call/${pc.rooms.wehrfuehrung}`));
  expect(url).toBe(`${pc.nextcloud.url}/call/${pc.rooms.wehrfuehrung}#direct-call`);
});

it('redraws only the row that changes', async () => {
  await page.mouse.move(1, 1);
  await page.locator('.row-opened').waitFor({ state: 'detached' });
  await page.evaluate((changing) => {
    const touched: string[] = [];
    for (const item of document.querySelectorAll<HTMLElement>('[data-token]')) {
      const token = item.dataset.token ?? '';
      if (token === changing) continue;
      // Only times may change elsewhere.
      new MutationObserver((all) => {
        if (all.some(({ type }) => type === 'childList')) touched.push(token);
      }).observe(item, { childList: true, subtree: true });
    }
    Object.assign(window, { touched, first: document.querySelector(`[data-token^="${changing}."]`) });
  }, pc.rooms.einsatzgruppe);
  pc.nextcloud.control.send('carla', pc.rooms.einsatzgruppe, 'Neu und anders');
  await pc.refresh();
  await row(page, 'Einsatzgruppe 1').locator('.row-preview', { hasText: 'Neu und anders' }).waitFor();
  const { touched, same } = await page.evaluate((token) => {
    const kept = window as unknown as { touched: string[]; first: Element };
    return { touched: kept.touched, same: kept.first === document.querySelector(`[data-token^="${token}."]`) };
  }, pc.rooms.einsatzgruppe);
  expect(touched).toEqual([]);
  expect(same).toBe(true);
});
