import { execFileSync } from 'node:child_process';
import { type BigIntStats, lstatSync, realpathSync } from 'node:fs';
import { win32 } from 'node:path';

/** In SDDL: administrators, the system, the installer of Windows, and the administrators of a domain. */
const TRUSTED = /^(?:BA|SY|DA|EA|LA|S-1-5-18|S-1-5-32-544|S-1-5-80-956008885-\d+-\d+-\d+-\d+)$/;
/** In SDDL: the future owner of something made in a folder, so no user yet. */
const CREATOR = /^(?:CO|CG|S-1-3-[01])$/;
/** Rights that let a user replace a file: delete a child, delete, change permissions, change the owner, all. */
const REPLACING = 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000;
/** The same, and rights that change a file: write, append, extended attributes, attributes, write of all kinds. */
const CHANGING = REPLACING | 0x2 | 0x4 | 0x10 | 0x100 | 0x40000000;
/**
 * The names of rights in SDDL. Source: winnt.h and sddl.h; the names for directory services mean the same bits of a
 * file.
 */
const RIGHTS: Readonly<Record<string, number>> = {
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
};
const TIMEOUT_MS = 10_000;

/** Identifies a file or folder independently of its name. */
export type Identity = Pick<BigIntStats, 'dev' | 'ino'>;

/** The questions that the app asks Windows. */
export interface WindowsFiles {
  /** Looks at the name itself, without following links. */
  look(path: string): Identity & { isLink: boolean };
  /** Returns the security descriptors as SDDL. @throws when Windows does not answer */
  descriptors(paths: readonly string[]): string[];
}

/**
 * Returns whether only administrators can change the file or replace it, judged by the owners and the access lists of
 * the file and of its folder. Windows answers by name only, so the names must lead to the same file and folder before
 * and after the question, and to no link.
 * @param opened the file that is going to be read
 * @throws when Windows does not answer
 */
export function isProtectedOnWindows(path: string, opened: Identity, windows = windowsFiles): boolean {
  const folder = win32.dirname(path);
  const before = [path, folder].map(windows.look);
  const [ofFile = '', ofFolder = '', ...more] = windows.descriptors([path, folder]);
  const after = [path, folder].map(windows.look);
  const areSame = before.every((one, at) => isSame(one, after[at]) && !one.isLink && after[at]?.isLink === false);
  const isOpened = isSame(opened, after[0]);
  return areSame && isOpened && more.length === 0 && isAdministratorsAlone(ofFile) && isFolderProtected(ofFolder);
}

const isSame = (one: Identity, other: Identity | undefined): boolean => one.dev === other?.dev && one.ino === other.ino;

const windowsFiles: WindowsFiles = {
  look(path) {
    const stats = lstatSync(path, { bigint: true });
    // A junction counts as a link, too.
    return { dev: stats.dev, ino: stats.ino, isLink: stats.isSymbolicLink() };
  },
  descriptors: askPowerShell,
};

/**
 * PowerShell and its modules come from the system's folder. The search path, SystemRoot and PSModulePath are variables
 * that each user can set, and the user's modules would come first. The paths are passed in variables, because in a
 * command they could be code.
 */
function askPowerShell(paths: readonly string[]): string[] {
  const root = systemRoot();
  const home = win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0');
  const named = Object.fromEntries(paths.map((path, at) => [`TALKMELDER_PATH_${at}`, path]));
  const command = [
    "$ErrorActionPreference = 'Stop'",
    "Import-Module -Name ($PSHOME + '\\Modules\\Microsoft.PowerShell.Security\\Microsoft.PowerShell.Security.psd1')",
    ...Object.keys(named).map((name) => `(Microsoft.PowerShell.Security\\Get-Acl -LiteralPath $env:${name}).Sddl`),
  ].join('; ');
  const output = execFileSync(
    win32.join(home, 'powershell.exe'),
    ['-NoProfile', '-NonInteractive', '-Command', command],
    {
      encoding: 'utf8',
      cwd: win32.join(root, 'System32'),
      env: { SystemRoot: root, PSModulePath: win32.join(home, 'Modules'), ...named },
      timeout: TIMEOUT_MS,
      windowsHide: true,
    },
  );
  return output.split(/\r?\n/).flatMap((line) => line.trim() || []);
}

/** The kernel's own name for the folder of Windows: no user can redirect that name. */
const KERNELS_NAME = '\\\\?\\GLOBALROOT\\SystemRoot';
const USUAL_ROOT = 'C:\\Windows';

/** Finds the folder of Windows without asking a variable. @param resolve follows a name to its target */
export function systemRoot(resolve: (path: string) => string = realpathSync.native): string {
  try {
    const found = resolve(KERNELS_NAME).replace(/^\\\\\?\\/, '');
    return /^[A-Za-z]:\\/.test(found) ? found : USUAL_ROOT;
  } catch {
    return USUAL_ROOT;
  }
}

/**
 * Returns whether a security descriptor lets only administrators change its file.
 * @param sddl for example `O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)`
 */
export const isAdministratorsAlone = (sddl: string): boolean => grantsOthersNone(sddl, CHANGING);

/**
 * Returns whether a security descriptor lets only administrators replace files in its folder. Below ProgramData,
 * Windows lets all users add files to each folder: such files have other owners, and replace nothing.
 */
export const isFolderProtected = (sddl: string): boolean => grantsOthersNone(sddl, REPLACING);

function grantsOthersNone(sddl: string, rights: number): boolean {
  const [, owner, list] = /^O:(\S+?)G:\S+?D:([^(]*(?:\([^)]*\))*)/.exec(sddl) ?? [];
  // Without a list, or with NO_ACCESS_CONTROL instead of a list, all users may do everything.
  if (!owner || !TRUSTED.test(owner) || !list?.includes('(') || list.startsWith('NO_ACCESS_CONTROL')) return false;
  return [...list.matchAll(/\(([^)]*)\)/g)].every(([, entry]) => isHarmless(entry ?? '', rights));
}

function isHarmless(entry: string, harmful: number): boolean {
  const [type = '', flags = '', rights = '', , , who = ''] = entry.split(';');
  if (type === 'D') return true;
  // Conditional and other entries do not count: no policy file needs them.
  if (type !== 'A') return false;
  // The flags have two letters each: CIOI contains no IO.
  const isInheritOnly = /^(?:..)*IO/.test(flags);
  return TRUSTED.test(who) || CREATOR.test(who) || isInheritOnly || (bitsOf(rights) & harmful) === 0;
}

/** An unknown right counts as all rights. */
function bitsOf(rights: string): number {
  if (/^0x[\da-f]+$/i.test(rights)) return Number(rights);
  if (!/^(?:[A-Z]{2})*$/.test(rights)) return -1;
  return (rights.match(/../g) ?? []).reduce((bits, right) => bits | (RIGHTS[right] ?? -1), 0);
}
