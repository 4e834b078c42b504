import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type LaunchPlan, withPlan } from './launch-plan.ts';

/** npm forwards the signal that the terminal has already sent, so a second signal within this time is the same one. */
const SAME_SIGNAL_MS = 1_000;
/** The app may need a moment to revoke app passwords; after this time it is killed. Milliseconds. */
const LONGEST_QUIT_MS = 15_000;

/** The signals of the terminal, of npm and of the ending session. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface AppCommand {
  program: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
  /** The arguments of a second start that asks the app to quit, where no signal can. */
  quitArgs: string[];
}

const register = new URL('../test/electron/register.ts', import.meta.url).href;

/** Returns the command that starts the app in the folder `root` as the plan says, with the arguments `args`. */
export function commandFor(plan: LaunchPlan, root: string, args: readonly string[]): AppCommand {
  const [program, first] =
    plan.binary === null
      ? [process.execPath, ['--import', register, join(root, 'out/main/index.js')]]
      : [plan.binary, [...plan.switches, root]];
  // These arguments decide which app is asked to quit (main/electron/edition.ts).
  const identity = args.filter((arg) => arg === '--demo' || arg.startsWith('--user-data-dir='));
  return {
    program,
    args: [...first, ...args],
    quitArgs: [...first, ...identity, '--quit'],
    env: withPlan(plan),
    cwd: process.cwd(),
  };
}

export interface RunningApp {
  /** Resolves with the exit code; rejects when the program cannot be started. */
  ended: Promise<number>;
  /** Asks the app to quit, once, and kills it when that takes too long. */
  quit(): void;
  /** Sends a message to the app, which gets it by `process.on('message')`. */
  tell(message: string): void;
}

/**
 * Starts the app. Ctrl-C asks it to quit, once, so that it can still send requests: a second signal would end Electron
 * at once, and Chromium's other processes would have ended before it if they shared the terminal's process group.
 * Pressing Ctrl-C again kills the app.
 * @param hasChannel the app gets messages, and notices when this process has gone
 */
export function startApp(
  command: AppCommand,
  { hasChannel = false, isWindows = process.platform === 'win32' } = {},
): RunningApp {
  const { program, args, env, cwd } = command;
  const output = isWindows ? 'pipe' : 'inherit';
  const child = spawn(program, args, {
    cwd,
    env,
    // The terminal's signals do not reach a process group of its own. On Windows, Electron is not attached to the
    // console (see ELECTRON_NO_ATTACH_CONSOLE), so its output is forwarded.
    detached: !isWindows,
    stdio: ['ignore', output, output, ...(hasChannel ? (['ipc'] as const) : [])],
  });
  child.stdout?.pipe(process.stdout);
  child.stderr?.pipe(process.stderr);
  const signals = watchSignals(child, () => (isWindows ? quitBySecondStart(command) : child.kill('SIGTERM')));
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => {
      signals.stop();
      reject(error);
    });
    child.once('close', (code) => {
      signals.stop();
      resolve(code ?? 1);
    });
  });
  return {
    ended,
    quit: signals.quit,
    tell(message): void {
      // An app that ends meanwhile needs no message.
      if (child.connected) child.send(message, () => {});
    },
  };
}

/**
 * Runs the app until it ends, and resolves with its exit code.
 * @throws when the program cannot be started
 */
export const runApp = (command: AppCommand): Promise<number> => startApp(command).ended;

/** Ends the app on request, and on the signals of the terminal, of npm and of the ending session. */
function watchSignals(child: ChildProcess, askToQuit: () => void) {
  let signalledAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const quit = (): void => {
    if (timer) return;
    askToQuit();
    timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_QUIT_MS);
  };
  const onSignal = (): void => {
    const now = performance.now();
    signalledAt ??= now;
    if (now - signalledAt > SAME_SIGNAL_MS) child.kill('SIGKILL');
    else quit();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    quit,
    stop(): void {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** The running app notices the second start and quits (main/electron/quit.ts). */
function quitBySecondStart({ program, quitArgs, env, cwd }: AppCommand): void {
  spawn(program, quitArgs, { cwd, env, stdio: 'ignore', windowsHide: true }).on('error', () => {});
}
