import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { removeFolder } from '../remove-folder.ts';
import { violations } from './axe.ts';
import { openReply } from './reply-box.ts';
import { openStation, type StationPc } from './station.ts';

const MIB = 1024 * 1024;
const GROUP = 'Einsatzgruppe 1';
/** The smallest PNG: one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const folder = mkdtempSync(join(tmpdir(), 'files-'));
const picture = join(folder, 'Bild.png');
const film = join(folder, 'Film.mp4');
writeFileSync(picture, PNG);
writeFileSync(film, Buffer.alloc(22 * MIB, 'Film'));

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation({ env: { XDG_DOWNLOAD_DIR: folder } });
  page = await pc.signIn();
});
afterEach(() => pc.stop());
afterAll(() => removeFolder(folder));

const control = () => pc.nextcloud.control;
/** The row of "Einsatzgruppe 1", which the strip below names as well. */
const row = () => page.locator(`[data-token^="${pc.rooms.einsatzgruppe}."]`);
const strip = () => page.getByRole('region', { name: 'Dateien' });
const files = () => control().filesOf('alice');
const messages = () => control().messages(pc.rooms.einsatzgruppe);
const undo = () => page.getByRole('button', { name: 'Rückgängig' }).click();

type Dragged = 'dragEnter' | 'dragOver' | 'drop';
/** Drags files over a row, and drops them, as the system does: Chromium makes trusted events of it. */
async function drag(cdp: CDPSession, paths: string[], ...types: Dragged[]): Promise<void> {
  await pc.app.dragFiles(paths);
  const box = await row().boundingBox();
  if (!box) throw new Error('no row');
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of types)
    await cdp.send('Input.dispatchDragEvent', { type, x: box.x + 60, y: box.y + box.height / 2, data });
}

