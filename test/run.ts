/**
 * Runs the tests of the built app: `node test/run.ts [--full | --soak] [--profile] [options of vitest]`.
 * docs/testing.md explains each kind.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const OURS = ['--full', '--soak', '--profile'];
const given = process.argv.slice(2);
const wants = (flag: string): boolean => given.includes(flag);

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const reporters = ['--reporter=dot', '--reporter=./test/e2e/profile-reporter.ts'];
// A soak runs for hours, and must report its first finding at once.
const bail = wants('--soak') ? ['--bail=1'] : [];
const args = [
  'run',
  ...bail,
  ...(wants('--profile') ? reporters : []),
  ...given.filter((argument) => !OURS.includes(argument)),
];
const { TALKMELDER_SCHEDULES = wants('--soak') ? '20000' : undefined } = process.env;
const { status } = spawnSync(process.execPath, [vitest, ...args], {
  stdio: 'inherit',
  env: {
    ...process.env,
    TALKMELDER_FULL: wants('--full') ? 'yes' : 'no',
    TALKMELDER_PROFILE: wants('--profile') ? 'yes' : 'no',
    ...(TALKMELDER_SCHEDULES !== undefined && { TALKMELDER_SCHEDULES }),
  },
});
process.exitCode = status ?? 1;
