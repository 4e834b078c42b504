import { execFile } from 'node:child_process';

/**
 * Returns the output of a command of the system, in English where it knows languages; null: it is not there, fails, says
 * too much, or does not answer in two seconds. Never rejects.
 */
export const answerOf = (command: string, args: readonly string[]): Promise<string | null> =>
  new Promise((resolve) => {
    const options = { timeout: 2_000, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } };
    execFile(command, args, options, (error, stdout) => resolve(error ? null : stdout));
  });
