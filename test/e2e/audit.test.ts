import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { backFromBrowser } from './desktop.ts';
import { runDoctor } from './doctor-terminal.ts';
import { disconnect, markAllRead, named } from './only-account.ts';
import { openReply, textsIn } from './reply-box.ts';
import { openSettings } from './settings-sheet.ts';
import { openStation, row, type StationPc, sees } from './station.ts';
import { found, writtenFiles } from './written-files.ts';

const NOTIFIED = 'Übung um achtzehn Uhr, bitte pünktlich';
const REPLIED = 'Ich komme mit dem Löschfahrzeug';
const DRAFTED = 'Das schicke ich doch lieber nicht';
const SEARCHED = 'Gesucht und nicht gefunden';

let pc: StationPc;
/** The folder of the XDG folders: configuration, cache, data, state. */
let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'talkmelder-audit-'));
  const xdg = ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME'].map(
    (name) => [name, join(home, name)] as const,
  );
  for (const [, folder] of xdg) mkdirSync(folder);
  pc = await openStation({ env: Object.fromEntries(xdg) });
});
afterEach(async () => {
  await pc.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 20 });
});

const logFile = (): string => join(pc.app.userData, 'logs', 'talkmelder.log');
const log = (): string => readFileSync(logFile(), 'utf8');

/** Does what a user does in a day. */
async function useEverything(): Promise<Page> {
  const { control } = pc.nextcloud;
  const pushed = control.waitFor('push-authenticated');
  control.setPush('on');
  const page = await pc.signIn();
  await pushed;
  control.send('bob', pc.rooms.einsatzgruppe, NOTIFIED);
  await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.includes(NOTIFIED)));
  await sees(page, NOTIFIED);
  const field = await openReply(page, pc.rooms.einsatzgruppe);
  await field.fill(REPLIED);
  await field.press('Control+Enter');
  await expect.poll(() => textsIn(pc, pc.rooms.einsatzgruppe)).toContain(REPLIED);
  await page.keyboard.press('Escape');
  await (await openReply(page, pc.rooms.wehrfuehrung)).fill(DRAFTED);
  await page.keyboard.press('Escape');
  await row(page, 'Ausbildung').click();
  await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.ausbildung}`));
  await backFromBrowser(pc);
  await page.keyboard.press('/');
  await page.keyboard.type(SEARCHED);
  await page.keyboard.press('Escape');
  await page.evaluate(
    (token) => window.talkmelder.act({ token, action: { kind: 'set-favourite', on: true } }),
    await named(page, pc.rooms.fest),
  );
  await page.evaluate(
    (token) => window.talkmelder.act({ token, action: { kind: 'set-level', level: 'never' } }),
    await named(page, pc.rooms.kantine),
  );
  await page.evaluate(() => window.talkmelder.changeSettings({ autostart: true, compact: 5, pollSeconds: 60 }));
  const section = (await openSettings(page)).getByRole('region', { name: 'Diagnose' });
  await section.getByRole('button', { name: 'Prüfen' }).click();
  await section.getByRole('list').waitFor();
  await markAllRead(page);
  return page;
}

/** Returns the texts that must not be on this PC: secrets, messages, and the names of conversations. */
function privateTexts(secrets: readonly string[]): string[] {
  const credentials = secrets.map((secret) => `alice:${secret}`);
  const names = ['Einsatzgruppe 1', 'Wehrführung', 'Jugendfeuerwehr', 'Kantine & Kasse', 'Sommerfest'];
  return [...secrets, ...credentials, NOTIFIED, REPLIED, DRAFTED, SEARCHED, ...names, 'Bob Böhm', 'Hallo Alice'];
}

it('writes neither secrets nor texts nor names of conversations anywhere, even with --verbose', async () => {
  await useEverything();
  const secrets = pc.nextcloud.control.appPasswords('alice').map(({ password }) => password);
  expect(secrets).toHaveLength(1);
  const { stdout, stderr } = await runDoctor(pc.app.userData, { args: ['--verbose'] });
  await pc.restart();
  await pc.app.tray.waitFor(({ menu }) => menu.length > 0);
  const files = writtenFiles(pc.app.userData, home);
  const names = [...files.keys()].join('\n');
  for (const expected of ['talkmelder.log', 'settings.json', 'accounts.json', 'de.talkmelder.app.desktop'])
    expect(names).toContain(expected);
  files.set('output', Buffer.from(pc.app.output() + stdout + stderr));
  expect(found(privateTexts(secrets), files)).toEqual([]);
});

it('logs sign-ins and sign-outs, and each request without its query or user ids', async () => {
  const page = await useEverything();
  // The picture of the account has the user id in its path.
  await page.getByRole('button', { name: 'Zurück' }).click();
  await expect.poll(log).toMatch(/get \/index\.php\/avatar\/…\/64(\/dark)? 200 \d+ ms/);
  pc.nextcloud.control.revoke('alice');
  await pc.refresh();
  // This request is the last one.
  await expect.poll(log).toMatch(/\[debug\] post \/index\.php\/core\/wipe\/check 404 \d+ ms/);
  const { host } = new URL(pc.nextcloud.url);
  const text = log();
  expect(text).toContain(`[info]  audit: signed in to ${host}`);
  expect(text).toContain(`[info]  audit: session ended by ${host}`);
  expect(text).toMatch(/\[debug\] get \/ocs\/v2\.php\/apps\/spreed\/api\/v4\/room 200 \d+ ms/);
  const requests = text.split('\n').filter((line) => /\] (get|post|delete) /.test(line));
  expect(requests.length).toBeGreaterThan(10);
  expect(requests.filter((line) => line.includes('?') || /alice/i.test(line))).toEqual([]);
  expect(text).not.toMatch(/alice|anders/i);
});

it('logs a sign-out with the fate of the app password, and keeps the log private to this user', async () => {
  const page = await pc.signIn();
  await disconnect(page);
  const { host } = new URL(pc.nextcloud.url);
  await expect.poll(log).toContain(`audit: app password revoked on ${host}`);
  expect(log()).toContain(`audit: signed out of ${host}`);
  expect(statSync(logFile()).mode & 0o077).toBe(0);
});

it.runIf(isFull)('logs a remote wipe, after which nothing of the account is left', async () => {
  await useEverything();
  const secrets = pc.nextcloud.control.appPasswords('alice').map(({ password }) => password);
  pc.nextcloud.control.wipe('alice');
  await pc.refresh();
  await sees(await pc.app.window(), 'Dieses Gerät wurde aus der Ferne abgemeldet');
  await expect.poll(() => log()).toContain(`audit: wiped as asked by ${new URL(pc.nextcloud.url).host}`);
  const shown = async () =>
    (await pc.app.notifications.list()).filter(({ state }) => state === 'shown').map(({ body }) => body);
  await expect.poll(shown).toEqual(['Dieses Gerät wurde aus der Ferne abgemeldet.']);
  const files = writtenFiles(pc.app.userData, home);
  expect(found([...privateTexts(secrets), 'alice', 'Alice'], files)).toEqual([]);
  expect([...files.keys()].filter((path) => path.includes('cursors'))).toEqual([]);
});
