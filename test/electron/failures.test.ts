import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchFixture } from './fixture/launch-fixture.ts';

const failures = new URL('../../main/electron/failures.ts', import.meta.url).href;

let userData: string;
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'app-on-host-'));
});
afterEach(() => rmSync(userData, { recursive: true, force: true }));

test.each([
  ['de-AT', 'Talkmelder konnte nicht starten. Bitte starte es noch einmal.'],
  ['fr-FR', 'Talkmelder could not start. Please start it again.'],
])('an app that cannot start says in %s what to do, and logs the reason', async (locale, sentence) => {
  const { app, run } = await launchFixture({ userData, locale });
  const source = `const { giveUp } = await import('${failures}'); giveUp(new RangeError('broken on purpose'));`;
  // The app ends before it can answer.
  run(source).catch(() => {});
  expect(await app.ended()).toBe(1);
  const file = join(userData, 'logs', 'talkmelder.log');
  const [, told = ''] = app.output().split('host: error box ');
  expect(told).toContain(`"Talkmelder": ${sentence}`);
  expect(told).toContain(file);
  expect(told).not.toContain('RangeError');
  expect(readFileSync(file, 'utf8')).toMatch(/could not start: RangeError: broken on purpose\n\s+at /);
});
