import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { change } from './desktop.ts';
import { hasFocus } from './focus.ts';
import { openReply, replyBox, replyField, rowOf } from './reply-box.ts';
import { failForLong, openStation, row, type StationPc, wholeList } from './station.ts';

let pc: StationPc;
let page: Page;
/** The token of a row in the middle of the window. */
let aimed: string;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
  // The window stays while the browser has the focus.
  await change(page, { hideOnBlur: false });
  await wholeList(page);
  aimed = (await tokens())[3] ?? '';
});
afterEach(() => pc.stop());

/** Returns Talk's tokens of the rows, from top to bottom. */
const tokens = () =>
  page
    .locator('.list > [data-token]')
    .evaluateAll((rows) => rows.map((item) => item.getAttribute('data-token')?.split('.')[0]));
/** Lets a message arrive, and waits until its row shows it. */
async function arrive(token: string, text: string, author = 'bob'): Promise<void> {
  pc.nextcloud.control.send(author, token, text);
  await pc.refresh();
  await rowOf(page, token).filter({ hasText: text }).waitFor();
}
const centreOf = async (token: string) => {
  const box = await rowOf(page, token).boundingBox();
  if (!box) throw new Error('the row is not on screen');
  return { x: Math.round(box.x + box.width / 3), y: Math.round(box.y + box.height / 2) };
};
/** Moves the pointer to a row, as a hand does. */
async function aim(token: string): Promise<void> {
  const { x, y } = await centreOf(token);
  await page.mouse.move(x - 5, y);
  await page.mouse.move(x, y);
}
const opened = async () => (await pc.app.opened()).filter((url) => url.includes('/call/'));
const pill = () => page.getByRole('button', { name: /neue anzeigen$/ });
const isTop = (token: string) => expect.poll(async () => (await tokens())[0]).toBe(token);

