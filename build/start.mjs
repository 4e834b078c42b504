/** `npm start`: builds the app and runs it on Electron; arguments are handed on (`npm start -- --server=URL`). */
import { spawn } from 'node:child_process';
import { electronBinary } from './electron-binary.mjs';
import { npm } from './npm.mjs';

const binary = electronBinary();
if (binary === null) {
  console.error("Electron's binary is not there, and it could not be downloaded.");
  console.error(
    'Ways out: npx install-electron · set ELECTRON_MIRROR to a mirror · a filled Electron cache · npm run demo (needs no Electron)',
  );
  process.exit(1);
}

const built = npm(['run', 'build', '--silent'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

// Set by some editors' terminals: Electron would start as plain Node.
const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
const args = process.argv.slice(2);
// The doctor shows no window: on a Linux without a display, Chromium would end before the app begins.
const hasDisplay = process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY;
const headless = args.includes('--doctor') && !hasDisplay ? ['--ozone-platform=headless', '--disable-gpu'] : [];
const app = spawn(binary, [...headless, `${import.meta.dirname}/..`, ...args], { stdio: 'inherit', env });
// A terminal's Ctrl-C reaches the app, too; without these the script would end before it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal));
app.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
app.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
