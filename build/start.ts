/** `npm start`: builds the app and runs it on Electron with the given arguments (`npm start -- --server=URL`). */
import { join } from 'node:path';
import { lookForLaunch } from './launch-facts.ts';
import { planLaunch } from './launch-plan.ts';
import { npm } from './npm.mjs';
import { commandFor, runApp } from './run-app.ts';

const root = join(import.meta.dirname, '..');
const given = process.argv.slice(2);

const plan = planLaunch(await lookForLaunch(given.includes('--doctor') ? 'doctor' : 'start'));
for (const line of plan.words) console.error(line);
if (plan.binary === null) process.exit(1);

const built = npm(['run', 'build', '--silent'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

try {
  process.exitCode = await runApp(commandFor(plan, root, given));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
