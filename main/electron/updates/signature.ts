import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The path comes in a variable, so that no name of a file is ever read as a command. `Status` 0 is a valid signature whose
 * certificate Windows trusts.
 */
const SCRIPT = [
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
  '$found = Get-AuthenticodeSignature -LiteralPath $env:TALKMELDER_UPDATE',
  "ConvertTo-Json -Compress @{ status = [int]$found.Status; subject = ''+$found.SignerCertificate.Subject }",
].join('; ');
const PATIENCE_MS = 60_000;

/**
 * Asks Windows who has signed a program. @returns null: one of these publishers, and the signature is valid; otherwise
 * why not. electron-updater's own check lets every program pass where PowerShell fails; here it fails then.
 * @param publishers common names, or whole names of certificates (`CN=…, O=…`)
 */
export async function signatureFault(publishers: readonly string[], path: string): Promise<string | null> {
  const { PSModulePath: _modules, ...environment } = process.env;
  const powershell = win32.join(
    environment.SystemRoot ?? 'C:\\Windows',
    'System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  );
  const args = ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-Command', SCRIPT];
  const env = { ...environment, TALKMELDER_UPDATE: path };
  try {
    const { stdout } = await run(powershell, args, { env, timeout: PATIENCE_MS, windowsHide: true });
    return judgeSignature(publishers, stdout);
  } catch {
    return 'Windows could not be asked about the signature';
  }
}

/** @param output what the script prints @returns null: the signature is valid and one of these publishers' */
export function judgeSignature(publishers: readonly string[], output: string): string | null {
  let found: unknown;
  try {
    found = JSON.parse(output.replace(/^\uFEFF/, ''));
  } catch {
    return 'Windows said nothing about the signature';
  }
  const status: unknown = Reflect.get(Object(found), 'status');
  const subject: unknown = Reflect.get(Object(found), 'subject');
  if (status !== 0) return `the signature is not valid (${Number(status)})`;
  if (typeof subject !== 'string' || !publishers.some((name) => isNamed(subject, name)))
    return 'the signature belongs to other people';
  return null;
}

function isNamed(subject: string, publisher: string): boolean {
  const named = partsOf(subject);
  const wanted = partsOf(publisher);
  if (wanted.size === 0) return publisher !== '' && named.get('CN') === publisher;
  return [...wanted].every(([kind, value]) => named.get(kind) === value);
}

/** `CN="Feuerwehr, Musterstadt", O=…`: values with commas are quoted, and quotes in them doubled. */
const PART = /\s*([A-Za-z0-9.]+)=(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/gy;

function partsOf(name: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const [, kind = '', quoted, plain = ''] of name.matchAll(PART))
    if (!parts.has(kind)) parts.set(kind, quoted?.replaceAll('""', '"') ?? plain.trim());
  return parts;
}

/** Whether an app of macOS is signed by a team: an update must be by the same one. @param bundle path of the .app */
export async function isSignedByTeam(bundle: string): Promise<boolean> {
  try {
    const { stderr } = await run('/usr/bin/codesign', ['--display', '--verbose=2', bundle], { timeout: PATIENCE_MS });
    return namesTeam(stderr);
  } catch {
    return false;
  }
}

/** @param output what codesign says of an app */
export const namesTeam = (output: string): boolean => /^TeamIdentifier=[A-Z0-9]{10}$/m.test(output);
