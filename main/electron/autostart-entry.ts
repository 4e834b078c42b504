import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** One path per user, however the app is started. Source: freedesktop.org, Desktop Application Autostart 0.5. */
export function autostartFile(env: NodeJS.ProcessEnv = process.env): string {
  const configured = env.XDG_CONFIG_HOME ?? '';
  // The base directory specification says that relative paths must be ignored.
  const config = isAbsolute(configured) ? configured : join(homedir(), '.config');
  return join(config, 'autostart', 'de.talkmelder.app.desktop');
}

/**
 * Formats a command as the value of `Exec`. Two rules apply one after the other: in a double-quoted argument, `"`, `` `
 * ``, `$` and `\` are escaped and `%` is doubled; then each backslash of the whole value is escaped once more.
 * Source: Desktop Entry Specification 1.5, "The Exec key" and "Possible value types".
 */
export function execLine(command: readonly string[]): string {
  const quoted = command.map((arg) => {
    const safe = arg.replaceAll('%', '%%');
    return /^[\w./%=:@+,-]+$/.test(safe) ? safe : `"${safe.replace(/["`$\\]/g, '\\$&')}"`;
  });
  return `Exec=${quoted.join(' ').replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`;
}

/**
 * Writes the entry unless an entry with the same command is there: the user may have switched that one off in the
 * desktop's own settings, which write their mark into the file.
 * @throws the errors of the file system
 */
export function writeEntry(file: string, command: readonly string[]): void {
  const exec = execLine(command);
  if (contentOf(file)?.split('\n').includes(exec)) return;
  const lines = ['[Desktop Entry]', 'Type=Application', 'Name=Talkmelder', exec, 'Icon=talkmelder', 'Terminal=false'];
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // The entry appears whole or not at all: a session that starts meanwhile must not read half of it.
  const draft = `${file}.${process.pid}.part`;
  writeFileSync(draft, `${lines.join('\n')}\n`);
  renameSync(draft, file);
}

/** @throws the errors of the file system, except for a missing file */
export function removeEntry(file: string): void {
  rmSync(file, { force: true });
}

/**
 * Returns whether an entry is there and the desktop has not switched it off. Source: as above; GNOME has its own key.
 */
export function isSwitchedOn(file: string): boolean {
  const lines = contentOf(file)
    ?.split('\n')
    .map((line) => line.trim().toLowerCase());
  return lines !== undefined && !lines.some((line) => /^(hidden=true|x-gnome-autostart-enabled=false)$/.test(line));
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
