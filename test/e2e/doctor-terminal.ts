import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { electronBinary } from '../../build/electron-binary.mjs';
import { optionsVariable } from '../electron/options.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const register = new URL('../electron/register.ts', import.meta.url).href;

export interface DoctorRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `npm start -- --doctor`, without the build: what it prints, and its exit code. */
export async function runDoctor(
  userData: string,
  { args = [], locale = 'de-DE' }: { args?: string[]; locale?: string } = {},
): Promise<DoctorRun> {
  const binary = electronBinary();
  const command = binary ? [binary, root] : [process.execPath, '--import', register, `${root}out/main/index.js`];
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, `--user-data-dir=${userData}`, '--doctor', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANGUAGE: locale.replace('-', '_'), [optionsVariable]: JSON.stringify({ locale }) },
  });
  const run: DoctorRun = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (run.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (run.stderr += text));
  [run.code] = await once(child, 'close');
  return run;
}
