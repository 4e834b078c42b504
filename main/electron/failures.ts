import { join } from 'node:path';
import { app, dialog } from 'electron';
import { words } from '../core/i18n/index.ts';
import { resolveLanguage } from '../core/model/settings.ts';
import type { Logger } from '../core/ports.ts';
import { createLogger, logFileIn } from './logger.ts';

/**
 * For a start that failed: a process without tray and window would keep the single-instance lock and never be seen.
 * The person reads what to do, in the system's language; whoever helps finds the rest in the log. Only after `ready`.
 */
export function giveUp(error: unknown): void {
  const folder = join(app.getPath('userData'), 'logs');
  const locale = app.getPreferredSystemLanguages()[0] ?? app.getLocale();
  const say = words(resolveLanguage('system', locale));
  try {
    createLogger(folder, app.commandLine.hasSwitch('verbose')).error(`could not start: ${traceOf(error)}`);
  } finally {
    dialog.showErrorBox('Talkmelder', say('startFailed', { log: logFileIn(folder) }));
    app.exit(1);
  }
}

/** A forgotten rejection or exception is a bug to be mended, not a reason to end, nor to show anybody its trace. */
export function logUnhandled(log: Logger): void {
  process.on('unhandledRejection', (reason) => log.error(`unhandled: ${traceOf(reason)}`));
  process.on('uncaughtException', (error) => log.error(`uncaught: ${traceOf(error)}`));
}

const traceOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : 'unknown');
