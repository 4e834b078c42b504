import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname } from 'node:path';
import { options } from './options.ts';

/**
 * Files of the administrator on the machine, for example below /etc. The app opens them by their own names, and the
 * host reads them from the test's folder; files and folders belong to root, as on a real machine.
 */
const files = new Map(Object.entries(options.machineFiles));
const folders = new Set([...files.keys()].map((path) => dirname(path)));

if (files.size > 0) {
  const { openSync, fstatSync, statSync, closeSync, readdirSync } = fs;
  const opened = new Set<number>();
  /** Changes owner and write permission, and keeps the kind of file. */
  const asAdministrators = (stats: fs.Stats): fs.Stats =>
    Object.assign(stats, { uid: 0, mode: (stats.mode & fs.constants.S_IFMT) | 0o755 });
  const patched: Pick<typeof fs, 'openSync' | 'closeSync'> = {
    openSync(path, ...more) {
      const real = files.get(String(path));
      const file = openSync(real ?? path, ...more);
      if (real !== undefined) opened.add(file);
      return file;
    },
    closeSync(file) {
      opened.delete(file);
      closeSync(file);
    },
  };
  Object.assign(fs, patched, {
    fstatSync: (file: number) => {
      const stats = fstatSync(file);
      return opened.has(file) ? asAdministrators(stats) : stats;
    },
    readdirSync: (path: string) =>
      folders.has(path)
        ? [...files.keys()].filter((file) => dirname(file) === path).map((file) => basename(file))
        : readdirSync(path),
    statSync: (...given: Parameters<typeof statSync>) =>
      folders.has(String(given[0])) ? asAdministrators(statSync('/')) : statSync(...given),
  });
  syncBuiltinESMExports();
}