describe('a list under a hand', () => {
  it('keeps its places when a message arrives between aim and press, and opens what was aimed at', async () => {
    const before = await tokens();
    await aim(aimed);
    await arrive(pc.rooms.kantine, 'Die Suppe ist fertig');
    expect(await tokens()).toEqual(before);
    await pill().waitFor();
    await page.getByRole('status').getByText('1 neue').waitFor({ state: 'attached' });
    await page.mouse.down();
    await page.mouse.up();
    await pc.app.waitForOpened((url) => url.includes('/call/'));
    expect(await opened()).toEqual([`${pc.nextcloud.url}/call/${aimed}`]);
    await page.mouse.move(190, 20);
    await isTop(pc.rooms.kantine);
    expect(await pill().count()).toBe(0);
  });

  it.runIf(isFull)('stays where it is when a banner appears above it', async () => {
    await aim(aimed);
    const before = await centreOf(aimed);
    failForLong(pc);
    await pc.refresh();
    await page.locator('.content .banner').waitFor();
    expect(await centreOf(aimed)).toEqual(before);
    await page.mouse.down();
    await page.mouse.up();
    await pc.app.waitForOpened((url) => url.includes('/call/'));
    expect(await opened()).toEqual([`${pc.nextcloud.url}/call/${aimed}`]);
  });

  it('stays where it is when a banner appears above it and goes again, although it is too short to scroll', async () => {
    await page.locator('.chip', { hasText: 'Favoriten' }).click();
    await expect.poll(tokens).toEqual([pc.rooms.einsatzgruppe]);
    await aim(pc.rooms.einsatzgruppe);
    const before = await centreOf(pc.rooms.einsatzgruppe);
    failForLong(pc);
    await pc.refresh();
    await page.locator('.content .banner').waitFor({ state: 'attached' });
    expect(await centreOf(pc.rooms.einsatzgruppe)).toEqual(before);
    await page.mouse.down();
    await page.mouse.up();
    await pc.app.waitForOpened((url) => url.includes('/call/'));
    expect(await opened()).toEqual([`${pc.nextcloud.url}/call/${pc.rooms.einsatzgruppe}`]);
    // The list is let go, and the banner takes its place.
    await page.mouse.move(190, 20);
    await expect.poll(() => centreOf(pc.rooms.einsatzgruppe)).not.toEqual(before);
    await aim(pc.rooms.einsatzgruppe);
    const below = await centreOf(pc.rooms.einsatzgruppe);
    pc.nextcloud.control.clearFaults();
    await pc.refresh();
    await page.locator('.content .banner').waitFor({ state: 'detached' });
    expect(await centreOf(pc.rooms.einsatzgruppe)).toEqual(below);
    await page.mouse.move(190, 20);
    await expect.poll(() => centreOf(pc.rooms.einsatzgruppe)).toEqual(before);
  });

  it.runIf(isFull)('keeps its places while a press is down', async () => {
    await aim(aimed);
    await page.mouse.down();
    await arrive(pc.rooms.kantine, 'Die Suppe ist fertig');
    await arrive(pc.rooms.bob, 'Komme später');
    await page.mouse.up();
    await pc.app.waitForOpened((url) => url.includes('/call/'));
    expect(await opened()).toEqual([`${pc.nextcloud.url}/call/${aimed}`]);
  });

  it.runIf(isFull)("acts with a row's button on the conversation that was aimed at", async () => {
    const { control } = pc.nextcloud;
    await aim(pc.rooms.einsatzgruppe);
    const button = row(page, 'Einsatzgruppe 1').getByRole('button', { name: 'Als gelesen markieren' });
    const box = await button.boundingBox();
    if (!box) throw new Error('the button is not on screen');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await arrive(pc.rooms.kantine, 'Die Suppe ist fertig');
    const wished = control.waitFor('request', ({ method, path }) => method === 'POST' && path.endsWith('/read'));
    await page.mouse.down();
    await page.mouse.up();
    expect((await wished).path).toContain(`/chat/${pc.rooms.einsatzgruppe}/`);
  });

  it.runIf(isFull)('opens the menu of the row that was aimed at', async () => {
    const name = await rowOf(page, aimed).locator('.row-name').textContent();
    await aim(aimed);
    await arrive(pc.rooms.kantine, 'Die Suppe ist fertig');
    await page.mouse.down({ button: 'right' });
    await page.mouse.up({ button: 'right' });
    await page.getByRole('menu', { name: `Aktionen für ${name}` }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('opens with Enter the row that has the focus, wherever it is', async () => {
    await rowOf(page, aimed).focus();
    await arrive(pc.rooms.kantine, 'Die Suppe ist fertig');
    await isTop(pc.rooms.kantine);
    await hasFocus(rowOf(page, aimed));
    await page.keyboard.press('Enter');
    await pc.app.waitForOpened((url) => url.includes('/call/'));
    expect(await opened()).toEqual([`${pc.nextcloud.url}/call/${aimed}`]);
  });

  it('keeps the place of a row that is gone, and takes no press on it', async () => {
    const before = await tokens();
    await aim(aimed);
    pc.nextcloud.control.removeFromRoom('alice', aimed);
    // The next list is a full one.
    await pc.app.system.resume();
    await page.locator(`[data-token^="${aimed}."].list-item-gone`).waitFor();
    expect(await tokens()).toEqual(before);
    await page.mouse.down();
    await page.mouse.up();
    await page.mouse.move(190, 20);
    await rowOf(page, aimed).waitFor({ state: 'detached' });
    expect(await opened()).toEqual([]);
  });

  it('keeps a row that the filter no longer shows', async () => {
    await page.getByRole('radio', { name: /^Ungelesen/ }).check();
    const before = await tokens();
    expect(before.length).toBeGreaterThan(1);
    await aim(pc.rooms.einsatzgruppe);
    await row(page, 'Einsatzgruppe 1').getByRole('button', { name: 'Als gelesen markieren' }).click();
    await row(page, 'Einsatzgruppe 1').locator('.badge').waitFor({ state: 'detached' });
    expect(await tokens()).toEqual(before);
    await page.mouse.move(190, 20);
    await rowOf(page, pc.rooms.einsatzgruppe).waitFor({ state: 'detached' });
  });
});

describe('what waits', () => {
  it('comes with a click, and the list begins at its top', async () => {
    await aim(aimed);
    await arrive(pc.rooms.kantine, 'Die Suppe ist fertig');
    await arrive(pc.rooms.bob, 'Komme später');
    await page.getByRole('button', { name: '2 neue anzeigen' }).click();
    // Both came within a second, so their order is open.
    await expect.poll(async () => (await tokens()).slice(0, 2).sort()).toEqual([pc.rooms.bob, pc.rooms.kantine].sort());
    expect(await pill().count()).toBe(0);
  });

  it('comes by keyboard, and the focus goes to the first row', async () => {
    await aim(aimed);
    await arrive(pc.rooms.kantine, 'Die Suppe ist fertig');
    await rowOf(page, aimed).focus();
    await page.keyboard.press('Shift+Tab');
    await hasFocus(pill());
    await page.keyboard.press('Enter');
    await isTop(pc.rooms.kantine);
    await hasFocus(rowOf(page, pc.rooms.kantine));
  });
});

it('a search with Enter opens the first result that was on screen, not one that slipped in', async () => {
  await page.keyboard.press('Control+f');
  await page.keyboard.type('bob');
  await expect.poll(async () => (await tokens()).length).toBeGreaterThan(1);
  const [first, second] = await tokens();
  pc.nextcloud.control.send('bob', second ?? '', 'Bob schreibt');
  await pc.refresh();
  await rowOf(page, second ?? '')
    .filter({ hasText: 'Bob schreibt' })
    .waitFor();
  expect((await tokens())[0]).toBe(first);
  await page.keyboard.press('Enter');
  await pc.app.waitForOpened((url) => url.includes('/call/'));
  expect(await opened()).toEqual([`${pc.nextcloud.url}/call/${first}`]);
});

it('a search that ends leaves no gap above the list', async () => {
  const top = (await centreOf(aimed)).y;
  await page.keyboard.press('Control+f');
  await page.keyboard.type('bob');
  await expect.poll(async () => (await tokens()).length).toBeLessThan(5);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.search-field').waitFor({ state: 'detached' });
  await wholeList(page);
  // Anything that appears beside the list makes it look where it is.
  await page.locator('.banners').evaluate((banners) => banners.append(document.createElement('span')));
  expect((await centreOf(aimed)).y).toBe(top);
});

describe('a double click', () => {
  it('opens once', async () => {
    const { x, y } = await centreOf(aimed);
    await page.mouse.dblclick(x, y);
    await aim(pc.rooms.einsatzgruppe);
    await page.mouse.down();
    await page.mouse.up();
    await pc.app.waitForOpened((url) => url.endsWith(pc.rooms.einsatzgruppe));
    expect(await opened()).toHaveLength(2);
  });

  it.runIf(isFull)('joins once', async () => {
    pc.nextcloud.control.startCall('dieter', pc.rooms.wehrfuehrung);
    await pc.refresh();
    const join = row(page, 'Wehrführung').getByRole('button', { name: /beitreten$/ });
    await join.dblclick();
    await aim(pc.rooms.einsatzgruppe);
    await page.mouse.down();
    await page.mouse.up();
    await pc.app.waitForOpened((url) => url.endsWith(pc.rooms.einsatzgruppe));
    expect(await opened()).toHaveLength(2);
  });

  it.runIf(isFull)('marks as read, and does not mark as unread again', async () => {
    await aim(pc.rooms.einsatzgruppe);
    await row(page, 'Einsatzgruppe 1').getByRole('button', { name: 'Als gelesen markieren' }).dblclick();
    await row(page, 'Einsatzgruppe 1').locator('.badge').waitFor({ state: 'detached' });
    await aim(pc.rooms.einsatzgruppe);
    const wishes = pc.nextcloud.control.requests.filter(({ path }) => path.endsWith('/read'));
    expect(wishes.map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('a row with an open reply', () => {
  /** Counts how often the open reply is taken out of the document from now on. */
  const watchReply = () =>
    page.evaluate(() => {
      const seen = window as unknown as { taken: number };
      seen.taken = 0;
      const reply = document.querySelector('.reply');
      new MutationObserver((changes) => {
        for (const { removedNodes } of changes)
          for (const node of removedNodes) if (node.contains(reply)) seen.taken += 1;
      }).observe(document.body, { childList: true, subtree: true });
    });
  const timesTaken = () => page.evaluate(() => (window as unknown as { taken: number }).taken);
  const topOf = async (token: string) => Math.round((await rowOf(page, token).boundingBox())?.y ?? Number.NaN);

  it('does not move, and keeps a composition, the caret and what can be undone, whatever arrives', async () => {
    const field = await openReply(page, aimed);
    await page.keyboard.type('Ich komme');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await watchReply();
    const before = await topOf(aimed);
    const place = (await tokens()).indexOf(aimed);

    await arrive(pc.rooms.kantine, 'Von unten');
    await arrive(aimed, 'In der Unterhaltung selbst');
    await arrive(pc.rooms.bob, 'Komme später');
    pc.nextcloud.control.removeFromRoom('alice', pc.rooms.fest);
    await pc.app.system.resume();
    await rowOf(page, pc.rooms.fest).waitFor({ state: 'detached' });

    expect(await timesTaken()).toBe(0);
    expect((await tokens()).indexOf(aimed)).toBe(place);
    expect(await topOf(aimed)).toBe(before);
    await hasFocus(field);
    // The composition goes on where it was.
    await devTools.send('Input.insertText', { text: '日' });
    expect(await field.inputValue()).toBe('Ich kom日me');
    expect(await field.evaluate((text: HTMLTextAreaElement) => text.selectionStart)).toBe(8);
    await page.keyboard.press('Control+z');
    await expect.poll(() => field.inputValue()).not.toContain('日');
  });

  it.runIf(isFull)('keeps the text that the user has scrolled to', async () => {
    const field = await openReply(page, aimed);
    await field.fill(Array.from({ length: 60 }, (_, index) => `Zeile ${index}`).join('\n'));
    await field.evaluate((text: HTMLTextAreaElement) => {
      text.scrollTop = 40;
    });
    await watchReply();
    const scrolled = await field.evaluate((text: HTMLTextAreaElement) => text.scrollTop);
    await arrive(pc.rooms.kantine, 'Von unten');
    await isTop(pc.rooms.kantine);
    expect(await field.evaluate((text: HTMLTextAreaElement) => text.scrollTop)).toBe(scrolled);
    expect(await timesTaken()).toBe(0);
    await field.press('Escape');
    await replyBox(page).waitFor({ state: 'detached' });
    expect(await replyField(page).count()).toBe(0);
  });
});
