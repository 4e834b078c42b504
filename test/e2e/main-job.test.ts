import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

describe('the main job', () => {
  it('signs in through the browser, shows the list, notifies, opens, and follows reading elsewhere', async () => {
    const { app, rooms, nextcloud } = pc;
    const page = await pc.signIn('browser');
    const names = await page.getByRole('listitem').allInnerTexts();
    expect(names[0]).toContain('Einsatzgruppe 1');
    expect(names.join()).not.toContain('Talk Aktualisierungen');
    expect(names.join()).not.toContain('Archiv 2025');

    nextcloud.control.send('bob', rooms.einsatzgruppe, 'Drehleiter ist **wieder** da');
    await pc.refresh();
    const [shown] = await app.notifications.waitFor((list) => list.length > 0);
    expect(shown).toMatchObject({
      title: 'Einsatzgruppe 1',
      body: 'Bob Böhm: Drehleiter ist wieder da',
      state: 'shown',
    });
    await sees(page, 'Drehleiter ist wieder da');

    await app.notifications.click(shown?.id ?? '');
    expect(await app.waitForOpened((url) => url.includes('/call/'))).toBe(
      `${nextcloud.url}/call/${rooms.einsatzgruppe}`,
    );

    nextcloud.control.markRead('alice', rooms.einsatzgruppe);
    await pc.refresh();
    await app.notifications.waitFor((list) => list.every(({ state }) => state === 'closed'));
    expect(await app.notifications.list()).toHaveLength(1);
  });

  it('opens a conversation by click and by Enter', async () => {
    const page = await pc.signIn();
    await row(page, 'Wehrführung').getByRole('button').first().click();
    await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.wehrfuehrung}`));
    await row(page, 'Jugendfeuerwehr').getByRole('button').first().press('Enter');
    await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.jugendfeuerwehr}`));
  });

  it('is still signed in after a restart, and announces only new messages', async () => {
    const { nextcloud, rooms } = pc;
    await pc.signIn();
    nextcloud.control.send('bob', rooms.einsatzgruppe, 'vorher');
    await pc.refresh();
    await pc.app.notifications.waitFor((list) => list.length === 1);
    await pc.restart();
    nextcloud.control.send('bob', rooms.einsatzgruppe, 'nachher');
    await pc.app.tray.waitFor(({ exists, icon }) => exists && icon !== 'signed-out');
    await pc.refresh();
    const list = await pc.app.notifications.waitFor((shown) => shown.length > 0);
    expect(list.map(({ body }) => body)).toEqual(['Bob Böhm: nachher']);
  });

  it.runIf(isFull)('survives a crash', async () => {
    await pc.signIn();
    await pc.app.kill();
    await pc.start();
    await pc.app.tray.waitFor(({ exists, icon }) => exists && icon !== 'signed-out');
  });
});

describe('damaged files', () => {
  it('are set aside, and the cursors start again without ringing', async () => {
    const { nextcloud, rooms, app } = pc;
    await pc.signIn();
    await app.quit();
    const folder = join(app.userData, 'cursors');
    // The cursors of conversations and of the server's notifications.
    for (const file of readdirSync(folder)) writeFileSync(join(folder, file), '{"conversations":{"cut off');
    nextcloud.control.send('bob', rooms.einsatzgruppe, 'vor dem Neuanfang');
    await pc.start();
    await pc.app.tray.waitFor(({ exists, tooltip }) => exists && tooltip.includes('ungelesen'));
    nextcloud.control.send('bob', rooms.einsatzgruppe, 'nach dem Neuanfang');
    await pc.refresh();
    const list = await pc.app.notifications.waitFor((shown) => shown.length > 0);
    expect(list.map(({ body }) => body)).toEqual(['Bob Böhm: nach dem Neuanfang']);
    expect(readdirSync(folder).some((name) => name.endsWith('.damaged.json'))).toBe(true);
    expect(readFileSync(join(app.userData, 'logs', 'talkmelder.log'), 'utf8')).toMatch(
      /cursors\.json is damaged: set aside, starting afresh/,
    );
  });
});

describe('disconnecting', () => {
  it('asks once, revokes, and forgets', async () => {
    const page = await pc.signIn();
    await page.getByRole('button', { name: /Menü/ }).click();
    await page.getByRole('menuitem', { name: /trennen/ }).click();
    await page.getByRole('button', { name: 'Abbrechen' }).click();
    expect(pc.nextcloud.control.appPasswords('alice')).toHaveLength(1);
    await page.getByRole('button', { name: /Menü/ }).click();
    await page.getByRole('menuitem', { name: /trennen/ }).click();
    await page.getByRole('button', { name: 'Trennen', exact: true }).click();
    await page.getByRole('textbox').waitFor();
    expect(pc.nextcloud.control.appPasswords('alice')).toEqual([]);
    await pc.app.tray.waitFor(({ icon }) => icon === 'signed-out');
  });

  it('says that the app password stays valid when the server is away', async () => {
    const page = await pc.signIn();
    await pc.nextcloud.control.down();
    await page.getByRole('button', { name: /Menü/ }).click();
    await page.getByRole('menuitem', { name: /trennen/ }).click();
    await page.getByRole('button', { name: 'Trennen', exact: true }).click();
    await sees(page, /App-Passwort/);
    await pc.nextcloud.control.up();
  });

  it.runIf(isFull)('works from the tray, which asks in a system dialog', async () => {
    await pc.signIn();
    await pc.app.tray.choose('Konto trennen\u00a0…');
    await pc.app.dialogs.press('Abbrechen');
    expect(pc.nextcloud.control.appPasswords('alice')).toHaveLength(1);
    await pc.app.tray.choose('Konto trennen\u00a0…');
    await pc.app.dialogs.press('Trennen');
    await pc.app.tray.waitFor(({ icon }) => icon === 'signed-out');
    expect(pc.nextcloud.control.appPasswords('alice')).toEqual([]);
  });
});
