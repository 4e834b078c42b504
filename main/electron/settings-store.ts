import { renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ipcMain } from 'electron';
import Store from 'electron-store';
import type { Logger, SettingsStore } from '../core/ports.ts';

type Document = Record<string, unknown>;

/**
 * One JSON file per document below `folder`, readable by this user only, written atomically by electron-store.
 * A damaged file is set aside under another name and begun anew.
 */
export function createSettingsStore(folder: string, log: Logger): SettingsStore {
  const open = new Map<string, Store<Document>>();

  const fileOf = (name: string): string => join(folder, ...name.split('/').map(encodeURIComponent));

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
    try {
      store = new Store<Document>(options);
    } catch (error) {
      log.error(`${name}.json is damaged (${error instanceof Error ? error.name : 'unknown'}): set aside, begun anew`);
      renameSync(`${file}.json`, `${file}.damaged.json`);
      store = new Store<Document>(options);
    }
    // electron-store offers its folder to windows; ours need not know it.
    ipcMain.removeAllListeners('electron-store-get-data');
    open.set(name, store);
    return store;
  }

  return {
    read: (name) => storeOf(name).store,
    write(name, value) {
      storeOf(name).store = value as Document;
    },
    remove(name) {
      open.delete(name);
      rmSync(`${fileOf(name)}.json`, { force: true });
    },
  };
}
