import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type SaveDialogOptions } from 'electron';
import { FileNotWritten } from '../core/errors.ts';
import type { Say } from '../core/i18n/index.ts';
import { codeOf } from './user-files.ts';

/**
 * Exports the log of alarms to a file that the user chooses. This is the only way out of the app for the log.
 * @param askWhere shows the system's dialog @param table the log for a spreadsheet
 * @returns false when the user has cancelled @throws FileNotWritten
 */
export async function saveAlarmLog(
  say: Say,
  askWhere: (options: SaveDialogOptions) => Promise<string | null>,
  table: () => string,
): Promise<boolean> {
  const file = await askWhere({
    title: say('alarmLogSave'),
    defaultPath: join(app.getPath('documents'), say('alarmLogFile')),
    filters: [{ name: 'CSV', extensions: ['csv'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (file === null) return false;
  try {
    await writeFile(file, table());
  } catch (error) {
    throw new FileNotWritten(codeOf(error));
  }
  return true;
}
