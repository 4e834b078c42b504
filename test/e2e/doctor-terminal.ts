import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withPlan } from '../../build/launch-plan.ts';
import { optionsVariable } from '../electron/options.ts';
import { howAppsStart } from './launch.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const register = new URL('../electron/register.ts', import.meta.url).href;

export interface TerminalRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface TerminalOptions {
  args?: string[];
  locale?: string;
  env?: Record<string, string>;
}

/** Runs `npm start -- --doctor` without the build. Resolves with its output and exit code. */
export const runDoctor = (userData: string, options: TerminalOptions = {}): Promise<TerminalRun> =>
  runCommand('--doctor', userData, options);

/** Runs a command of the installed app. Resolves with its output and exit code. */
export async function runCommand(
  name: string,
  userData: string,
  { args = [], locale = 'de-DE', env = {} }: TerminalOptions = {},
): Promise<TerminalRun> {
  const { plan, display } = howAppsStart();
  const options = JSON.stringify({ locale, packaged: true });
  // The host hides its options from the app. A process that the app starts once more gets them by its arguments.
  const setOptions = `data:text/javascript,process.env.${optionsVariable}=${encodeURIComponent(JSON.stringify(options))}`;
  const command = plan.binary
    ? [plan.binary, ...plan.switches, root]
    : [process.execPath, '--import', setOptions, '--import', register, `${root}out/main/index.js`];
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, `--user-data-dir=${userData}`, name, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...withPlan(plan),
      ...display,
      ...env,
      LANGUAGE: locale.replace('-', '_'),
    },
  });
  const run: TerminalRun = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (run.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (run.stderr += text));
  [run.code] = await once(child, 'close');
  return run;
}
