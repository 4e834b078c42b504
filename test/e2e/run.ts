/**
 * `npm run test:e2e -- [--profile] [--full] [what vitest takes]`: the end-to-end tests of the app as it was built.
 * With `--profile`, what they spend their time with.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const given = process.argv.slice(2);
const profile = given.includes('--profile');
const full = given.includes('--full');
const rest = given.filter((argument) => argument !== '--profile' && argument !== '--full');
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const reporters = profile ? ['--reporter=dot', '--reporter=./test/e2e/profile-reporter.ts'] : [];
const mode = full ? ['--mode', 'full'] : [];
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'e2e', ...mode, ...reporters, ...rest], {
  stdio: 'inherit',
  env: { ...process.env, ...(profile && { TALKMELDER_PROFILE: 'yes' }) },
});
process.exitCode = status ?? 1;
