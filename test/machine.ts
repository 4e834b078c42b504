import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { release } from 'node:os';

/** The questions about a machine. */
export interface MachineLook {
  platform: NodeJS.Platform;
  arch: string;
  release: string;
  node: string;
  env: NodeJS.ProcessEnv;
  /** Whether the user is root; null: this platform has no root. */
  isRoot: boolean | null;
  /** Returns the first line of a program's output; null if it is missing or fails. */
  ask: (program: string, ...args: string[]) => string | null;
  /** Returns a file's text; null if it cannot be read. */
  read: (path: string) => string | null;
}

const FIRST_LINE = /^.*$/m;
const LIMIT_MS = 10_000;

export const thisMachine: MachineLook = {
  platform: process.platform,
  arch: process.arch,
  release: release(),
  node: process.version,
  env: process.env,
  isRoot: process.getuid ? process.getuid() === 0 : null,
  ask(program, ...args) {
    const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: LIMIT_MS, stdio: 'pipe' });
    return status === 0 ? (FIRST_LINE.exec(stdout.trim())?.[0] ?? null) : null;
  },
  read(path) {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      return null;
    }
  },
};

const or = (value: string | null | undefined, otherwise: string): string => value || otherwise;

function system({ platform, read, ask, release: kernel }: MachineLook): string {
  if (platform === 'darwin') return `macOS ${or(ask('sw_vers', '-productVersion'), kernel)}`;
  if (platform === 'win32') return `Windows ${kernel}`;
  const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(read('/etc/os-release') ?? '')?.[1];
  return `${or(name, platform)}, kernel ${kernel}`;
}

function display({ env }: MachineLook): string {
  const servers = ['WAYLAND_DISPLAY', 'DISPLAY'].filter((name) => env[name]).map((name) => `${name}=${env[name]}`);
  return `display: ${servers.join(', ') || 'none'} · desktop: ${or(env.XDG_CURRENT_DESKTOP, 'none')}`;
}

function keyring({ env, ask }: MachineLook): string {
  const bus = env.DBUS_SESSION_BUS_ADDRESS ? 'a session bus' : 'no session bus';
  return `keyring: ${or(ask('gnome-keyring-daemon', '--version'), 'no gnome-keyring-daemon')}, ${bus}`;
}

function fonts({ ask }: MachineLook): string {
  const match = (family: string): string => or(ask('fc-match', family), 'unknown');
  return `fonts: ${match('sans-serif')} · emoji: ${match('emoji')}`;
}

/** Describes what decides whether Chromium's sandbox can start. */
function sandbox({ isRoot, read, ask }: MachineLook, electron: string | null): string {
  const helper = electron && ask('stat', '-c', '%U %a', electron.replace(/[^/]*$/, 'chrome-sandbox'));
  const restricted = read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns');
  return [
    `sandbox: ${isRoot ? 'root' : 'not root'}`,
    `unprivileged user namespaces ${restricted === '1' ? 'restricted by AppArmor' : 'not restricted by AppArmor'}`,
    ...(electron ? [`chrome-sandbox ${or(helper, 'not there')}`] : []),
  ].join(', ');
}

/**
 * Describes everything about the machine that a failure may depend on, for the first lines of a suite, because a
 * maintainer only has the log.
 * @param electron Electron's binary, or null
 * @param chromium the program that shows pages, or null
 */
export function describeMachine(look: MachineLook, electron: string | null, chromium: string | null): string[] {
  const linux = look.platform === 'linux' ? [display(look), keyring(look), fonts(look), sandbox(look, electron)] : [];
  return [
    `${system(look)} · ${look.arch} · Node ${look.node}`,
    `Electron: ${electron ?? 'no binary'} · Chromium: ${chromium ? or(look.ask(chromium, '--version'), chromium) : 'none'}`,
    ...linux,
  ];
}