async function choose(entry: string): Promise<void> {
  await row().click({ button: 'right' });
  await page.getByRole('menuitem', { name: entry }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

it('sends a dropped file with a text, and takes it back', async () => {
  const cdp = await page.context().newCDPSession(page);
  await row().waitFor();
  await drag(cdp, [picture], 'dragEnter', 'dragOver');
  await expect.poll(() => row().getAttribute('data-drop')).toBe(`An „${GROUP}“ senden`);
  await drag(cdp, [picture], 'drop');
  await strip().getByText('Bild.png').waitFor();
  expect(await row().getAttribute('data-drop')).toBeNull();
  expect(await violations(page)).toEqual([]);
  // The field has the focus.
  await page.keyboard.type('Von der Übung');
  const before = messages().length;
  await page.keyboard.press('Enter');
  await page.getByText(`Datei an „${GROUP}“ gesendet`).first().waitFor();
  expect(files()).toEqual({ 'Talk/Bild.png': PNG.length });
  expect(messages().slice(before)).toMatchObject([{ message: 'Von der Übung' }]);
  await strip().waitFor({ state: 'detached' });
  await undo();
  await expect.poll(() => [files(), control().shares()]).toEqual([{}, []]);
});

it.runIf(isFull)(
  'sends a large file, goes on after a lost connection, pauses, and is cancelled without a trace',
  async () => {
    const end = control().fail('drop', { path: /\/00003$/, method: 'PUT' });
    const offer = async () => {
      await choose('Datei senden …');
      await pc.app.dialogs.chooseFiles([film]);
      await strip().getByRole('button', { name: 'Senden', exact: true }).click();
    };
    await offer();
    await strip().getByText('Keine Verbindung').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(control().halfUploads('alice')).toEqual(['begun', '00001', '00002']);
    await strip().getByRole('button', { name: 'Film.mp4 abbrechen' }).click();
    await expect.poll(() => control().halfUploads('alice')).toEqual([]);
    await strip().waitFor({ state: 'detached' });

    control().setLatency(150);
    await offer();
    await strip().getByRole('button', { name: 'Film.mp4 anhalten' }).click();
    await strip().getByText('Angehalten').waitFor();
    end();
    await strip().getByRole('button', { name: 'Film.mp4 weiter senden' }).click();
    await page.getByText(`Datei an „${GROUP}“ gesendet`).first().waitFor();
    expect(files()).toEqual({ 'Talk/Film.mp4': 22 * MIB });
  },
);

it('says why a file is not sent, and that nothing of it stays', async () => {
  control().setQuota('alice', 10);
  await choose('Datei senden …');
  await pc.app.dialogs.chooseFiles([picture]);
  await strip().getByRole('textbox', { name: 'Text zur Datei' }).press('Enter');
  await strip().getByText('kein Platz mehr').waitFor();
  expect(await violations(page)).toEqual([]);
  await strip().getByRole('button', { name: 'Bild.png nicht senden' }).click();
  await strip().waitFor({ state: 'detached' });
  // Escape in the field does not send, and leaves the window open.
  await choose('Datei senden …');
  await pc.app.dialogs.chooseFiles([picture]);
  await strip().getByRole('textbox', { name: 'Text zur Datei' }).press('Escape');
  await strip().waitFor({ state: 'detached' });
  expect([files(), (await pc.app.windowState()).visible]).toEqual([{}, true]);
});

it('opens and saves the file of a message', async () => {
  control().putFile('alice', 'Talk/Einsatzplan.txt', 'Abschnitt 1');
  control().send('bob', pc.rooms.einsatzgruppe, '', { file: { name: 'Einsatzplan.txt' } });
  await pc.refresh();
  await row().locator('.row-preview').getByText('Einsatzplan.txt').waitFor();
  await openReply(page, pc.rooms.einsatzgruppe);
  const reply = page.getByRole('region', { name: /^Antworten in / });
  await reply.getByRole('button', { name: 'Anhang herunterladen …' }).last().click();
  const { message } = await pc.app.dialogs.waitFor();
  expect(message.endsWith('Einsatzplan.txt')).toBe(true);
  mkdirSync(join(message, '..'), { recursive: true });
  await pc.app.dialogs.press('Save');
  await page.getByText('Die Datei ist gespeichert.').first().waitFor();
  expect(readFileSync(message, 'utf8')).toBe('Abschnitt 1');
  expect(statSync(message).mode & 0o111).toBe(0);
  expect(readdirSync(join(message, '..')).filter((name) => name.endsWith('.part'))).toEqual([]);
  await reply.getByRole('button', { name: 'Anhang öffnen' }).last().click();
  expect(await pc.app.waitForOpened((url) => url.includes('/f/'))).toMatch(/\/f\/\d+$/);
});

it('never lets the page name a file of this computer', async () => {
  await row().waitFor();
  await pc.app.dragFiles([picture]);
  const found = await page.evaluate(() => {
    const target = document.querySelector('[data-token]');
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'Bild.png', { type: 'image/png' }));
    target?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    target?.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
    return Object.keys(window.talkmelder).filter((name) => /drop|paste|path/i.test(name));
  });
  expect(found).toEqual([]);
  // A call that main answers after the others would have been.
  await page.evaluate(() => window.talkmelder.getState());
  expect(await strip().count()).toBe(0);
});

it('sends a picture that is pasted into the reply', async () => {
  const field = await openReply(page, pc.rooms.einsatzgruppe);
  const cdp = await page.context().newCDPSession(page);
  // Another program copies a picture.
  const elsewhere = await pc.app.systemBrowser();
  await elsewhere.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await elsewhere.goto(`${pc.nextcloud.url}/status.php`);
  await elsewhere.evaluate(
    async (bytes) => {
      const blob = new Blob([Uint8Array.from(bytes)], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    },
    [...PNG],
  );
  await elsewhere.close();
  await field.focus();
  const key = { key: 'v', code: 'KeyV', windowsVirtualKeyCode: 86, modifiers: 2, commands: ['paste'] };
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await strip()
    .getByText(/^Bild \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png$/)
    .waitFor();
  await strip().getByRole('textbox', { name: 'Text zur Datei' }).press('Enter');
  await page.getByText(`Datei an „${GROUP}“ gesendet`).first().waitFor();
  const [path = ''] = Object.keys(files());
  expect(path).toMatch(/^Talk\/Bild .*\.png$/);
  expect(control().contentOf('alice', path)?.subarray(0, 4).toString('latin1')).toBe('\x89PNG');
});
