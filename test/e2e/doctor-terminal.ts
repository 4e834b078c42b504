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

/** Runs `npm start -- --doctor` without the build. Resolves with its output and exit code. */
export const runDoctor = (
  userData: string,
  { args = [], locale = 'de-DE' }: { args?: string[]; locale?: string } = {},
): Promise<TerminalRun> => runInTerminal(userData, ['--doctor', ...args], locale);

/** The same with other switches that need no window. */
export async function runInTerminal(userData: string, args: string[], locale = 'de-DE'): Promise<TerminalRun> {
  const { plan, display } = howAppsStart();
  const command = plan.binary
    ? [plan.binary, ...plan.switches, root]
    : [process.execPath, '--import', register, `${root}out/main/index.js`];
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, `--user-data-dir=${userData}`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...withPlan(plan),
      ...display,
      LANGUAGE: locale.replace('-', '_'),
      [optionsVariable]: JSON.stringify({ locale, packaged: true }),
    },
  });
  const run: TerminalRun = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (run.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (run.stderr += text));
  [run.code] = await once(child, 'close');
  return run;
}
