import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { FileNotWritten, SettingsFileOdd } from '../core/errors.ts';
import type { Say } from '../core/i18n/index.ts';
import { codeOf } from './user-files.ts';

const FILTERS = [{ name: 'JSON', extensions: ['json'] }];
/** Far more than any file of settings has. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Saves a text to a file that the user chooses.
 * @returns false when the user has cancelled @throws FileNotWritten
 */
export async function saveSettingsFile(
  say: Say,
  askWhere: (options: SaveDialogOptions) => Promise<string | null>,
  text: () => string,
): Promise<boolean> {
  const file = await askWhere({
    title: say('settingsSave'),
    defaultPath: join(app.getPath('documents'), say('settingsFile')),
    filters: FILTERS,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (file === null) return false;
  try {
    await writeFile(file, text());
  } catch (error) {
    throw new FileNotWritten(codeOf(error));
  }
  return true;
}

/**
 * Reads a file that the user chooses.
 * @returns null when the user has cancelled @throws SettingsFileOdd when it cannot be read, or is far too long
 */
export async function openSettingsFile(
  say: Say,
  askFiles: (options: OpenDialogOptions) => Promise<string[]>,
): Promise<string | null> {
  const [path] = await askFiles({ title: say('settingsLoad'), filters: FILTERS, properties: ['openFile'] });
  if (path === undefined) return null;
  try {
    const file = await open(path);
    try {
      const facts = await file.stat();
      if (!facts.isFile() || facts.size > MAX_BYTES) throw new SettingsFileOdd('no file, or too long');
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof SettingsFileOdd ? error : new SettingsFileOdd(codeOf(error));
  }
}
