/**
 * `npm run dev`: builds the app with source maps and starts it, on Electron where it can start and on the host elsewhere.
 * After each change of a file it builds again, and reloads the window or starts the app again. Arguments go to the app
 * (`npm run dev -- --server=URL`). Ctrl-C ends it.
 */
import { join } from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { BUNDLES, type Bundle, type Consequence, watchBuilds } from './builds.ts';
import { lookForLaunch } from './launch-facts.ts';
import { type LaunchPlan, planLaunch } from './launch-plan.ts';
import { type AppCommand, commandFor, type RunningApp, SIGNALS, startApp } from './run-app.ts';

/** npm runs its scripts in the project's folder. */
const root = process.cwd();
const print = (line: string): void => console.log(line);

const plan = planLaunch(await lookForLaunch('dev'));
for (const line of plan.words) print(line);
if (plan.where === 'nowhere') process.exit(1);
const command = devCommand(plan);

let app: RunningApp | null = null;
let isRestarting = false;
let isEnding = false;
const builds = watchBuilds();
const watchers: Rolldown.RolldownWatcher[] = [];

for (const signal of SIGNALS) {
  process.on(signal, () => {
    isEnding = true;
    // The app gets the signal, too, and `run` goes on when it has ended.
    if (app === null) void end(0);
  });
}

// Vite and Solid build for developers.
process.env.NODE_ENV = 'development';
for (const bundle of BUNDLES) {
  const watcher = (await build(devConfig(bundle))) as Rolldown.RolldownWatcher;
  watchers.push(watcher);
  watcher.on('event', ({ code }) => {
    if (code === 'BUNDLE_START' || code === 'BUNDLE_END' || code === 'ERROR') follow(builds.take(bundle, code));
  });
}

function devCommand(plan: LaunchPlan): AppCommand {
  const command = commandFor(plan, root, process.argv.slice(2));
  // Stacks in the log name the lines of the sources.
  const env = { ...command.env, NODE_OPTIONS: '--enable-source-maps' };
  // The host's `safeStorage` has no secret key: without a keychain, the app password is kept in memory only.
  const host = { headful: true, trayAvailable: false, safeStorageBackend: 'unavailable' };
  return { ...command, env: plan.where === 'host' ? { ...env, ELECTRON_HOST: JSON.stringify(host) } : env };
}

/** Source maps are inline, because the window gets no files but its own. */
function devConfig(bundle: Bundle): InlineConfig {
  return {
    configFile: join(root, 'vite.config.ts'),
    mode: bundle,
    logLevel: 'warn',
    clearScreen: false,
    build: { watch: {}, sourcemap: 'inline', minify: false },
  };
}

function follow(consequence: Consequence): void {
  if (consequence === null || isEnding) return;
  if (app === null) {
    void run();
  } else if (consequence === 'reload') {
    print('dev: the window is loaded again');
    app.tell('reload');
  } else if (!isRestarting) {
    print('dev: the app starts again');
    isRestarting = true;
    app.quit();
  }
}

/** Runs the app until it ends by itself. An app that fails starts again with the next change. */
async function run(): Promise<void> {
  try {
    let code: number;
    do {
      isRestarting = false;
      app = startApp(command, { hasChannel: true });
      code = await app.ended;
    } while (isRestarting && !isEnding && builds.areComplete());
    app = null;
    if (isEnding || (code === 0 && !isRestarting)) await end(code);
    else if (isRestarting) print('dev: the app starts when everything is built');
    else print(`dev: the app ended with ${code}; it starts again after the next change`);
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    await end(1);
  }
}

async function end(code: number): Promise<void> {
  await Promise.all(watchers.map((watcher) => watcher.close()));
  process.exit(code);
}
