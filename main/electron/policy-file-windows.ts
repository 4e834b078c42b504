import { execFileSync } from 'node:child_process';
import { type BigIntStats, lstatSync, realpathSync } from 'node:fs';
import { win32 } from 'node:path';

/** Administrators, the system, Windows' own installer; of a domain: its administrators. As SDDL writes them. */
const TRUSTED = /^(?:BA|SY|DA|EA|LA|S-1-5-18|S-1-5-32-544|S-1-5-80-956008885-\d+-\d+-\d+-\d+)$/;
/** Who will own what is made in a folder: nobody yet. */
const CREATOR = /^(?:CO|CG|S-1-3-[01])$/;
/** Delete a child, delete, change permissions, change the owner, all: what lets a user replace what is there. */
const REPLACING = 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000;
/** The same, and what changes a file: write, append, extended attributes, attributes, write of all kinds. */
const CHANGING = REPLACING | 0x2 | 0x4 | 0x10 | 0x100 | 0x40000000;
/** How SDDL names rights. Source: winnt.h and sddl.h; what is named for directory services means the same bits of a file. */
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

/** Which file or folder it is, whatever it is called. */
export type Identity = Pick<BigIntStats, 'dev' | 'ino'>;

/** What is asked of Windows. */
export interface WindowsFiles {
  /** What stands under the name itself: links are not followed. */
  look(path: string): Identity & { isLink: boolean };
  /** The security descriptors, as SDDL. @throws when Windows does not tell */
  descriptors(paths: readonly string[]): string[];
}

/**
 * Whether none but administrators can change the file, or put another one in its place: by the owners and the access
 * lists of the file and of its folder. Windows tells these by name only, so that the names have to lead to the same file
 * and folder before and after, and to no link.
 * @param opened the file that is going to be read
 * @throws when Windows does not tell
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
    // A junction, too.
    return { dev: stats.dev, ino: stats.ino, isLink: stats.isSymbolicLink() };
  },
  descriptors: askPowerShell,
};

/**
 * PowerShell and what it loads come from the system's folder. The search path, SystemRoot and PSModulePath are variables
 * that each user sets as they like, and the modules of the user would come first. The paths go in by variables, for in a
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
  const told = execFileSync(
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
  return told.split(/\r?\n/).flatMap((line) => line.trim() || []);
}

/** As Windows' kernel names its own folder: no user can move that name. */
const KERNELS_NAME = '\\\\?\\GLOBALROOT\\SystemRoot';
const USUAL_ROOT = 'C:\\Windows';

/** Windows' own folder, without asking a variable. @param resolve follows a name to where it leads */
export function systemRoot(resolve: (path: string) => string = realpathSync.native): string {
  try {
    const found = resolve(KERNELS_NAME).replace(/^\\\\\?\\/, '');
    return /^[A-Za-z]:\\/.test(found) ? found : USUAL_ROOT;
  } catch {
    return USUAL_ROOT;
  }
}

/**
 * Whether a security descriptor lets none but administrators change its file.
 * @param sddl for example `O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)`
 */
export const isAdministratorsAlone = (sddl: string): boolean => grantsOthersNone(sddl, CHANGING);

/**
 * Whether a security descriptor lets none but administrators replace what is in its folder. Below ProgramData, Windows
 * lets everybody add files to each folder: those have other owners, and replace nothing.
 */
export const isFolderProtected = (sddl: string): boolean => grantsOthersNone(sddl, REPLACING);

function grantsOthersNone(sddl: string, rights: number): boolean {
  const [, owner, list] = /^O:(\S+?)G:\S+?D:([^(]*(?:\([^)]*\))*)/.exec(sddl) ?? [];
  // Without a list, or with an empty one that is no list (NO_ACCESS_CONTROL), everybody may do everything.
  if (!owner || !TRUSTED.test(owner) || !list?.includes('(') || list.startsWith('NO_ACCESS_CONTROL')) return false;
  return [...list.matchAll(/\(([^)]*)\)/g)].every(([, entry]) => isHarmless(entry ?? '', rights));
}

function isHarmless(entry: string, harmful: number): boolean {
  const [type = '', flags = '', rights = '', , , who = ''] = entry.split(';');
  if (type === 'D') return true;
  // Conditional and other entries: nobody who writes a policy needs them.
  if (type !== 'A') return false;
  // Two letters each: CIOI has no IO in it.
  const isInheritOnly = /^(?:..)*IO/.test(flags);
  return TRUSTED.test(who) || CREATOR.test(who) || isInheritOnly || (bitsOf(rights) & harmful) === 0;
}

/** What is not known counts as everything. */
function bitsOf(rights: string): number {
  if (/^0x[\da-f]+$/i.test(rights)) return Number(rights);
  if (!/^(?:[A-Z]{2})*$/.test(rights)) return -1;
  return (rights.match(/../g) ?? []).reduce((bits, right) => bits | (RIGHTS[right] ?? -1), 0);
}
