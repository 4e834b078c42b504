import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Scripts that stand in for Electron's binary, with the messages of Electron 45, Chromium and the dynamic linker. */
export const STUBS = {
  /** Prints its version when asked, and otherwise its arguments and environment. */
  works: `
    const rest = process.argv.slice(2);
    if (rest.includes('--version')) console.log('v45.4.1');
    else process.stdout.write(JSON.stringify({ args: rest, env: process.env }) + '\\n');`,
  'exits 3': `process.exit(3);`,
  hangs: `setInterval(() => {}, 1_000);`,
  'has no sandbox': `
    console.error("[1:FATAL:sandbox/linux/suid/client/setuid_sandbox_host.cc:166] The SUID sandbox helper binary was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now.");
    process.kill(process.pid, 'SIGTRAP');`,
  'refuses root': `
    console.error('[1:FATAL:electron/shell/app/electron_main_delegate.cc:299] Running as root without --no-sandbox is not supported. See https://crbug.com/638180.');
    process.kill(process.pid, 'SIGTRAP');`,
  'misses libraries': `
    console.error('electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory');
    process.exit(127);`,
  /** Ends as Electron does: slowly on the first signal, at once on the second. */
  'says goodbye': `
    if (process.argv.includes('--version')) console.log('v45.4.1');
    else {
      const alive = setInterval(() => {}, 1_000);
      process.once('SIGTERM', () => {
        console.log('before-quit');
        process.once('SIGTERM', () => process.exit(9));
        process.once('SIGINT', () => process.exit(9));
        setTimeout(() => { console.log('revoked'); clearInterval(alive); process.exit(0); }, 500);
      });
      console.log('started');
    }`,
} as const;
export type Stub = keyof typeof STUBS;

/**
 * Puts a script in Electron's place (not on Windows, where a script is not executable).
 * @returns the environment variables that make the app start it as Electron
 */
export function placeStub(folder: string, stub: Stub): { ELECTRON_OVERRIDE_DIST_PATH: string } {
  const file = join(folder, 'electron');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!${process.execPath}\n${STUBS[stub]}\n`);
  chmodSync(file, 0o755);
  return { ELECTRON_OVERRIDE_DIST_PATH: folder };
}
