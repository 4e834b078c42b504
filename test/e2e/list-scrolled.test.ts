import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { rowOf } from './reply-box.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
afterEach(() => pc.stop());

async function openWith(rooms: number): Promise<string[]> {
  pc = await openStation();
  const { control } = pc.nextcloud;
  const added: string[] = [];
  control.inThePast(60 * 24 * 100, () => {
    for (let i = 0; i < rooms; i += 1)
      added.push(control.addRoom({ type: 'group', name: `Wache ${i}`, members: ['bob', 'alice'] }));
  });
  page = await pc.signIn();
  await expect.poll(() => page.locator('.list .row').count()).toBeGreaterThan(20);
  return added;
}

/** Returns Talk's token of the first visible row, and how far its top is above the top of the content, px. */
const firstInSight = () =>
  page.locator('.content').evaluate((content) => {
    const edge = content.getBoundingClientRect().top;
    const rows = [...content.querySelectorAll('.list > [data-token]')].map((item) => ({
      token: item.getAttribute('data-token')?.split('.')[0] ?? '',
      top: Math.round(item.getBoundingClientRect().top - edge),
      bottom: item.getBoundingClientRect().bottom - edge,
    }));
    const [first] = rows.filter(({ bottom }) => bottom > 0).sort((a, b) => a.top - b.top);
    return { token: first?.token, top: first?.top };
  });
const scrollTo = async (top: number) => {
  await page.locator('.content').evaluate((content, y) => content.scrollTo(0, y), top);
  // The rows there come with the next frames.
  await expect.poll(async () => (await firstInSight()).top).toBeLessThanOrEqual(0);
};
/** Lets a message arrive, and waits until the window counts it. */
async function arrive(token: string): Promise<void> {
  const before = await page.locator('.header .badge').textContent();
  pc.nextcloud.control.send('bob', token, 'Neu');
  await pc.refresh();
  await expect.poll(() => page.locator('.header .badge').textContent()).not.toBe(before);
}

it.each([
  ['a list that is rendered whole', 60],
  ['a long list', 400],
])('%s keeps its first visible row when messages arrive', async (_what, count) => {
  const rooms = await openWith(count);
  await scrollTo(900);
  const before = await firstInSight();
  // From below, from above, and in the first visible row's neighbour.
  const below = rooms.filter((token) => token !== before.token).at(-1) ?? '';
  await arrive(below);
  await expect.poll(firstInSight).toEqual(before);
  await arrive(pc.rooms.einsatzgruppe);
  await expect.poll(firstInSight).toEqual(before);
  const next = await rowOf(page, before.token ?? '').evaluate(
    (first) =>
      [...document.querySelectorAll('.list > [data-token]')]
        .map((item) => ({ top: item.getBoundingClientRect().top, token: item.getAttribute('data-token') }))
        .filter(({ top }) => top > first.getBoundingClientRect().top)
        .sort((a, b) => a.top - b.top)[0]
        ?.token?.split('.')[0],
  );
  await arrive(next ?? '');
  await expect.poll(firstInSight).toEqual(before);
  // The first visible row itself goes, and the second stays where it is.
  await arrive(before.token ?? '');
  await expect.poll(async () => (await firstInSight()).token).not.toBe(before.token);
  const top = await page.locator('.content').evaluate((content) => content.scrollTop);
  expect(top).toBeGreaterThan(600);
});

it('a list at its top shows what is new', async () => {
  const rooms = await openWith(60);
  const last = rooms.at(-1) ?? '';
  await arrive(last);
  await expect.poll(async () => (await firstInSight()).token).toBe(last);
});
