import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : null);

/**
 * Returns the path of Electron's executable, or null where it is not unpacked. Importing `electron` would answer the
 * same question, but starts a download when the binary is missing.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [folder] Electron's npm package
 * @returns {string | null}
 */
export const electronBinary = (
  env = process.env,
  folder = join(import.meta.dirname, '..', 'node_modules', 'electron'),
) => {
  const name = read(join(folder, 'path.txt'));
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    const path = join(env.ELECTRON_OVERRIDE_DIST_PATH, name ?? 'electron');
    return existsSync(path) ? path : null;
  }
  if (name === null) return null;
  // An interrupted or older download leaves path.txt behind, so the version file decides, as in Electron's installer.
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (read(join(folder, 'dist', 'version'))?.replace(/^v/, '') !== version) return null;
  const path = join(folder, 'dist', name);
  return existsSync(path) ? path : null;
};
