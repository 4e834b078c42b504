/** What a row, a notification and the tray say, as a person reads it. */
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { appear } from './appearance.ts';
import { openReply, replyBox, rowOf } from './reply-box.ts';
import { accountButton, beginAdding, chooseAccount, connectedOf, enterAddress, grantNext } from './second-account.ts';
import { openSettings } from './settings-sheet.ts';
import { failForLong, openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
afterEach(() => pc.stop());

async function signIn(): Promise<void> {
  pc = await openStation();
  page = await pc.signIn();
}
const text = (token: string, part: string) => rowOf(page, token).locator(part).textContent();
/** Writes, and resolves when the row shows it. */
async function write(user: string, token: string, words: string): Promise<void> {
  pc.nextcloud.control.send(user, token, words);
  await pc.refresh();
}

describe('a row', () => {
  it.runIf(isFull)(
    'names the author by the first name, nobody in a conversation of two, and the user "Du"',
    async () => {
      await signIn();
      const { einsatzgruppe, bob } = pc.rooms;
      await write('bob', einsatzgruppe, '> 30 Verletzte');
      await expect.poll(() => text(einsatzgruppe, '.row-preview')).toBe('Bob: > 30 Verletzte');
      await write('bob', bob, '+ 3 Kräfte');
      await expect.poll(() => text(bob, '.row-preview')).toBe('+ 3 Kräfte');
      await write('alice', bob, '1. komme');
      await expect.poll(() => text(bob, '.row-preview')).toBe('Du: 1. komme');
    },
  );

  it.runIf(isFull)('shows a running call instead of the last message', async () => {
    await signIn();
    const { einsatzgruppe } = pc.rooms;
    await write('bob', einsatzgruppe, 'Wer kommt?');
    pc.nextcloud.control.startCall('bob', einsatzgruppe);
    await pc.refresh();
    await expect.poll(() => text(einsatzgruppe, '.row-preview')).toBe('Anruf läuft');
  });

  it.runIf(isFull)('gives the whole name and text as tooltips while it is active, and only then', async () => {
    await signIn();
    const { einsatzgruppe, kantine } = pc.rooms;
    const long = `Treffpunkt ${'am Gerätehaus '.repeat(12)}um 9`;
    await write('bob', einsatzgruppe, long);
    await row(page, long.slice(0, 40)).first().waitFor();
    const titles = (token: string) =>
      rowOf(page, token)
        .locator('.row-name, .row-preview')
        .evaluateAll((parts) => parts.map((part) => part.getAttribute('title')));
    await rowOf(page, kantine).hover();
    await expect.poll(() => titles(einsatzgruppe)).toEqual([null, null]);
    await rowOf(page, einsatzgruppe).hover();
    await expect.poll(() => titles(einsatzgruppe)).toEqual(['Einsatzgruppe 1', `Bob Böhm: ${long}`]);
  });

  it.runIf(isFull)('cuts a long name in the middle where its end tells it from another', async () => {
    await signIn();
    const { control } = pc.nextcloud;
    const names = ['Nord 1', 'Nord 2'].map((end) => `Bereitschaft Rettungsdienst Landkreis Musterhausen ${end}`);
    const tokens = names.map((name) => control.addRoom({ type: 'group', name, members: ['bob', 'alice'] }));
    const alone = control.addRoom({ type: 'group', name: 'Bereitschaft', members: ['bob', 'alice'] });
    for (const token of [...tokens, alone]) control.send('bob', token, 'Hallo');
    await pc.refresh();
    await rowOf(page, alone).waitFor();
    for (const [index, token] of tokens.entries()) {
      const end = rowOf(page, token).locator('.row-name-end');
      await end.waitFor();
      expect(await end.evaluate((part) => [part.textContent, part.scrollWidth <= part.clientWidth])).toEqual([
        `Nord ${index + 1}`,
        true,
      ]);
      expect(await rowOf(page, token).locator('.row-name').textContent()).toBe(names[index]);
    }
    expect(await rowOf(page, alone).locator('.row-name-end').count()).toBe(0);
  });
});

describe('a quick reply', () => {
  it('shows the whole last message, which scrolls, can be selected, and has no links', async () => {
    await signIn();
    const { einsatzgruppe } = pc.rooms;
    const lines = Array.from({ length: 40 }, (_line, index) => `${index + 1}. Punkt`);
    await write('bob', einsatzgruppe, `${lines.join('\n')}\n[Karte](https://example.org/karte)`);
    await openReply(page, einsatzgruppe);
    const last = replyBox(page).locator('.reply-text').last();
    expect((await last.textContent())?.split('\n')).toEqual([...lines, 'Karte (https://example.org/karte)']);
    expect(await replyBox(page).getByRole('link').count()).toBe(0);
    expect(
      await last.evaluate((part) => ({
        scrolls: part.scrollHeight > part.clientHeight,
        selectable: getComputedStyle(part).userSelect,
        tabIndex: (part as HTMLElement).tabIndex,
      })),
    ).toEqual({ scrolls: true, selectable: 'text', tabIndex: 0 });
    const field = await replyBox(page).getByRole('textbox').boundingBox();
    expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(await page.evaluate(() => innerHeight));
  });
});

describe('the counts', () => {
  it('are a plain number in the header, none beside "Alle", and "@" beside the mentions', async () => {
    await signIn();
    const { unread } = await connectedOf(page);
    expect(await page.locator('.header .badge').textContent()).toBe(String(unread));
    const chips = page.locator('.chip');
    expect(await chips.nth(0).textContent()).toBe('Alle');
    expect(await chips.nth(1).textContent()).toMatch(/^Ungelesen\s\d+$/);
    const signs = await chips.evaluateAll((all) => all.map((chip) => getComputedStyle(chip, '::before').content));
    expect(signs.map((sign) => sign.includes('@'))).toEqual([false, false, true, false]);
  });

  it('leave out an ended session in the tray, in the header and in "Ungelesen"', async () => {
    await signIn();
    pc.nextcloud.control.revoke('alice');
    await pc.refresh();
    await page.getByText('Deine Sitzung ist beendet.').first().waitFor();
    await page.locator('.header .badge').waitFor({ state: 'detached' });
    expect(await page.locator('.chip-count').allTextContents()).not.toContain(expect.stringMatching(/\d/));
    expect(await pc.app.badge()).toBe(0);
  });
});

it('the header is one line and covers nothing, at any size and with 1,210 unread messages', async () => {
  await signIn();
  for (let at = 0; at < 1_210; at += 1) pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, `Nachricht ${at}`);
  await pc.refresh();
  await page.locator('.header .badge', { hasText: '999+' }).waitFor();
  for (const width of [380, 320])
    for (const zoom of [1, 2] as const) {
      await appear(page, { theme: 'light', zoom }, { width, height: 640 });
      const facts = await page.evaluate(() => {
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        const badge = box('.header .badge');
        return {
          isOneLine: box('.header h1').height <= 28,
          isCovered: badge.right > box('.header-buttons').left || box('.header-buttons').right > innerWidth,
          isTooWide: document.documentElement.scrollWidth > innerWidth,
          showsNumber: badge.width > 0,
        };
      });
      const fine = { isOneLine: true, isCovered: false, isTooWide: false, showsNumber: true };
      expect(facts, `${width} px, zoom ${zoom}`).toEqual(fine);
    }
  await appear(page, { theme: 'light' }, { width: 380, height: 640 });
});

