import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, win32 } from 'node:path';
import type { MachineFile, MachineFiles } from '../core/ports.ts';
import { isProtectedOnWindows } from './policy-file-windows.ts';
import { isUsable, parseCertificate } from './trust-chain.ts';

/** Far more than any policy or bundle of certificates needs. */
const MAX_BYTES = 1024 * 1024;
const WRITABLE_BY_OTHERS = 0o022;

/** Returns the paths of the policy on this system, the most trustworthy first. */
export function policyPaths(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') return ['/Library/Application Support/Talkmelder/policy.json'];
  if (platform !== 'win32') return ['/etc/talkmelder/policy.json'];
  // The usual folder comes first, because users can set variables for the programs that they start.
  const folders = ['C:\\ProgramData', environment.ProgramData].filter((folder) => folder !== undefined);
  return [...new Set(folders.map((folder) => win32.join(folder, 'Talkmelder', 'policy.json')))];
}

/**
 * Reads the machine's policy and the files that it names. A file counts only if none but an administrator can have
 * written it; otherwise one user of a shared PC could decide which server the other users trust.
 * @param administrator the user id that owns such files; root, except in tests
 */
export const createMachineFiles = (policies: string[], administrator = 0): MachineFiles => ({
  policies,
  read: (path) => readMachineFile(path, administrator),
  isCertificate(pem) {
    const certificate = parseCertificate(pem);
    return certificate !== null && isUsable(certificate);
  },
});

function readMachineFile(path: string, administrator: number): MachineFile {
  let file: number | null = null;
  try {
    // The open file is judged and read, whatever happens to the name meanwhile. A pipe must not block.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = fstatSync(file);
    if (!facts.isFile() || facts.size > MAX_BYTES) return { kind: 'unreadable' };
    const isProtected =
      process.platform === 'win32'
        ? isProtectedOnWindows(path, fstatSync(file, { bigint: true }))
        : [facts, statSync(dirname(path))].every((stats) => isAdministrators(stats, administrator));
    if (!isProtected) return { kind: 'unprotected' };
    return { kind: 'text', text: readFileSync(file, 'utf8') };
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));
    return { kind: isAbsent ? 'absent' : 'unreadable' };
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** The folder is checked as well, because a user who can write there can replace the file. */
const isAdministrators = ({ uid, mode }: Stats, administrator: number): boolean =>
  uid === administrator && (mode & WRITABLE_BY_OTHERS) === 0;
