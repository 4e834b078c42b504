import { join } from 'node:path';
// The Node flavour: the other one opens IPC channels that this app does not need.
import log from 'electron-log/node';
import { cleaned } from '../core/model/plain-text.ts';
import type { Logger } from '../core/ports.ts';
import { makePrivateFolder } from './private-folder.ts';

const MAX_BYTES = 1024 * 1024;
/** A trace has a few thousand characters. */
const LONGEST_ENTRY = 20_000;
/** What a server or the system calls something may stand in an entry: it must not look like something else there. */
const entry = (message: string): string => cleaned(message, LONGEST_ENTRY);

export const logFileIn = (folder: string): string => join(folder, 'talkmelder.log');

/** Writes to `<folder>/talkmelder.log` (1 MB, one older file kept) and, with `verbose`, everything to the terminal. */
export function createLogger(folder: string, verbose: boolean): Logger {
  try {
    makePrivateFolder(folder);
  } catch {
    // A disk that takes no folder takes no log either; the terminal still hears of it.
  }
  log.transports.file.resolvePathFn = () => logFileIn(folder);
  log.transports.file.maxSize = MAX_BYTES;
  // For this user's eyes only, as everything else that the app writes.
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
