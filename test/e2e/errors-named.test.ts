import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { casesOf, isFull } from '../full.ts';
import { violations } from './axe.ts';
import { openStation, row, type StationPc, sees, toldOf } from './station.ts';

let pc: StationPc;
let page: Page;
afterEach(() => pc.stop());

const failure = (text: string | RegExp): Promise<void> => page.getByRole('alert').getByText(text).waitFor();

describe('an error about a conversation', () => {
  it('names it and the next step', async () => {
    pc = await openStation();
    page = await pc.signIn();
    pc.nextcloud.control.removeFromRoom('alice', pc.rooms.geraetewarte);
    await row(page, 'Gerätewarte').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Zu den Favoriten hinzufügen' }).click();
    await failure(/^„Gerätewarte“: Diese Unterhaltung gibt es nicht mehr, .*\. Sieh in Nextcloud nach\.$/);
  });

  it.each(
    casesOf<[('einsatzgruppe' | 'wehrfuehrung' | 'bob')[], string | RegExp]>(
      [
        [
          ['einsatzgruppe', 'wehrfuehrung'],
          /^„(Einsatzgruppe 1|Wehrführung)“ und „(Wehrführung|Einsatzgruppe 1)“: Diese Unterh/,
        ],
      ],
      [
        [['einsatzgruppe'], '„Einsatzgruppe 1“: Diese Unterhaltung gibt es nicht mehr'],
        [['einsatzgruppe', 'wehrfuehrung', 'bob'], /^3\sUnterhaltungen: Diese Unterhaltung gibt es nicht mehr/],
      ],
    ),
  )('names those that could not be marked as read with all others, or counts them: %j', async (rooms, text) => {
    pc = await openStation();
    page = await pc.signIn();
    for (const room of rooms)
      pc.nextcloud.control.fail({ status: 404 }, { method: 'POST', path: `/${pc.rooms[room]}/read` });
    await page.getByRole('button', { name: 'Alles als gelesen markieren' }).click();
    await page.getByRole('button', { name: 'Schließen' }).click();
    await failure(text);
  });

  it('offers the link where no browser opens', async () => {
    pc = await openStation();
    page = await pc.signIn();
    await pc.app.system.browser(false);
    await row(page, 'Einsatzgruppe 1').locator('.row').click();
    await failure('„Einsatzgruppe 1“: Der Browser ließ sich nicht öffnen. Kopiere den Link und öffne ihn selbst.');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Link kopieren' }).click();
    await expect.poll(() => pc.app.clipboard()).toBe(`${pc.nextcloud.url}/call/${pc.rooms.einsatzgruppe}`);
  });

  it('leads to the doctor when the server cannot be reached', async () => {
    pc = await openStation();
    page = await pc.signIn();
    pc.nextcloud.control.fail('drop', { path: '/favorite' });
    await row(page, 'Jugendfeuerwehr').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Zu den Favoriten hinzufügen' }).click();
    await failure(/^„Jugendfeuerwehr“: Nextcloud ist nicht erreichbar\./);
    await page.getByRole('alert').getByRole('button', { name: 'Prüfen' }).click();
    await page.getByRole('dialog', { name: 'Diagnose' }).waitFor();
  });
});

describe('a choice outside the window, while no browser opens', () => {
  it.each(casesOf<'notification' | 'tray'>(['notification'], ['tray']))('is told in the window: %s', async (from) => {
    pc = await openStation();
    page = await pc.signIn();
    pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, 'Übung um acht');
    await toldOf(pc);
    const shown = await pc.app.notifications.waitFor((list) => list.length > 0);
    await pc.app.tray.click();
    await pc.app.waitForWindow(({ visible }) => !visible);
    await pc.app.system.browser(false);
    if (from === 'notification') await pc.app.notifications.click(shown.at(-1)?.id ?? '');
    else await pc.app.tray.choose(/^Einsatzgruppe 1/);
    await pc.app.waitForWindow(({ visible }) => visible);
    await failure('„Einsatzgruppe 1“: Der Browser ließ sich nicht öffnen.');
  });
});

it.runIf(isFull)('leads from a limited PC to the doctor', async () => {
  pc = await openStation({ safeStorageBackend: 'basic_text', notificationsSupported: false });
  page = await pc.signIn();
  await sees(page, 'Dieser PC zeigt keine Benachrichtigungen an.');
  const note = page.locator('.footnote').filter({ hasText: 'Dieser PC zeigt keine Benachrichtigungen an.' });
  await note.getByRole('button', { name: 'Prüfen' }).click();
  const doctor = page.getByRole('dialog', { name: 'Diagnose' });
  await doctor.getByText('Das System zeigt keine Benachrichtigungen.').waitFor();
  await doctor.getByText(/^\d Hinweise, zuerst: /).waitFor();
  await doctor.getByText('Am Zug: du').first().waitFor();
});
