import { execFileSync } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, win32 } from 'node:path';
import type { FoundPolicy, MachineFile, MachineFiles } from '../core/ports.ts';
import { isProtectedOnWindows } from './policy-file-windows.ts';
import { machinesRegistry, type RunReg, usersRegistry } from './policy-registry.ts';
import { isUsable, parseCertificate } from './trust-chain.ts';

/** Far more than any policy or bundle of certificates needs. */
const MAX_BYTES = 1024 * 1024;
/** Far more than any policy.d needs. */
const MOST_FILES = 100;
const CONVERSION_TIMEOUT_MS = 5_000;
const WRITABLE_BY_OTHERS = 0o022;

export interface Machine {
  platform: NodeJS.Platform;
  environment: NodeJS.ProcessEnv;
  /** The login name, as the system knows it. */
  user: () => string;
  /** What stands before the absolute paths of the machine; empty, except in tests. */
  root: string;
  /** The user id that owns the administrator's files. */
  administrator: number;
  runReg?: RunReg;
  /** Converts a property list to JSON. @throws when it is none */
  convertPlist?: (bytes: Buffer) => string;
}

const thisMachine: Machine = {
  platform: process.platform,
  environment: process.env,
  user: () => userInfo().username,
  root: '',
  administrator: 0,
};

/**
 * Reads the machine's policies and the files that they name. A file counts only if none but an administrator can have
 * written it; otherwise one user of a shared PC could decide which server the other users trust.
 * @param machine another computer, for tests
 */
export function createMachineFiles(machine: Partial<Machine> = {}): MachineFiles {
  const whole = { ...thisMachine, ...machine };
  return {
    policies: () => findPolicies(whole),
    read: (path) => readMachineFile(path, whole.administrator),
    isCertificate(pem) {
      const certificate = parseCertificate(pem);
      return certificate !== null && isUsable(certificate);
    },
  };
}

/** Returns what is at the places of this system, the strongest first. */
function findPolicies(machine: Machine): FoundPolicy[] {
  const { platform, environment, root, administrator, runReg } = machine;
  if (platform === 'win32') {
    // The usual folder comes first, because users can set variables for the programs that they start; only where it has
    // no file does the other one count.
    const folders = ['C:\\ProgramData', environment.ProgramData].filter((folder) => folder !== undefined);
    const files = [...new Set(folders)].map((folder) => win32.join(folder, 'Talkmelder', 'policy.json'));
    const inFiles = files.flatMap((path) => readPolicyFile(path, administrator)).slice(0, 1);
    return [...machinesRegistry(runReg), ...inFiles, ...usersRegistry(runReg)];
  }
  if (platform === 'darwin')
    return [
      ...readManagedPreferences(machine),
      ...readPolicyFile(`${root}/Library/Application Support/Talkmelder/policy.json`, administrator),
    ];
  return [
    ...readFolder(`${root}/etc/talkmelder/policy.d`, administrator),
    ...readPolicyFile(`${root}/etc/talkmelder/policy.json`, administrator),
  ];
}

function readPolicyFile(path: string, administrator: number): FoundPolicy[] {
  const content = readMachineFile(path, administrator);
  return content.kind === 'absent' ? [] : [{ place: path, content }];
}

/** Reads the files of a folder; the last by name is the strongest. */
function readFolder(folder: string, administrator: number): FoundPolicy[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    return names
      .sort()
      .reverse()
      .slice(0, MOST_FILES)
      .flatMap((name) => readPolicyFile(join(folder, name), administrator));
  } catch (error) {
    return isAbsent(error) ? [] : [{ place: folder, content: { kind: 'unreadable' } }];
  }
}

/** The app's id in electron-builder.yml, which names its preferences. */
const BUNDLE = 'de.talkmelder.app';

/**
 * Reads what an MDM manages. The system writes these files as root; `getUserDefault` would also return what a user has
 * written. The machine's are stronger than one user's.
 */
function readManagedPreferences({ user, root, administrator, convertPlist = plutil }: Machine): FoundPolicy[] {
  const read = (path: string, place: string): FoundPolicy[] => {
    const content = readBytes(path, administrator);
    if (content.kind === 'absent') return [];
    if (content.kind !== 'bytes') return [{ place, content }];
    try {
      return [{ place, content: { kind: 'values', values: JSON.parse(convertPlist(content.bytes)) } }];
    } catch {
      return [{ place, content: { kind: 'unreadable' } }];
    }
  };
  const folder = `${root}/Library/Managed Preferences`;
  const forAll = `${folder}/${BUNDLE}.plist`;
  // The report of the doctor names no user.
  return [
    ...read(forAll, forAll),
    ...read(`${folder}/${nameOf(user)}/${BUNDLE}.plist`, `${folder}/USER/${BUNDLE}.plist`),
  ];
}

function nameOf(user: () => string): string {
  try {
    return user().replaceAll('/', '');
  } catch {
    return '';
  }
}

/** The bytes that were judged are the bytes that count, so they go through the standard input. */
const plutil = (bytes: Buffer): string =>
  execFileSync('/usr/bin/plutil', ['-convert', 'json', '-o', '-', '--', '-'], {
    input: bytes,
    encoding: 'utf8',
    env: {},
    timeout: CONVERSION_TIMEOUT_MS,
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
  });

function readMachineFile(path: string, administrator: number): MachineFile {
  const content = readBytes(path, administrator);
  return content.kind === 'bytes' ? { kind: 'text', text: content.bytes.toString('utf8') } : content;
}

type Bytes = Exclude<MachineFile, { kind: 'text' }> | { kind: 'bytes'; bytes: Buffer };

function readBytes(path: string, administrator: number): Bytes {
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
    return { kind: 'bytes', bytes: readFileSync(file) };
  } catch (error) {
    return { kind: isAbsent(error) ? 'absent' : 'unreadable' };
  } finally {
    if (file !== null) closeSync(file);
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));

/** The folder is checked as well, because a user who can write there can replace the file. */
const isAdministrators = ({ uid, mode }: Stats, administrator: number): boolean =>
  uid === administrator && (mode & WRITABLE_BY_OTHERS) === 0;
