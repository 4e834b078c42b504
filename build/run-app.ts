import { type ChildProcess, spawn } from 'node:child_process';

/** npm sends on what the terminal has sent already: within this time, a second signal is the first one again. */
const SAME_SIGNAL_MS = 1_000;
/** The app tells its servers for a moment that it ends; then it is ended. Milliseconds. */
const LONGEST_END_MS = 15_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface AppCommand {
  program: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
  /** Asks the app to quit where no signal can: the arguments that start it once more for that. */
  quitArgs: string[];
}

/**
 * Runs the app until it ends, and resolves with its exit code. Ctrl-C asks it to quit, once, so that it can say goodbye
 * to its servers: the second signal would end Electron at once, and Chromium's other processes, which share the
 * terminal's group, would be gone before that. A person who presses it again ends the app.
 * @throws when the program cannot be started
 */
export function runApp(command: AppCommand, isWindows = process.platform === 'win32'): Promise<number> {
  const { program, args, env, cwd } = command;
  const child = spawn(program, args, {
    ...{ cwd, env },
    // A group of its own, out of the terminal's reach. Windows: Electron is not attached to the console (see
    // ELECTRON_NO_ATTACH_CONSOLE), and what it says is handed on.
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

/** The signals of the terminal, of npm and of the session that ends. */
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

/** The app hears of a second start, and quits (main/electron/quit.ts). */
function quitByStart({ program, quitArgs, env, cwd }: AppCommand): void {
  spawn(program, quitArgs, { cwd, env, stdio: 'ignore', windowsHide: true }).on('error', () => {});
}
