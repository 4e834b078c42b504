import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchApp } from './launch.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smoke-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('an app that has started writes a report and ends, without a test inside it', async () => {
  const file = join(folder, 'report.json');
  const app = await launchApp({ args: [`--smoke-report=${file}`] });
  expect(await app.ended(), app.output()).toBe(0);
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ ok: true, version, updates: expect.any(String) });
});
