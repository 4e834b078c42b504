import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { findChromium, onPath } from './chromium.mjs';
import { electronBinary } from './electron-binary.mjs';
import { type Binary, type Circumstances, isOnDesktop, type Purpose, type Trouble } from './launch-plan.ts';

/** The first start may read 200 MB from the disk through a virus scanner. */
const LONGEST_START_MS = 60_000;
const MOST_LINES = 12;

/** The behaviour of a program that was asked for its version. */
export interface Answer {
  /** The name of the error that kept it from starting; null: it started. */
  error: string | null;
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** It was killed because it took too long. */
  late: boolean;
}

/** Messages of the dynamic linker, Chromium and Electron, with the trouble that they indicate. */
const SIGNS: [Trouble, RegExp][] = [
  ['old-system', /version [`'](GLIBC|GLIBCXX|CXXABI)/],
  ['libraries', /error while loading shared libraries|cannot open shared object file|Library not loaded/],
  ['root', /Running as root without --no-sandbox/],
  [
    'sandbox',
    /SUID sandbox helper|No usable sandbox|setuid_sandbox_host|zygote_host_impl_linux|Failed to move to new namespace/,
  ],
  ['architecture', /Exec format error|Bad CPU type|wrong ELF class|not a valid Win32 application/i],
];

const ERRORS: Record<string, Trouble> = {
  EACCES: 'permission',
  EPERM: 'permission',
  ENOEXEC: 'architecture',
  // The file is there; the missing part is the loader of another system.
  ENOENT: 'architecture',
  EBADARCH: 'architecture',
  EFTYPE: 'architecture',
  // Windows reports this for a program for another processor.
  UNKNOWN: 'architecture',
};

/** Judges the answer of a program that was asked for its version. */
export function judge(
  path: string,
  { error, code, signal, stdout, stderr, late }: Answer,
  platform: NodeJS.Platform,
): Binary {
  const version = /^v(\d+\.\d+\.\d+\S*)\s*$/m.exec(stdout)?.[1];
  if (error === null && version !== undefined && code === 0) return { state: 'works', path, version };
  const lines = `${stdout}\n${stderr}`.split(/\r?\n/).map((line) => line.trim());
  const said = lines.filter((line) => line !== '').slice(-MOST_LINES);
  return { state: 'broken', path, trouble: troubleOf(), said: [...said, ending()].filter((line) => line !== '') };

  function troubleOf(): Trouble {
    const sign = SIGNS.find(([, pattern]) => pattern.test(said.join('\n')))?.[0];
    if (sign) return sign;
    if (error !== null) return ERRORS[error] ?? 'other';
    if (late) return 'hangs';
    return platform === 'darwin' && signal === 'SIGKILL' ? 'permission' : 'other';
  }

  function ending(): string {
    if (error !== null) return `(it did not start: ${error})`;
    if (late) return '(it did not end in time)';
    return signal === null ? `(it ended with ${code})` : `(it was ended by ${signal})`;
  }
}

/**
 * Starts a program with `--version`, and without Playwright: where a program cannot start, Playwright raises an error
 * that no code can catch.
 * @param limit milliseconds
 */
export function askVersion(path: string, env: NodeJS.ProcessEnv, limit = LONGEST_START_MS): Promise<Answer> {
  const answer: Answer = { error: null, code: null, signal: null, stdout: '', stderr: '', late: false };
  return new Promise((resolve) => {
    // The program gets a process group of its own, so that its children end with it when it hangs.
    const child = spawn(path, ['--version'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (answer.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (answer.stderr += text));
    const timer = setTimeout(() => {
      answer.late = true;
      endGroup(child.pid);
      finish();
    }, limit);
    const finish = (): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      resolve(answer);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      answer.error = error.code ?? error.message;
      finish();
    });
    child.once('close', (code, signal) => {
      Object.assign(answer, { code, signal });
      finish();
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // The program has ended meanwhile.
  }
}

/** The numbers of the processors in an ELF file's header; source: elf.h, `EM_…`. */
const ELF_MACHINES: Record<string, number> = { x64: 0x3e, arm64: 0xb7 };

/**
 * Returns whether Linux cannot run a file that begins like this. A trial would not show it: when the kernel refuses a
 * file, the shell tries to read it as a script.
 */
export function isForeign(head: Buffer, arch: string = process.arch): boolean {
  if (head.toString('latin1', 0, 2) === '#!') return false;
  const isElf = head.length >= 20 && head.toString('latin1', 0, 4) === '\x7fELF';
  return !isElf || (ELF_MACHINES[arch] ?? head.readUInt16LE(18)) !== head.readUInt16LE(18);
}

function headOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(64);
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

async function examine(path: string, env: NodeJS.ProcessEnv, limit: number): Promise<Binary> {
  const { platform } = process;
  if (platform === 'linux' && isForeign(headOf(path))) {
    const said = ['(it is a program for another processor or system)'];
    return { state: 'broken', path, trouble: 'architecture', said };
  }
  return judge(path, await askVersion(path, env, limit), platform);
}

/** Returns whether the session bus has an owner of that name, or can start one; false where the bus does not answer. */
function isOnBus(name: string, activatable: boolean): boolean {
  const call = activatable ? 'ListActivatableNames' : 'ListNames';
  const args = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  try {
    const names = execFileSync('dbus-send', [...args, `org.freedesktop.DBus.${call}`], {
      encoding: 'utf8',
      timeout: 2_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return names.includes(`"${name}"`);
  } catch {
    return false;
  }
}

function hasKeytar(): boolean {
  try {
    createRequire(import.meta.url)('keytar');
    return true;
  } catch {
    return false;
  }
}

const SECRETS = 'org.freedesktop.secrets';

/**
 * Looks at the machine: the installed programs, and whether Electron's binary can start.
 * @throws when CHROMIUM names a file that is not there
 */
export async function lookForLaunch(purpose: Purpose, env: NodeJS.ProcessEnv = process.env): Promise<Circumstances> {
  const { platform } = process;
  const isLinux = platform === 'linux';
  const root = process.getuid?.() === 0;
  const path = electronBinary(env);
  const isForPeople = purpose === 'start' || purpose === 'doctor';
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ELECTRON_DISABLE_SANDBOX: ___, ...clean } = env;
  const asked = { ...clean, ...(isLinux && root && !isForPeople && { ELECTRON_DISABLE_SANDBOX: '1' }) };
  const limit = Number(env.TALKMELDER_LONGEST_START_MS ?? LONGEST_START_MS);
  const xvfbRun = onPath('xvfb-run', env);
  return {
    purpose,
    platform,
    root,
    binary: path === null ? { state: 'absent' } : await examine(path, asked, limit),
    display: !isLinux || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
    // xvfb-run is a script that needs xauth, which its Debian package only recommends.
    xvfbRun: xvfbRun !== null && onPath('xauth', env) !== null ? xvfbRun : null,
    tray: !isLinux || (isOnDesktop(purpose) && isOnBus('org.kde.StatusNotifierWatcher', false)),
    keyring: hasKeytar() && (!isLinux || !isOnDesktop(purpose) || isOnBus(SECRETS, false) || isOnBus(SECRETS, true)),
    chromium: isForPeople ? null : findChromium(env),
  };
}
