/**
 * What the release workflow asks of this checkout:
 * `node build/release/release.ts check v0.2.0` ends with 1 and says what is not ready for the tag;
 * `node build/release/release.ts notes` prints the notes of this version;
 * `node build/release/release.ts started report.json` ends with 1 unless the installed app has started.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOfRelease, sectionOf } from './changelog.ts';

const root = join(import.meta.dirname, '..', '..');
const textOf = (name: string): string => readFileSync(join(root, name), 'utf8');
const manifest = JSON.parse(textOf('package.json')) as { version: string };
const [command = '', given = ''] = process.argv.slice(2);

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

if (command === 'check') {
  const lock = JSON.parse(textOf('package-lock.json')) as { version?: string };
  for (const fault of faultsOfRelease(given, { manifest, lock, changelog: textOf('CHANGELOG.md') })) fail(fault);
} else if (command === 'notes') process.stdout.write(`${sectionOf(textOf('CHANGELOG.md'), manifest.version) ?? ''}\n`);
else if (command === 'started') {
  const report = readFileSync(given, 'utf8');
  process.stdout.write(report);
  const { ok, version, isPackaged } = JSON.parse(report) as { ok?: unknown; version?: unknown; isPackaged?: unknown };
  if (ok !== true) fail('the app has not started');
  if (version !== manifest.version) fail(`another version has started: ${String(version)}`);
  if (isPackaged !== true) fail('the app that started is not the installed one');
} else fail('check TAG, notes, or started FILE');
