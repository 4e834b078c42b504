import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runDoctor } from './doctor-terminal.ts';

let userData: string;
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'talkmelder-doctor-'));
});
afterEach(() => rmSync(userData, { recursive: true, force: true }));

it('the doctor in the terminal uses the chosen language, not the system’s', async () => {
  writeFileSync(join(userData, 'settings.json'), JSON.stringify({ language: 'en' }));
  const { code, stdout } = await runDoctor(userData, { locale: 'de-DE' });
  expect(stdout).toContain('! Server: No server is known yet.');
  expect(stdout).not.toContain('Es ist noch kein Server bekannt.');
  expect(code).toBe(0);
});

it('the doctor uses --lang without a chosen language, although Electron’s list of system languages lacks it', async () => {
  const { stdout } = await runDoctor(userData, { locale: 'de-DE', args: ['--lang=en-US'] });
  expect(stdout).toContain('! Server: No server is known yet.');
  const odd = await runDoctor(userData, { locale: 'en-US', args: ['--lang=de_DE.UTF-8'] });
  expect(odd.code).toBe(0);
});