describe('a notification', () => {
  it('does not repeat its title, follows an edit, and joins a call', async () => {
    await signIn();
    const { bob, wehrfuehrung } = pc.rooms;
    const { control } = pc.nextcloud;
    await write('bob', bob, '- 5 Grad');
    const [toast] = await pc.app.notifications.waitFor((list) => list.some(({ title }) => title === 'Bob Böhm'));
    expect(toast).toMatchObject({ title: 'Bob Böhm', body: '- 5 Grad' });
    control.startCall('dieter', wehrfuehrung);
    await pc.refresh();
    const list = await pc.app.notifications.waitFor((shown) => shown.some(({ body }) => body.startsWith('Anruf')));
    const call = list.find(({ body }) => body.startsWith('Anruf'));
    expect(call?.actions).toEqual(['Beitreten']);
    await pc.app.notifications.click(call?.id ?? '');
    expect(await pc.app.waitForOpened((url) => url.includes('/call/'))).toBe(
      `${pc.nextcloud.url}/call/${wehrfuehrung}#direct-call`,
    );
  });
});

describe('Nextcloud Talk', () => {
  it('opens from the menu and from the tray', async () => {
    await signIn();
    await page.locator('.header [aria-label="Menü"]').click();
    await page.getByRole('menuitem', { name: 'Nextcloud Talk öffnen' }).click();
    const isTalk = (url: string) => /^https?:\/\/[^/]+\/(index\.php\/)?apps\/spreed$/.test(url);
    await pc.app.waitForOpened(isTalk);
    await pc.app.tray.choose('Nextcloud Talk öffnen');
    await expect.poll(async () => (await pc.app.opened()).filter(isTalk).length).toBe(2);
  });

  it('and the settings open from the tray, even when the window has to be built', async () => {
    await signIn();
    await pc.restart();
    await pc.app.tray.waitFor(({ menu }) => menu.length > 0);
    await pc.app.tray.choose('Einstellungen\u00a0…');
    page = await pc.app.window();
    await page.getByRole('dialog', { name: 'Einstellungen' }).waitFor();
    await page.getByRole('button', { name: 'Zurück' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await pc.app.tray.choose('Einstellungen\u00a0…');
    await page.getByRole('dialog', { name: 'Einstellungen' }).waitFor();
  });
});

it('three accounts with the same name are told apart everywhere, and their troubles are one line', async () => {
  await signIn();
  const { control, url } = pc.nextcloud;
  for (const id of ['wache1', 'wache2']) {
    control.addUser({ id, displayName: 'Wache Mitte', password: id });
    control.send('bob', control.addRoom({ type: 'one-to-one', members: ['bob', id] }), `Hallo ${id}`);
  }
  for (const [index, id] of ['wache1', 'wache2'].entries()) {
    await beginAdding(page);
    await enterAddress(page, url);
    await grantNext(pc, (flow) => control.grant(id, flow), url, index + 1);
    await expect.poll(async () => (await connectedOf(page)).accounts.length).toBe(index + 2);
  }
  const label = 'Konten: Alice Anders, Wache Mitte (wache1), Wache Mitte (wache2)';
  await page.getByRole('button', { name: label }).waitFor();
  await accountButton(page).click();
  await page.getByRole('menuitemradio', { name: /^Wache Mitte \(wache2\)/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  const sign = (words: string) => row(page, words).locator('.account-sign').textContent();
  expect([await sign('Hallo wache1'), await sign('Hallo wache2')]).toEqual(['2', '3']);
  const { menu } = await pc.app.tray.waitFor(({ menu: shown }) => shown.some((one) => one.label.includes('(wache2)')));
  expect(menu.map((one) => one.label).filter((one) => one.startsWith('Bob Böhm (1)'))).toContain(
    'Bob Böhm (1) · Wache Mitte (wache2)',
  );
  const sheet = await openSettings(page);
  await sheet.getByText('Wache Mitte (wache1)', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Zurück' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  failForLong(pc);
  await pc.refresh();
  const line = page.getByRole('button', { name: '3 Konten sind nicht aktuell' });
  await line.waitFor();
  expect(await page.locator('.banner').count()).toBe(1);
  await line.click();
  await page.locator('.banner', { hasText: 'Wache Mitte (wache1) · ' }).waitFor();
  expect(await page.locator('.banner').count()).toBe(4);
  await line.click();
  await expect.poll(() => page.locator('.banner').count()).toBe(1);
  control.clearFaults();
  await chooseAccount(page, 'Alice Anders');
});
