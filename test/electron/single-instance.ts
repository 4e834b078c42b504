import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runBeforeEnd } from './lifecycle.ts';

/** The message of a second instance to the first. */
export type SecondInstance = { argv: string[]; cwd: string; additionalData: unknown };

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const ownerOf = (lock: string): number | undefined => {
  const pid = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  return pid > 0 && isAlive(pid) ? pid : undefined;
};

const tell = (socket: string, message: SecondInstance): Promise<void> =>
  new Promise((resolve, reject) => {
    connect(socket)
      .once('error', reject)
      .once('close', () => resolve())
      .end(JSON.stringify(message));
  });

/**
 * Allows one instance per user data folder, the scope of Electron's lock. A second instance passes on its arguments
 * before it ends.
 * @returns whether this process holds the lock
 */
export function takeLock(
  userData: string,
  additionalData: unknown,
  onSecond: (second: SecondInstance) => void,
): boolean {
  mkdirSync(userData, { recursive: true });
  const lock = join(userData, 'SingletonLock');
  const socket = join(userData, 'SingletonSocket');
  const owner = ownerOf(lock);
  if (owner !== undefined && owner !== process.pid) {
    const told = tell(socket, { argv: process.argv, cwd: process.cwd(), additionalData });
    told.catch((error) => console.error(`host: the first instance did not answer: ${error}`));
    runBeforeEnd(() => told);
    return false;
  }
  writeFileSync(lock, String(process.pid));
  rmSync(socket, { force: true });
  const server = createServer((connection) => {
    void text(connection).then((message) => onSecond(JSON.parse(message) as SecondInstance));
  });
  server.listen(socket).unref();
  process.on('exit', () => {
    rmSync(lock, { force: true });
    rmSync(socket, { force: true });
  });
  return true;
}
