import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStation, row, type StationPc } from './station.ts';

const MANY = 1_000;

let pc: StationPc;
let page: Page;
beforeAll(async () => {
  pc = await openStation();
  const { control } = pc.nextcloud;
  control.inThePast(100, () => {
    for (let i = 0; i < MANY; i += 1) control.addRoom({ type: 'group', name: `Wache ${i}`, members: ['bob', 'alice'] });
  });
  page = await pc.signIn();
});
afterAll(() => pc.stop());

const drawn = () => page.locator('.list .row').count();

it('draws only the rows in and near the visible part', async () => {
  await expect.poll(drawn).toBeGreaterThan(20);
  expect(await drawn()).toBeLessThan(100);
  expect(Number(await page.locator('.list > li').first().getAttribute('aria-setsize'))).toBeGreaterThan(MANY);
});

it('scrolls without blank rows', async () => {
  const blanks = await page.locator('.content').evaluate(async (content: HTMLElement) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const { left, right, top, bottom } = content.getBoundingClientRect();
    let blank = 0;
    let steps = 0;
    while (content.scrollTop + content.clientHeight < content.scrollHeight - 1 && steps < 400) {
      // Each step is a third more than the window shows, faster than a person can read.
      content.scrollTop += content.clientHeight * 1.3;
      await frame();
      await frame();
      steps += 1;
      const atTheEnd = content.scrollTop + content.clientHeight > content.scrollHeight - 80;
      for (let y = top + 4; y < bottom - 4 && !atTheEnd; y += 16) {
        if (!document.elementFromPoint((left + right) / 2, y)?.closest('[data-token]')) blank += 1;
      }
    }
    return { blank, steps };
  });
  expect(blanks.blank).toBe(0);
  expect(blanks.steps).toBeGreaterThan(50);
});

it('reaches its ends by keyboard, and the focus survives scrolling away', async () => {
  await page.locator('.content').evaluate((content) => content.scrollTo(0, 0));
  await page.locator('.list > li[aria-posinset="1"] > .row').focus();
  await page.keyboard.press('End');
  const last = await page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset'));
  expect(last).toBe(await page.locator('.list > li').first().getAttribute('aria-setsize'));
  await page.locator('.content').evaluate((content) => content.scrollTo(0, 0));
  await page.locator('.list > li[aria-posinset="2"]').waitFor();
  await page.keyboard.press('ArrowUp');
  expect(await page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset'))).toBe(
    String(Number(last) - 1),
  );
});

it('makes room for a reply among rows at fixed places', async () => {
  await page.keyboard.press('Home');
  await page.keyboard.press('r');
  await page.getByRole('textbox', { name: /Einsatzgruppe 1/ }).waitFor();
  // The reply has its messages, and so its final height.
  await row(page, 'Einsatzgruppe 1').getByText('Guten Morgen').waitFor();
  const overlap = () =>
    page.evaluate(() => {
      const reply = document.querySelector('.row-reply')?.getBoundingClientRect();
      const next = document.querySelector('.list > li[aria-posinset="2"]')?.getBoundingClientRect();
      return reply && next ? Math.round(next.top - reply.bottom) : null;
    });
  await expect.poll(overlap).toBe(0);
  await page.keyboard.press('Escape');
});
