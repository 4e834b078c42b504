import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { casesOf } from '../full.ts';
import { readPixels } from '../screenshots/small-png.ts';
import { appear } from './appearance.ts';
import { hasFocus } from './focus.ts';
import { openShowcase, type Showcase } from './showcase.ts';
import { dialogOf, pointAway, rowOf } from './view.ts';
import { signInAlice } from './views-sign-in.ts';

let show: Showcase;
let page: Page;
beforeAll(async () => {
  show = await openShowcase('de');
  page = show.page;
  await signInAlice(show);
  await pointAway(page);
});
afterAll(() => show.stop());

const devtools = (() => {
  let session: ReturnType<ReturnType<Page['context']>['newCDPSession']> | undefined;
  return () => {
    session ??= page.context().newCDPSession(page);
    return session;
  };
})();

/** Takes a picture of an element and a margin around it, because its focus ring lies outside. */
async function drawn(element: Locator, around = 0): Promise<Buffer> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error('the element is not drawn');
  const clip = {
    x: Math.max(0, box.x - around),
    y: Math.max(0, box.y - around),
    width: box.width + 2 * around,
    height: box.height + 2 * around,
    scale: 1,
  };
  const { data } = await (await devtools()).send('Page.captureScreenshot', { format: 'png', clip });
  return readPixels(Buffer.from(data, 'base64')).rgb;
}

const colours = (rgb: Buffer): number => {
  const found = new Set<number>();
  for (let at = 0; at < rgb.length; at += 3) found.add(rgb.readUIntBE(at, 3));
  return found.size;
};

/** Returns the share of pixels that differ. */
const difference = (a: Buffer, b: Buffer): number => {
  let count = 0;
  for (let at = 0; at < Math.min(a.length, b.length); at += 3)
    count += a.readUIntBE(at, 3) === b.readUIntBE(at, 3) ? 0 : 1;
  return count / (a.length / 3);
};

describe.each(casesOf<'light' | 'dark'>(['dark'], ['light']))("in the system's own %s colours", (theme) => {
  beforeAll(async () => {
    const { bounds } = await show.app.windowState();
    await appear(page, { theme, forcedColours: true, reducedMotion: true }, bounds);
  });

  it.each([
    '.badge-mention',
    '.badge-strong',
    '.badge-muted',
    '.presence-online',
    '.presence-dnd',
    '.star',
    '.row-join',
    '.connection-dot',
    '.avatar',
    '.header-buttons .icon-button',
  ])('%s is visible', async (selector) => {
    expect(colours(await drawn(page.locator(selector).first(), 1))).toBeGreaterThan(1);
  });

  it('a row shows that it has the focus', async () => {
    // The row below Bob's.
    const row = rowOf(page, show.rooms.command);
    await rowOf(page, show.rooms.bob).focus();
    const before = await drawn(row, 3);
    await page.keyboard.press('ArrowDown');
    await hasFocus(row);
    expect(difference(before, await drawn(row, 3))).toBeGreaterThan(0.01);
  });

  it('the chosen filter differs from the others', async () => {
    const chips = page.locator('.chip');
    const [chosen, other] = [await drawn(chips.nth(0)), await drawn(chips.nth(1))];
    expect(chosen.readUIntBE(chosen.length / 2 - ((chosen.length / 2) % 3), 3)).not.toBe(
      other.readUIntBE(other.length / 2 - ((other.length / 2) % 3), 3),
    );
  });

  describe('in the settings', () => {
    afterEach(async () => {
      await page.evaluate(() => window.talkmelder.changeSettings({ sound: true }));
      await page.keyboard.press('Escape');
      await dialogOf(page).waitFor({ state: 'detached' });
    });

    it('a switch shows whether it is on', async () => {
      await page.keyboard.press('Control+,');
      await dialogOf(page).waitFor();
      const sound = page.getByRole('switch', { name: show.say('settings.sound') });
      const track = page.locator('.switch').nth(1);
      const on = await drawn(track, 2);
      await sound.press('Space');
      await page.locator('.switch').nth(1).and(page.locator(':not([data-checked])')).waitFor();
      expect(difference(on, await drawn(track, 2))).toBeGreaterThan(0.05);
    });
  });
});

it("only the app's own sentences are hyphenated, in the window's language, and never a name", async () => {
  const hyphensOf = (selector: string) =>
    page
      .locator(selector)
      .evaluateAll((elements) => [...new Set(elements.map((element) => getComputedStyle(element).hyphens))]);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  expect(await hyphensOf('.row *, .header *')).toEqual(['manual']);
  await page.keyboard.press('Control+,');
  await dialogOf(page).waitFor();
  expect(await hyphensOf('.setting-label, .radio .setting-help')).toEqual(['auto']);
  expect(await hyphensOf('.account *, kbd')).toEqual(['manual']);
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'detached' });
});
