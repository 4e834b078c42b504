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

/** Returns Talk's tokens of the rows in sight, from top to bottom. */
const inSight = () =>
  page.locator('.content').evaluate((content) => {
    const { top, bottom } = content.getBoundingClientRect();
    return [...content.querySelectorAll('.list > [data-token]')]
      .map((item) => ({
        token: item.getAttribute('data-token')?.split('.')[0] ?? '',
        ...item.getBoundingClientRect().toJSON(),
      }))
      .filter((row) => row.bottom > top && row.top < bottom)
      .sort((one, other) => one.top - other.top)
      .map(({ token }) => String(token));
  });
/** Returns where a row is on the screen, px. */
const placeOf = async (token: string) => Math.round((await rowOf(page, token).boundingBox())?.y ?? Number.NaN);
const scrollTo = async (top: number) => {
  const before = await inSight();
  await page.locator('.content').evaluate((content, y) => content.scrollTo(0, y), top);
  // The rows there come with the next frames.
  await expect.poll(inSight).not.toEqual(before);
  await expect.poll(async () => (await inSight()).length).toBeGreaterThan(5);
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
  const [first = '', second = '', third = ''] = await inSight();
  const [atFirst, atSecond, atThird] = [await placeOf(first), await placeOf(second), await placeOf(third)];
  // From below, and from above.
  await arrive(rooms.findLast((token) => ![first, second, third].includes(token)) ?? '');
  await expect.poll(() => placeOf(first)).toBe(atFirst);
  await arrive(pc.rooms.einsatzgruppe);
  await expect.poll(() => placeOf(first)).toBe(atFirst);
  expect([await placeOf(second), await placeOf(third)]).toEqual([atSecond, atThird]);
  // The second row goes to the top, and the first stays.
  await arrive(second);
  await expect.poll(() => placeOf(third)).toBe(atSecond);
  expect(await placeOf(first)).toBe(atFirst);
  // The first itself goes, and the next one stays where it is.
  await arrive(first);
  await expect.poll(inSight).not.toContain(first);
  expect(await placeOf(third)).toBe(atSecond);
});

it('a list at its top shows what is new', async () => {
  const rooms = await openWith(60);
  const last = rooms.at(-1) ?? '';
  await arrive(last);
  await expect.poll(async () => (await inSight())[0]).toBe(last);
});
