import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from '../within.ts';

export interface Keyring {
  /** The environment with which a process finds this keyring. */
  env: Record<string, string>;
  /**
   * Returns every secret of the app, or of another service, as keytar sees it: the app password with its server and
   * login name.
   */
  secrets(service?: string): { account: string; password: string }[];
  /** Stores a secret, for example in the form of an earlier version. */
  put(account: string, password: string): void;
  stop(): Promise<void>;
}

/**
 * Starts a separate D-Bus session with a real, unlocked gnome-keyring on it; the user's own keyring stays untouched.
 */
export async function startKeyring(): Promise<Keyring> {
  const home = mkdtempSync(join(tmpdir(), 'talkmelder-keyring-'));
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await firstLine(bus);
  const env = { HOME: home, XDG_RUNTIME_DIR: home, DBUS_SESSION_BUS_ADDRESS: address };
  const monitor = spawn(
    'dbus-monitor',
    ['--address', address, "type='signal',member='NameOwnerChanged',arg0='org.freedesktop.secrets'"],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  await until(monitor, 'NameAcquired');
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...env },
  });
  daemon.stdin?.end('a password for a keyring of a test');
  await until(monitor, 'org.freedesktop.secrets');
  const keytar = (call: string): string =>
    execFileSync(process.execPath, ['-e', `require('keytar').${call}`], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
  return {
    env,
    secrets: (service = 'Talkmelder') => {
      const printed = keytar(`findCredentials('${service}').then((all) => process.stdout.write(JSON.stringify(all)))`);
      return JSON.parse(printed);
    },
    put(account, password) {
      keytar(`setPassword('Talkmelder', ...${JSON.stringify([account, password])})`);
    },
    async stop() {
      for (const child of [monitor, daemon, bus]) {
        const gone = once(child, 'exit');
        // A process that has already ended emits no further event.
        if (child.exitCode === null && child.signalCode === null) {
          child.kill();
          await gone;
        }
      }
      rmSync(home, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  const [chunk] = await within('the address of the D-Bus session', once(child.stdout, 'data'));
  return String(chunk).split('\n')[0] ?? '';
}

/** Resolves when the process has printed the text. */
const until = (child: ChildProcess, text: string): Promise<void> => within(`"${text}"`, readUntil(child, text));

async function readUntil(child: ChildProcess, text: string): Promise<void> {
  if (!child.stdout) throw new Error('no output');
  let printed = '';
  for await (const [chunk] of on(child.stdout, 'data')) {
    printed += String(chunk);
    if (printed.includes(text)) return;
  }
}
