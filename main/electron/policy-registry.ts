import { execFileSync } from 'node:child_process';
import { win32 } from 'node:path';
import type { FoundPolicy } from '../core/ports.ts';
import { decodeConsole } from './console-text.ts';
import { systemRoot } from './policy-file-windows.ts';

const TIMEOUT_MS = 5_000;
/**
 * A PC that has just started may be busy with much else. The app starts later then, but not without its policy. Nothing
 * else runs meanwhile, and Windows lets another start end a process that does not answer for 20 seconds.
 */
const LONG_TIMEOUT_MS = 10_000;
/** Far more than any policy needs. */
const MAX_BYTES = 1024 * 1024;
const POLICIES = 'HKEY_LOCAL_MACHINE\\Software\\Policies';
const MACHINE = `${POLICIES}\\Talkmelder`;
const PRESETS = 'HKEY_CURRENT_USER\\Software\\Talkmelder\\Presets';
const CODE_PAGES = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';

/**
 * Runs `reg.exe` with these arguments and returns what it writes to its output.
 * @throws when it cannot run, writes too much, or reports an error: an absent key is one; with the code ETIMEDOUT when it
 * takes longer than the limit
 */
export type RunReg = (parameters: readonly string[], limitMs: number) => Uint8Array;

/** `reg.exe` comes from the system's folder: the search path is the user's. A 32-bit view would show other keys. */
const runReg: RunReg = (parameters, limitMs) => {
  const root = systemRoot();
  return execFileSync(win32.join(root, 'System32', 'reg.exe'), [...parameters, '/reg:64'], {
    cwd: win32.join(root, 'System32'),
    env: { SystemRoot: root },
    timeout: limitMs,
    maxBuffer: MAX_BYTES,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
};

/**
 * Reads the policy that a group policy, an MDM or the installer has written into the registry, which only an
 * administrator can write. `HKEY_CURRENT_USER\Software\Policies` does not count: certificates and servers are decided
 * for the PC, not for one of its users. Never throws.
 */
export function machinesRegistry(run: RunReg = runReg): FoundPolicy[] {
  const place = 'HKLM\\Software\\Policies\\Talkmelder';
  let isPatient = true;
  /** Asks a second time, once. */
  const patiently: RunReg = (parameters, limitMs) => {
    try {
      return run(parameters, limitMs);
    } catch (error) {
      if (!isPatient || !isTimeout(error)) throw error;
      isPatient = false;
      return run(parameters, LONG_TIMEOUT_MS);
    }
  };
  try {
    // An error of `reg.exe` does not say whether the key is absent or cannot be read; this list does.
    const names = textOf(patiently, [POLICIES]).split(/\r?\n/);
    if (!names.some((name) => name.toLowerCase() === MACHINE.toLowerCase())) return [];
    return [{ place, content: read(patiently, MACHINE) }];
  } catch (error) {
    return [{ place, content: { kind: isTimeout(error) ? 'unanswered' : 'unreadable' } }];
  }
}

const isTimeout = (error: unknown): boolean => Reflect.get(Object(error), 'code') === 'ETIMEDOUT';

/** Reads what the installer of one user has preset. Never throws. */
export function usersRegistry(run: RunReg = runReg): FoundPolicy[] {
  try {
    return [{ place: 'HKCU\\Software\\Talkmelder\\Presets', content: read(run, PRESETS), isUsers: true }];
  } catch {
    // Nothing depends on it that the user could not choose.
    return [];
  }
}

const read = (run: RunReg, key: string): FoundPolicy['content'] => ({
  kind: 'registry',
  key,
  output: textOf(run, [key, '/s']),
});

const textOf = (run: RunReg, parameters: readonly string[]): string =>
  decodeConsole(run(['query', ...parameters], TIMEOUT_MS), () => codePage(run));

function codePage(run: RunReg): string | null {
  try {
    const output = new TextDecoder().decode(run(['query', CODE_PAGES, '/v', 'OEMCP'], TIMEOUT_MS));
    return /REG_SZ\s+(\d+)/.exec(output)?.[1] ?? null;
  } catch {
    return null;
  }
}
