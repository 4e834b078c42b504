import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { describeError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import {
  AGAIN,
  agentFile,
  launchAgent,
  scheduledTask,
  systemdUnit,
  taskName,
  UNIT,
  unitFile,
  unitFolder,
  unitLink,
} from './restart-entry.ts';

const PATIENCE_MS = 20_000;

/** Runs a program of the system. @throws when it fails, or does not end in time */
export type Run = (program: string, args: readonly string[]) => Promise<void>;

const run: Run = (program, args) =>
  new Promise((resolve, reject) => {
    execFile(program, args, { timeout: PATIENCE_MS, windowsHide: true }, (error) =>
      error ? reject(error) : resolve(),
    );
  });

export interface RestartOptions {
  log: Pick<Logger, 'error'>;
  /** The command that starts the app hidden. */
  command: readonly string[];
  /** The system has taken over the start of the app, or gives it back. */
  onChange: () => void;
  platform?: NodeJS.Platform;
  env?: NodeJS.ProcessEnv;
  run?: Run;
}

export type Restart = ReturnType<typeof createRestart>;

/** Has the system start the app again when it is killed or crashes: not when a person has ended it. */
export function createRestart(options: RestartOptions) {
  const { log, command, onChange, platform = process.platform, env = process.env } = options;
  const system = systemOf(platform, env, options.run ?? run);
  let isOn = system.isThere();
  let last: Promise<void> = Promise.resolve();

  async function change(on: boolean): Promise<void> {
    try {
      if (on) await system.install(command);
      else if (system.mayBeThere()) await system.remove();
    } catch (error) {
      log.error(`restart: ${describeError(error)}`);
      // Half of it would keep the app from starting with the session.
      if (on) await system.remove().catch(() => {});
    }
    const before = isOn;
    isOn = system.isThere();
    if (isOn !== before) onChange();
  }

  return {
    /** Resolves when it is done; never rejects. Calls are carried out one after the other. */
    use(on: boolean): Promise<void> {
      last = last.then(() => change(on));
      return last;
    },
    /** The system starts the app with the session, too. */
    startsApp: (): boolean => isOn && platform !== 'win32',
  };
}

interface System {
  install(command: readonly string[]): Promise<void>;
  remove(): Promise<void>;
  /** Whether it is installed, as far as files tell. */
  isThere(): boolean;
  /** False only if there is certainly nothing to remove. */
  mayBeThere(): boolean;
}

function systemOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, run: Run): System {
  if (platform === 'win32') return windows(env, run);
  return platform === 'darwin' ? mac() : linux(env, run);
}

function linux(env: NodeJS.ProcessEnv, run: Run): System {
  const folder = unitFolder(env);
  const systemctl = (...args: string[]): Promise<void> => run('systemctl', ['--user', ...args]);
  const [file, link] = [unitFile(folder), unitLink(folder)];
  return {
    async install(command) {
      const unit = systemdUnit(command);
      if (contentOf(file) === unit && existsSync(link)) return;
      write(file, unit);
      await systemctl('daemon-reload');
      await systemctl('enable', UNIT);
    },
    async remove() {
      // The files go even where systemd does not answer.
      await systemctl('disable', UNIT).catch(() => {});
      rmSync(link, { force: true });
      rmSync(file, { force: true });
      await systemctl('daemon-reload').catch(() => {});
    },
    isThere: () => existsSync(file) && existsSync(link),
    mayBeThere: () => existsSync(file) || existsSync(link),
  };
}

/** launchd reads the folder at the next login. Told at once, it would start a second app, or end this one. */
function mac(): System {
  const file = agentFile();
  return {
    async install(command) {
      write(file, launchAgent(command));
    },
    async remove() {
      rmSync(file, { force: true });
    },
    isThere: () => existsSync(file),
    mayBeThere: () => existsSync(file),
  };
}

/** Without a query, nothing tells whether the task is there, so it is removed once in each run that does not want it. */
function windows(env: NodeJS.ProcessEnv, run: Run): System {
  const { username } = userInfo();
  const name = taskName(username);
  let isThere = false;
  return {
    async install([program = '']) {
      const file = join(tmpdir(), `talkmelder-task-${process.pid}.xml`);
      const user = env.USERDOMAIN ? `${env.USERDOMAIN}\\${username}` : username;
      writeFileSync(file, scheduledTask([program, '--hidden', AGAIN], user));
      try {
        await run(schtasks(env), ['/Create', '/TN', name, '/XML', file, '/F']);
      } finally {
        rmSync(file, { force: true });
      }
      isThere = true;
    },
    async remove() {
      // A task that is not there is an error of schtasks, and none of ours.
      await run(schtasks(env), ['/Delete', '/TN', name, '/F']).catch(() => {});
      isThere = false;
    },
    isThere: () => isThere,
    mayBeThere: () => true,
  };
}

/** By its path, so that no other program of that name is started. */
const schtasks = ({ SystemRoot = 'C:\\Windows' }: NodeJS.ProcessEnv): string => `${SystemRoot}\\System32\\schtasks.exe`;

/** For the doctor: whether the system would start the app again. Never rejects. */
export async function restartsAfterCrash(): Promise<boolean> {
  const { platform, env } = process;
  if (platform === 'darwin') return existsSync(agentFile());
  const asked =
    platform === 'win32'
      ? run(schtasks(env), ['/Query', '/TN', taskName(userInfo().username)])
      : run('systemctl', ['--user', 'is-enabled', UNIT]);
  return asked.then(
    () => true,
    () => false,
  );
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
