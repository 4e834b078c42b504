import { chmodSync, mkdirSync, statSync } from 'node:fs';

const FOR_THIS_USER = 0o700;

/**
 * Makes a folder that only this user can read, or changes the modes of an existing folder (made by an earlier version
 * or under a careless umask). On Windows, the parent folder already belongs to the user.
 * @throws the errors of the file system
 */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: FOR_THIS_USER });
  if (process.platform === 'win32') return;
  if ((statSync(path).mode & 0o777) !== FOR_THIS_USER) chmodSync(path, FOR_THIS_USER);
}
