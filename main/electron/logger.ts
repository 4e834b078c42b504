import { join } from 'node:path';
// The Node flavour: the default one opens IPC channels that this app does not need.
import log from 'electron-log/node';
import { cleaned } from '../core/model/plain-text.ts';
import type { Logger } from '../core/ports.ts';
import { makePrivateFolder } from './private-folder.ts';

const MAX_BYTES = 1024 * 1024;
/** A stack trace has a few thousand characters. */
const LONGEST_ENTRY = 20_000;
/** An entry may contain names that a server or the system chose: they must not be able to imitate other entries. */
const entry = (message: string): string => cleaned(message, LONGEST_ENTRY);

export const logFileIn = (folder: string): string => join(folder, 'talkmelder.log');

/** Writes to `<folder>/talkmelder.log` (1 MB, one older file kept) and, with `verbose`, every entry to the terminal. */
export function createLogger(folder: string, verbose: boolean): Logger {
  try {
    makePrivateFolder(folder);
  } catch {
    // If the folder cannot be made, the log file cannot be written either; the terminal still gets the entries.
  }
  log.transports.file.resolvePathFn = () => logFileIn(folder);
  log.transports.file.maxSize = MAX_BYTES;
  // Only this user may read the log, like everything else that the app writes.
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.transports.file.level = verbose ? 'debug' : 'info';
  log.transports.console.level = verbose ? 'debug' : 'warn';
  return {
    debug: (message) => log.debug(entry(message)),
    info: (message) => log.info(entry(message)),
    warn: (message) => log.warn(entry(message)),
    error: (message) => log.error(entry(message)),
  };
}
