import { type ChildProcess, spawn } from 'node:child_process';

/** npm forwards the signal that the terminal has already sent, so a second signal within this time is the same one. */
const SAME_SIGNAL_MS = 1_000;
/** The app takes a moment to say goodbye to its servers; after this time it is killed. Milliseconds. */
const LONGEST_END_MS = 15_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface AppCommand {
  program: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
  /** The arguments of a second start that asks the app to quit, where no signal can. */
  quitArgs: string[];
}

/**
 * Runs the app until it ends, and resolves with its exit code. Ctrl-C asks it to quit, once, so that it can say goodbye
 * to its servers: a second signal would end Electron at once, and Chromium's other processes, which share the
 * terminal's group, would be gone before that. Pressing Ctrl-C again kills the app.
 * @throws when the program cannot be started
 */
export function runApp(command: AppCommand, isWindows = process.platform === 'win32'): Promise<number> {
  const { program, args, env, cwd } = command;
  const child = spawn(program, args, {
    cwd,
    env,
    // The group of its own is out of the terminal's reach. On Windows, Electron is not attached to the console (see
    // ELECTRON_NO_ATTACH_CONSOLE), so its output is forwarded.
    detached: !isWindows,
    stdio: isWindows ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  child.stdout?.pipe(process.stdout);
  child.stderr?.pipe(process.stderr);
  const endings = watchSignals(child, () => (isWindows ? quitByStart(command) : child.kill('SIGTERM')));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      endings.stop();
      reject(error);
    });
    child.once('close', (code) => {
      endings.stop();
      resolve(code ?? 1);
    });
  });
}

/** Handles the signals of the terminal, of npm and of the ending session. */
function watchSignals(child: ChildProcess, askToQuit: () => void) {
  let askedAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const onSignal = (): void => {
    const now = performance.now();
    if (askedAt === null) {
      askedAt = now;
      askToQuit();
      timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_END_MS);
    } else if (now - askedAt > SAME_SIGNAL_MS) child.kill('SIGKILL');
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    stop(): void {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** The running app notices the second start and quits (main/electron/quit.ts). */
function quitByStart({ program, quitArgs, env, cwd }: AppCommand): void {
  spawn(program, quitArgs, { cwd, env, stdio: 'ignore', windowsHide: true }).on('error', () => {});
}
