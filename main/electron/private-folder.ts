import { chmodSync, mkdirSync, statSync } from 'node:fs';

const FOR_THIS_USER = 0o700;

/**
 * Makes the folder for this user only, also when it is there already with other modes (an earlier version, a careless
 * umask). On Windows, the folder above it is the user's own.
 * @throws what the file system throws
 */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: FOR_THIS_USER });
  if (process.platform === 'win32') return;
  if ((statSync(path).mode & 0o777) !== FOR_THIS_USER) chmodSync(path, FOR_THIS_USER);
}
