import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { keyOf, named } from './only-account.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

/** Returns the answer to a request of the window, as Chromium reports it. */
async function answerTo(page: Page, path: string): Promise<{ status: number; keeping: string | undefined }> {
  const answered = page.waitForResponse((response) => response.url().endsWith(path));
  await page.evaluate((source) => {
    new Image().src = source;
  }, path);
  const response = await answered;
  return { status: response.status(), keeping: response.headers()['cache-control'] };
}

it('serves the picture of the signed-in user, and does not keep it for the next user', async () => {
  pc = await openStation();
  const page = await pc.app.window();
  await pc.signIn();
  const picture = `/account/${await keyOf(page)}/light`;
  // Main learns the user with the first list.
  await expect.poll(async () => (await answerTo(page, `${picture}?v=${performance.now()}`)).status).toBe(200);
  expect(await answerTo(page, `${picture}?v=after`)).toEqual({ status: 200, keeping: 'no-store' });
  const bob = await named(page, pc.rooms.bob);
  expect(await answerTo(page, `/avatar/${bob}/light?v=x`)).toEqual({ status: 200, keeping: 'max-age=86400' });
});

it('serves nothing else under that address', async () => {
  pc = await openStation();
  const page = await pc.signIn();
  const own = `/account/${await keyOf(page)}`;
  const others = ['/account/0123456789ab/light', '/account/..%2F..%2Fpackage.json/light'];
  for (const path of ['/account/', own, `${own}/pink`, `${own}/light/more`, ...others])
    expect((await answerTo(page, path)).status, path).toBe(404);
});
