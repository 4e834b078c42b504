/**
 * Prepares a fresh clone: npm packages, Electron's binary or a Chromium instead, the keyring for the tests. Runs before
 * `npm test` and `npm run bench`, with `--demo` before `npm run demo`, with `--app` before `npm start`. Needs only
 * Node, because nothing is installed yet. `--retry` repeats attempts that failed before.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { electronBinary } from './electron-binary.mjs';
import { npm } from './npm.mjs';
import { circumstances, lookAround, ownNode, project, remember } from './setup-facts.mjs';
import { nextStep } from './setup-plan.mjs';

const purpose = ['app', 'demo'].find((name) => process.argv.includes(`--${name}`)) ?? 'all';
const say = (line) => console.log(`setup: ${line}`);

const quiet = { cwd: project, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };

/** Ends the set-up with the output of the failed program: some programs give the reason first, some last. */
const fail = (what, { error, stdout, stderr }) => {
  const said = `${stdout ?? ''}\n${stderr ?? ''}\n${error?.message ?? ''}`.trim().split('\n');
  const shown = said.length > 30 ? [...said.slice(0, 15), '…', ...said.slice(-15)] : said;
  console.error(`setup: ${what} failed:\n${shown.map((line) => `  ${line}`).join('\n')}`);
  process.exit(1);
};

/** Ctrl-C ends the running program; without this the set-up would go on with its next step. */
const endIfInterrupted = (result) => {
  if (result.signal === 'SIGINT') process.exit(130);
  return result;
};

const run = (program, args, options = {}) => endIfInterrupted(spawnSync(program, args, { ...quiet, ...options }));
const runNpm = (args) => endIfInterrupted(npm(args, quiet));

/** Returns the line of an error output that names the reason. */
const reason = (result) => {
  const lines = `${result.stderr ?? ''}`.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /\b(E[A-Z_]{4,}|error|unable|failed)\b/i.test(line)) ?? `exit code ${result.status}`;
};

let aptUpdated = false;

/** Installs Debian packages; returns the result of the installation. */
const apt = (packages) => {
  say(`installing ${packages.join(', ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const get = (...args) => run('apt-get', ['-y', '-o', 'DPkg::Lock::Timeout=120', ...args], { env });
  // If a failed update matters, the installation fails as well; one broken source of many often does not matter.
  if (!aptUpdated) get('update');
  aptUpdated = true;
  return get('install', '--no-install-recommends', ...packages);
};

const actions = {
  apt({ packages }) {
    const result = apt(packages);
    if (result.status !== 0) fail(`apt-get install ${packages.join(' ')}`, result);
  },
  'headless-shell'() {
    const result = apt(['chromium-headless-shell']);
    remember({ headlessShellTried: true });
    if (result.status !== 0) say(`no headless shell (${reason(result)}): the tests use Chromium itself`);
  },
  'virtual-display'() {
    const result = apt(['xvfb', 'xauth']);
    remember({ virtualDisplayTried: true });
    if (result.status !== 0) say(`no virtual display (${reason(result)}): the tests use Chromium's windows`);
  },
  'npm-ci'() {
    say('installing the npm packages of package-lock.json (npm ci)');
    const result = runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']);
    if (result.status !== 0) fail('npm ci', result);
  },
  electron() {
    say("trying to get Electron's binary");
    // The download needs a newer Node than this script: the one that npm installed.
    const node = ownNode() ?? process.execPath;
    // Node's fetch uses a proxy only when this variable is set.
    const env = { NODE_USE_ENV_PROXY: '1', ...process.env };
    const result = run(node, ['build/electron-download.mjs'], { env, stdio: ['ignore', 'inherit', 'pipe'] });
    if (electronBinary() !== null) return;
    remember({ electronTried: circumstances().electron });
    const chromium = purpose === 'app' ? null : findChromium();
    const instead = chromium ? `, ${chromium} shows the windows instead` : '';
    say(
      `Electron's binary could not be fetched (${reason(result)})${instead}; try again with: npm run setup -- --retry`,
    );
  },
  playwright() {
    say('installing Chromium with playwright-core');
    const libraries = process.platform === 'linux' ? ['--with-deps'] : [];
    const result = run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', ...libraries, 'chromium']);
    if (result.status !== 0) fail('playwright-core install chromium', result);
  },
  keytar() {
    say('installing keytar, the bridge to the keychain');
    // npm removes an optional package whose installation failed, so there may be nothing to rebuild.
    const there = existsSync(join(project, 'node_modules/keytar'));
    const result = runNpm(
      there ? ['rebuild', 'keytar'] : ['install', '--no-save', '--include=dev', '--no-audit', '--loglevel=error'],
    );
    remember({ keytarTried: circumstances().keytar });
    if (!lookAround(purpose).keytar) say(`no keytar (${reason(result)}): the app uses Electron's safeStorage instead`);
  },
  stop({ commands }) {
    console.error('setup: something is missing on this machine. Please run this, then try again:');
    for (const command of commands) console.error(`  ${command}`);
    process.exit(1);
  },
};

if (process.argv.includes('--retry') && existsSync(join(project, 'node_modules'))) {
  remember({ electronTried: null, keytarTried: null, headlessShellTried: null, virtualDisplayTried: null });
}

try {
  const done = new Set();
  for (let step = nextStep(lookAround(purpose)); step; step = nextStep(lookAround(purpose))) {
    const key = JSON.stringify(step);
    // Otherwise a step that succeeds without its result would be repeated for ever.
    if (done.has(key)) throw new Error(`${key} ran without an error, but what it should bring is still missing.`);
    done.add(key);
    actions[step.kind](step);
  }
} catch (error) {
  console.error(`setup: ${error.message}`);
  process.exit(1);
}
