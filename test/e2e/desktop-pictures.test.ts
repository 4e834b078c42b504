import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

/** What a request of the window is answered with, by Chromium's own account of it. */
async function answerTo(page: Page, path: string): Promise<{ status: number; keeping: string | undefined }> {
  const answered = page.waitForResponse((response) => response.url().endsWith(path));
  await page.evaluate((source) => {
    new Image().src = source;
  }, path);
  const response = await answered;
  return { status: response.status(), keeping: response.headers()['cache-control'] };
}

it('serves the picture of whoever is signed in, and keeps it for nobody else', async () => {
  pc = await openStation();
  const page = await pc.app.window();
  expect((await answerTo(page, '/account/light?v=before')).status).toBe(404);
  await pc.signIn();
  // Main learns who that is with the first list.
  await expect
    .poll(async () => (await answerTo(page, `/account/light?v=${performance.now()}`)).status, { timeout: 20_000 })
    .toBe(200);
  expect(await answerTo(page, '/account/light?v=after')).toEqual({ status: 200, keeping: 'no-store' });
  const { bob } = pc.rooms;
  expect(await answerTo(page, `/avatar/${bob}/light?v=x`)).toEqual({ status: 200, keeping: 'max-age=86400' });
});

it('serves nothing else below that address', async () => {
  pc = await openStation();
  const page = await pc.signIn();
  for (const path of ['/account/', '/account/pink', '/account/light/more', '/account/..%2F..%2Fpackage.json'])
    expect((await answerTo(page, path)).status, path).toBe(404);
});
