import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { violations } from './axe.ts';
import { CA_FILE, layDown, type MachinePolicy } from './machine-policy.ts';
import { openSettings, stateOf } from './settings-sheet.ts';
import { openStation, type StationPc, sees } from './station.ts';

// A policy lies below /etc, which only the host can fake. main/core/settings/*.test.ts also covers its effect on settings
// and server, and main/electron/policy-file.test.ts covers which files count.

let machine: MachinePolicy;
let pc: StationPc;
afterEach(async () => {
  await pc.stop();
  machine.remove();
});

async function open(document: unknown, options = {}): Promise<void> {
  machine = layDown(document);
  pc = await openStation({ ...machine.launch, ...options });
}

const log = () => readFileSync(join(pc.app.userData, 'logs', 'talkmelder.log'), 'utf8');
/** Requests a change of settings as the window could, whatever it shows. */
const change = (page: Page, settings: object) =>
  page.evaluate((wanted) => window.talkmelder.changeSettings(wanted), settings);

describe('locked settings', () => {
  const laidDown = {
    locked: { previewText: false, notify: 'talk', theme: 'dark', pollSeconds: 60 },
    defaults: { sound: false, compact: 5 },
  };

  it('show their lock and cannot be changed, and the others can', async () => {
    await open(laidDown);
    const page = await pc.signIn();
    const sheet = await openSettings(page);
    await sheet.getByText('Von deiner Administration festgelegt.').first().waitFor();
    expect(await sheet.getByText('Von deiner Administration festgelegt.').count()).toBe(4);

    const preview = sheet.getByRole('switch', { name: 'Nachrichtentext' });
    expect([await preview.isDisabled(), await preview.isChecked()]).toEqual([true, false]);
    expect(await sheet.getByRole('radio', { name: 'Dunkel' }).isDisabled()).toBe(true);
    expect(await sheet.getByRole('radio', { name: 'Nie' }).isDisabled()).toBe(true);
    expect(await sheet.getByLabel('Nach Neuem fragen').isDisabled()).toBe(true);

    expect(await violations(page)).toEqual([]);
    const sound = sheet.getByRole('switch', { name: 'Ton' });
    expect(await sound.isChecked()).toBe(false);
    await sheet.getByText('Ton', { exact: true }).click();
    await expect.poll(async () => (await stateOf(page)).settings.sound).toBe(true);
  });

  it('are refused, even if the window asks', async () => {
    await open(laidDown);
    const page = await pc.app.window();
    expect(await change(page, { previewText: true })).toEqual({ ok: false, error: 'setting-locked' });
    expect(await change(page, { sound: true, theme: 'light' })).toEqual({ ok: false, error: 'setting-locked' });
    expect(await stateOf(page)).toMatchObject({
      settings: { previewText: false, theme: 'dark', sound: false, compact: 5 },
      locked: ['theme', 'notify', 'previewText', 'pollSeconds'],
    });
    expect(await change(page, { sound: true })).toEqual({ ok: true });
  });

  it.runIf(isFull)('override earlier choices, which come back when the lock is lifted', async () => {
    await open({});
    expect(await change(await pc.app.window(), { theme: 'light', compact: 3 })).toEqual({ ok: true });
    machine.write(laidDown);
    await pc.restart();
    expect((await stateOf(await pc.app.window())).settings).toMatchObject({ theme: 'dark', compact: 3 });
    machine.write({});
    await pc.restart();
    expect((await stateOf(await pc.app.window())).settings).toMatchObject({ theme: 'light', compact: 3, sound: true });
  });
});

describe('the server', () => {
  const addressOf = async () => {
    const { phase } = await stateOf(await pc.app.window());
    return phase.kind === 'signed-out' ? phase.address : null;
  };

  it.runIf(isFull)('is preset by the command line, else by the environment, else by the policy', async () => {
    await open({ server: 'cloud.example.org' }, { args: ['--server='] });
    expect(await addressOf()).toBe('https://cloud.example.org');
    await pc.restart({ args: [], env: { NEXTCLOUD_BASE_URL: 'https://alias.example.org' } });
    expect(await addressOf()).toBe('https://alias.example.org');
    await pc.restart({ args: [], env: { NEXTCLOUD_URL: 'https://env.example.org', NEXTCLOUD_BASE_URL: 'x' } });
    expect(await addressOf()).toBe('https://env.example.org');
    await pc.restart({ args: ['--server=https://typed.example.org'], env: { NEXTCLOUD_URL: 'x' } });
    expect(await addressOf()).toBe('https://typed.example.org');
  });

  it('is refused with a sentence when the policy allows only others', async () => {
    await open({ allowedServers: ['cloud.example.org'] });
    const page = await pc.app.window();
    await page.getByRole('textbox').press('Enter');
    await sees(page, 'Mit diesem Server darf Talkmelder sich hier nicht verbinden.');
    expect(await pc.app.opened()).toEqual([]);
  });
});

it('the doctor says where each entry comes from, and which policy is broken', async () => {
  machine = layDown({ server: 'cloud.example.org', locked: { theme: 'dark', sound: false } });
  const { machineFiles = {} } = machine.launch;
  const [folder, d] = [mkdtempSync(join(tmpdir(), 'policy-')), '/etc/talkmelder/policy.d'];
  writeFileSync(join(folder, '10.json'), '{"locked":{"theme":"light"}}');
  writeFileSync(join(folder, '20.json'), '{"locked":');
  const more = { [`${d}/10.json`]: join(folder, '10.json'), [`${d}/20.json`]: join(folder, '20.json') };
  pc = await openStation({ ...machine.launch, machineFiles: { ...machineFiles, ...more } });
  const page = await pc.app.window();
  expect(await stateOf(page)).toMatchObject({ locked: ['theme', 'sound'], settings: { theme: 'light', sound: false } });
  const answer = await page.evaluate(() => window.talkmelder.runDoctor());
  const line = answer.ok && answer.value.findings.find(({ id }) => id === 'policy');
  expect(line).toMatchObject({
    status: 'warning',
    turn: 'administration',
    details: [
      '✗ /etc/talkmelder/policy.d/20.json: no-json',
      '/etc/talkmelder/policy.d/10.json: locked.theme',
      '/etc/talkmelder/policy.json: server, locked.sound',
    ],
  });
  rmSync(folder, { recursive: true });
});

describe('a wrong policy', () => {
  it('is reported in the log, and the rest of it counts', async () => {
    await open({ locked: { theme: 'pink', sound: false }, sever: 'cloud.example.org', caFile: CA_FILE });
    expect(await stateOf(await pc.app.window())).toMatchObject({ locked: ['sound'], settings: { theme: 'system' } });
    await expect.poll(log).toContain('policy: unknown-key at sever');
    await expect.poll(log).toContain('policy: wrong-value at locked.theme');
    await expect.poll(log).toContain('policy: no-certificate at caFile');
  });

  it.runIf(isFull)('without valid JSON is reported, and locks nothing', async () => {
    await open('{"locked":{"sound":false}');
    expect((await stateOf(await pc.app.window())).locked).toEqual([]);
    await expect.poll(log).toContain('policy: no-json');
  });
});
