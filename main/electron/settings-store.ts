import { createHash } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ipcMain } from 'electron';
import Store from 'electron-store';
import { describeError } from '../core/errors.ts';
import type { Logger, SettingsStore } from '../core/ports.ts';
import { makePrivateFolder } from './private-folder.ts';

type Document = Record<string, unknown>;

/**
 * Stores one JSON file per document below `folder`. Only this user can read it, and electron-store writes it
 * atomically. A damaged file is renamed, and a new one is begun.
 */
export function createSettingsStore(folder: string, log: Logger): SettingsStore {
  const open = new Map<string, Store<Document>>();

  /**
   * Returns the path for `settings` or `cursors/ACCOUNT`. The account is hashed, because a server chose its name, which
   * could be a path.
   */
  function fileOf(name: string): string {
    const [kind = '', ...rest] = name.split('/');
    if (rest.length === 0) return join(folder, kind);
    return join(folder, kind, createHash('sha256').update(rest.join('/')).digest('hex').slice(0, 32));
  }

  function storeOf(name: string): Store<Document> {
    const known = open.get(name);
    if (known) return known;
    const file = fileOf(name);
    const options = {
      cwd: dirname(file),
      name: basename(file),
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
    };
    let store: Store<Document>;
    if (options.cwd !== folder) makePrivateFolder(options.cwd);
    try {
      store = new Store<Document>(options);
    } catch (error) {
      // Any other error (such as a virus scanner's lock) may pass: the file is as good as it was.
      if (!(error instanceof SyntaxError)) throw error;
      log.error(`${kindOf(name)} is damaged: set aside, starting afresh: ${describeError(error)}`);
      renameSync(`${file}.json`, `${file}.damaged.json`);
      store = new Store<Document>(options);
    }
    // electron-store offers its folder to windows; our window does not need it.
    ipcMain.removeAllListeners('electron-store-get-data');
    open.set(name, store);
    return store;
  }

  /** Runs the action, or logs that it failed and returns `otherwise`. */
  function attempt<T>(what: string, name: string, action: () => T, otherwise: T): T {
    try {
      return action();
    } catch (error) {
      log.error(`${kindOf(name)} cannot be ${what}: ${describeError(error)}`);
      return otherwise;
    }
  }

  return {
    read: (name) => attempt<unknown>('read', name, () => storeOf(name).store, {}),
    write(name, value) {
      const save = (): boolean => {
        storeOf(name).store = value as Document;
        return true;
      };
      return attempt('written', name, save, false);
    },
    remove(name) {
      open.delete(name);
      const erase = (suffix: string): boolean => {
        rmSync(`${fileOf(name)}.${suffix}`, { force: true });
        return true;
      };
      // The damaged copy contains the account's data, too.
      const gone = ['json', 'damaged.json'].map((suffix) => attempt('removed', name, () => erase(suffix), false));
      return !gone.includes(false);
    },
  };
}

/** Leaves out the account's name, which must not appear in a log. */
const kindOf = (name: string): string => `${name.split('/')[0]}.json`;
