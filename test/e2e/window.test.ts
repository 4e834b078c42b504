import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLoginPage } from '../demo/people.ts';
import { glimpse } from './glimpse.ts';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

it('is shown at the first start, 380 × 560, on the screen', async () => {
  await sees(await pc.app.window(), 'Adresse deiner Nextcloud');
  const { bounds } = await pc.app.waitForWindow(({ visible }) => visible);
  expect(bounds).toMatchObject({ width: 380, height: 560 });
});

it('hides on Esc, and the tray brings it back', async () => {
  const page = await pc.app.window();
  await sees(page, 'Adresse deiner Nextcloud');
  await pc.app.waitForWindow(({ visible }) => visible);
  await page.keyboard.press('Escape');
  await pc.app.waitForWindow(({ visible }) => !visible);
  await pc.app.tray.choose('Talkmelder öffnen');
  await pc.app.waitForWindow(({ visible }) => visible);
});

it('hides on close, and the app goes on working', async () => {
  await pc.app.waitForWindow(({ visible }) => visible);
  await pc.app.closeWindow();
  await pc.app.waitForWindow(({ visible }) => !visible);
  await pc.app.secondInstance([]);
  await pc.app.waitForWindow(({ visible }) => visible);
});

it('keeps the input when the sign-in fails', async () => {
  const page = await pc.app.window();
  await page.getByRole('textbox').fill('http://tippfehler.example.org');
  await page.getByRole('textbox').press('Enter');
  await page.getByRole('alert').filter({ hasText: 'https://' }).waitFor();
  expect(await page.getByRole('textbox').inputValue()).toBe('http://tippfehler.example.org');
});

it('lets the user cancel, open the browser again, and copy the link', async () => {
  const page = await pc.app.window();
  await openLoginPage(page);
  const opened = await pc.app.waitForOpened();
  await page.getByRole('button', { name: 'Browser erneut öffnen' }).click();
  await expect.poll(() => pc.app.opened()).toEqual([opened, opened]);
  const copied = glimpse(page, 'button', 'Kopiert');
  await page.getByRole('button', { name: 'Link kopieren' }).click();
  await copied;
  expect(await pc.app.clipboard()).toBe(opened);
  await page.getByRole('button', { name: 'Zurück' }).click();
  await page.getByRole('textbox').waitFor();
});

it('says that no browser starts: at the sign-in, with another way, and at a conversation', async () => {
  const page = await pc.app.window();
  await pc.app.system.browser(false);
  await openLoginPage(page);
  await sees(page, 'Der Browser ließ sich nicht öffnen. Kopiere den Link und öffne ihn selbst.');
  await page.getByRole('button', { name: 'Link kopieren' }).click();
  await expect.poll(() => pc.app.clipboard()).toContain('/login/v2/flow/');
  pc.nextcloud.control.grant('alice', await pc.app.clipboard());
  await row(page, 'Einsatzgruppe 1').locator('.row').click();
  await sees(page, 'Der Browser ließ sich nicht öffnen.');
  expect(await pc.app.windowState()).toMatchObject({ visible: true });
});

it('shows unread conversations in the tray, whose menu opens them', async () => {
  await pc.signIn();
  const state = await pc.app.tray.waitFor(({ icon }) => icon === 'mention' || icon.startsWith('unread'));
  expect(state.tooltip).toMatch(/^Talkmelder – \d+ ungelesen/);
  const labels = state.menu.map(({ label }) => label).filter((label) => label !== '');
  expect(labels[0]).toBe('Talkmelder öffnen');
  expect(labels.slice(-4)).toEqual([
    'Auf neue Nachrichten prüfen',
    'Konto trennen\u00a0…',
    'Einstellungen\u00a0…',
    'Beenden',
  ]);
  expect(labels).toHaveLength(10);
  await pc.app.tray.choose(/^Einsatzgruppe 1/);
  expect(await pc.app.waitForOpened((url) => url.includes('/call/'))).toContain(pc.rooms.einsatzgruppe);
});

it('keeps only one instance', async () => {
  await pc.signIn();
  await pc.app.secondInstance(['--server=https://evil.example']);
  const { phase } = await (await pc.app.window()).evaluate(async () => {
    const answer = await window.talkmelder.getState();
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  });
  expect(phase).toMatchObject({ kind: 'connected', account: { server: pc.nextcloud.url } });
});
