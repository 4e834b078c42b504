import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** Returns PATH without the project's own programs: npm must not run on the Node that it is about to replace. */
const withoutOwnPrograms = (path) =>
  path
    .split(delimiter)
    .filter((folder) => !/[\\/]node_modules[\\/]/.test(folder))
    .join(delimiter);

/**
 * Runs npm in the project's folder and waits for it.
 * @param {string[]} args plain words: on Windows npm is a batch file, which only a shell can start
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
export const npm = (args, options) => {
  const env = { ...process.env };
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  env[name] = withoutOwnPrograms(env[name] ?? '');
  const settings = { cwd: `${import.meta.dirname}/..`, env, ...options };
  return process.platform === 'win32'
    ? spawnSync(`npm ${args.join(' ')}`, { ...settings, shell: true })
    : spawnSync('npm', args, settings);
};
