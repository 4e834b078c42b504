import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { hasFocus } from './focus.ts';
import { isSent, openReply, posts, replyBox, replyField, rowOf, textsIn } from './reply-box.ts';
import { barButton } from './row-bar.ts';
import { openStation, type StationPc, sees } from './station.ts';

let pc: StationPc;
let page: Page;
beforeAll(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(async () => {
  if (!(await replyBox(page).isVisible())) return;
  await replyField(page).fill('');
  await page.keyboard.press('Escape');
  await replyBox(page).waitFor({ state: 'detached' });
});
afterAll(() => pc.stop());

it('shows the last three messages, and sends the text with its line breaks', async () => {
  const token = pc.rooms.einsatzgruppe;
  const field = await openReply(page, token);
  await hasFocus(field);
  const messages = replyBox(page).getByRole('listitem');
  expect(await messages.allTextContents()).toEqual([
    expect.stringMatching(/^Bob Böhmvor 5\d\sMin\.Guten Morgen zusammen 🙂$/),
    expect.stringMatching(/^Carla Castrovor 5\d\sMin\.Ich übernehme den Dienst am Samstag\.$/),
    expect.stringMatching(/^Bob Böhmvor \d+\sMin\.Übung heute um 18 Uhr am Gerätehaus$/),
  ]);

  await page.keyboard.type('  Bin dabei!');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('Bringe Kuchen 🎂 mit.');
  await page.keyboard.press('Enter');
  await isSent(page, 'Bin dabei!');
  expect(await field.inputValue()).toBe('');
  await hasFocus(field);
  expect(textsIn(pc, token).at(-1)).toBe('Bin dabei!\nBringe Kuchen 🎂 mit.');
  expect(posts(pc).at(-1)?.referenceId).toMatch(/^[0-9a-f]{64}$/);

  // The server counts the conversation as read, and the answer is now the last of the three messages.
  await expect.poll(() => rowOf(page, token).textContent()).not.toContain('ungelesen');
  await expect.poll(() => messages.last().textContent()).toBe('DuGesendetBin dabei!\nBringe Kuchen 🎂 mit.');
  await expect.poll(() => messages.count()).toBe(3);
});

it('opens, works and closes with the mouse', async () => {
  const token = pc.rooms.bob;
  await (await barButton(page.locator(`[data-token^="${token}."]`), 'Antworten')).click();
  const send = replyBox(page).getByRole('button', { name: 'Senden' });
  expect(await send.isDisabled()).toBe(true);
  await replyField(page).fill('Ja, ab acht.');
  await send.click();
  await isSent(page, 'Ja, ab acht.');
  await hasFocus(replyField(page));
  expect(textsIn(pc, token).at(-1)).toBe('Ja, ab acht.');
  await replyBox(page).getByRole('button', { name: 'Antwort schließen' }).click();
  await replyBox(page).waitFor({ state: 'detached' });
  await hasFocus(rowOf(page, token));
});

it('shows a message at once, while the server is slow', async () => {
  const token = pc.rooms.wehrfuehrung;
  await openReply(page, token);
  pc.nextcloud.control.fail('hang', { method: 'POST', path: '/chat/', count: 1 });
  await page.keyboard.type('Ich schreibe es.');
  await page.keyboard.press('Enter');
  const last = replyBox(page).getByRole('listitem').last();
  await expect.poll(() => last.textContent()).toBe('Duwird gesendet\u00a0…Ich schreibe es.');
  await hasFocus(replyField(page));
});

it('sends nothing while an input method composes, and no blank text', async () => {
  const field = await openReply(page, pc.rooms.ausbildung);
  const before = posts(pc).length;
  await page.keyboard.type('   ');
  await page.keyboard.press('Enter');
  expect(await field.inputValue()).toBe('   ');
  await field.fill('にほ');
  await field.evaluate((element) => {
    const options = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
    element.dispatchEvent(new KeyboardEvent('keydown', options));
  });
  expect(await field.inputValue()).toBe('にほ');
  // This message comes after the two that must not be sent, and is the only one.
  await field.fill('Angemeldet.');
  await page.keyboard.press('Enter');
  await isSent(page, 'Angemeldet.');
  expect(posts(pc).slice(before)).toMatchObject([{ message: 'Angemeldet.' }]);
});

it('counts the last remaining characters, and says how many are too many', async () => {
  const field = await openReply(page, pc.rooms.ausbildung);
  const before = posts(pc).length;
  await field.fill('ü'.repeat(31_799));
  await replyBox(page).getByText('Zeichen').waitFor({ state: 'detached' });
  await field.fill('ü'.repeat(31_900));
  await replyBox(page).getByText('Noch 100 Zeichen').waitFor();
  await field.fill('ü'.repeat(32_001));
  await replyBox(page).getByText('1 Zeichen zu viel. Bitte kürze die Nachricht.').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.press('Enter');
  expect(await replyBox(page).getByRole('button', { name: 'Senden' }).isDisabled()).toBe(true);
  await page.keyboard.press('Backspace');
  await replyBox(page).getByText('Noch 0 Zeichen').waitFor();
  await page.keyboard.press('Enter');
  const lengths = () =>
    posts(pc)
      .slice(before)
      .map(({ message }) => message.length);
  // The order shows that this message was sent; the reply shows an earlier one as sent, too.
  await expect.poll(lengths).toEqual([32_000]);
});

it('exists only in conversations where the user may write', async () => {
  for (const token of [pc.rooms.lobby, pc.rooms.former]) {
    await rowOf(page, token).focus();
    await page.keyboard.press('r');
  }
  await openReply(page, pc.rooms.geraetewarte);
  expect(await replyBox(page).getAttribute('aria-label')).toBe('Antworten in Gerätewarte');
});

it('treats the list’s keys as text', async () => {
  const field = await openReply(page, pc.rooms.geraetewarte);
  await page.keyboard.type('mr/?');
  await page.keyboard.press('Home');
  await page.keyboard.type('>');
  await page.keyboard.press('ArrowDown');
  await hasFocus(field);
  expect(await field.inputValue()).toBe('>mr/?');
  expect(await page.getByRole('searchbox').count()).toBe(0);
});

it('grows with the text up to five lines, and stays in sight', async () => {
  const field = await openReply(page, pc.rooms.fest);
  const height = () => field.evaluate((element) => element.clientHeight);
  const one = await height();
  for (let line = 0; line < 9; line += 1) await page.keyboard.press('Shift+Enter');
  await expect.poll(height).toBeGreaterThan(one * 2);
  expect(await height()).toBeLessThan(one * 5);
  await expect
    .poll(() =>
      field.evaluate((element) => {
        const view = element.closest('main')?.getBoundingClientRect();
        const own = element.getBoundingClientRect();
        return view !== undefined && own.top >= view.top && own.bottom <= view.bottom;
      }),
    )
    .toBe(true);
});

it('shows new messages of others', async () => {
  const token = pc.rooms.kantine;
  const field = await openReply(page, token);
  await page.keyboard.type('Moment');
  pc.nextcloud.control.send('eva', token, 'Die Kasse ist offen.');
  await pc.refresh();
  await replyBox(page).getByText('Die Kasse ist offen.').waitFor();
  expect(await field.inputValue()).toBe('Moment');
  await hasFocus(field);
});

it('keeps its row during the reply, although the filter no longer shows it', async () => {
  const token = pc.rooms.jugendfeuerwehr;
  await page.getByRole('radio', { name: /^Ungelesen/ }).check();
  await openReply(page, token);
  await page.keyboard.type('Bis gleich');
  await page.keyboard.press('Enter');
  await isSent(page, 'Bis gleich');
  await expect.poll(() => rowOf(page, token).textContent()).not.toContain('ungelesen');
  await page.keyboard.press('Escape');
  await rowOf(page, token).waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: /^Alle/ }).check();
  await sees(page, 'Jugendfeuerwehr');
});
