import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Administrators, the system, Windows' own installer; of a domain: its administrators. As SDDL writes them. */
const TRUSTED = /^(?:BA|SY|DA|EA|LA|S-1-5-18|S-1-5-32-544|S-1-5-80-956008885-\d+-\d+-\d+-\d+)$/;
/** Who will own what is made in a folder: nobody yet. */
const CREATOR = /^(?:CO|CG|S-1-3-[01])$/;
/** Rights that change a file, or who may: write, append, attributes, delete, permissions, owner, all. */
const CHANGING = 0x2 | 0x4 | 0x10 | 0x40 | 0x100 | 0x10000 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000;
/** The names of rights that change nothing. */
const HARMLESS = new Set(['FR', 'FX', 'GR', 'GX', 'RC']);
const TIMEOUT_MS = 10_000;

/**
 * Whether none but administrators can change the file, by its owner and its access list.
 * @throws when Windows does not tell
 */
export function isProtectedOnWindows(path: string): boolean {
  // Not by name: the search path is the user's. The path goes in by a variable, for in a command it could be code.
  const powershell = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32\\WindowsPowerShell\\v1.0\\powershell.exe');
  const command = '(Get-Acl -LiteralPath $env:TALKMELDER_FILE).Sddl';
  const sddl = execFileSync(powershell, ['-NoProfile', '-NonInteractive', '-Command', command], {
    encoding: 'utf8',
    env: { SystemRoot: process.env.SystemRoot, TALKMELDER_FILE: path },
    timeout: TIMEOUT_MS,
    windowsHide: true,
  });
  return isAdministratorsAlone(sddl.trim());
}

/**
 * Whether a security descriptor lets none but administrators change its file.
 * @param sddl for example `O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)`
 */
export function isAdministratorsAlone(sddl: string): boolean {
  const [, owner, list] = /^O:(\S+?)G:\S+?D:([^(]*(?:\([^)]*\))*)/.exec(sddl) ?? [];
  // Without a list, or with an empty one that is no list (NO_ACCESS_CONTROL), everybody may do everything.
  if (!owner || !TRUSTED.test(owner) || !list?.includes('(') || list.startsWith('NO_ACCESS_CONTROL')) return false;
  return [...list.matchAll(/\(([^)]*)\)/g)].every(([, entry]) => isHarmless(entry ?? ''));
}

function isHarmless(entry: string): boolean {
  const [type = '', flags = '', rights = '', , , who = ''] = entry.split(';');
  if (type === 'D') return true;
  // Conditional and other entries: nobody who writes a policy needs them.
  if (type !== 'A') return false;
  return TRUSTED.test(who) || CREATOR.test(who) || flags.includes('IO') || changesNothing(rights);
}

function changesNothing(rights: string): boolean {
  if (/^0x[\da-f]+$/i.test(rights)) return (Number(rights) & CHANGING) === 0;
  return /^(?:[A-Z]{2})*$/.test(rights) && (rights.match(/../g) ?? []).every((right) => HARMLESS.has(right));
}
