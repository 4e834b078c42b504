import { join } from 'node:path';
import { app, dialog } from 'electron';
import { describeError } from '../core/errors.ts';
import { type Say, words } from '../core/i18n/index.ts';
import { resolveLanguage } from '../core/model/settings.ts';
import type { Logger } from '../core/ports.ts';
import { createLogger, logFileIn } from './logger.ts';
import { type Refused, refusedOf } from './switches.ts';
import { systemLanguage } from './system-language.ts';

/** The user's choice of language is not known yet, so the system's language is used. */
const sayBeforeSettings = (): Say => words(resolveLanguage('system', systemLanguage()));

/**
 * Ends a failed start: a process without tray and window would hold the single-instance lock and stay invisible. The
 * dialog tells the user what to do, in the system's language; the log has the details. Only after `ready`.
 */
export function giveUp(error: unknown): void {
  const folder = join(app.getPath('userData'), 'logs');
  const say = sayBeforeSettings();
  try {
    createLogger(folder, app.commandLine.hasSwitch('verbose')).error(`could not start: ${describeError(error)}`);
  } finally {
    dialog.showErrorBox('Talkmelder', say('startFailed', { log: logFileIn(folder) }));
    app.exit(1);
  }
}

/**
 * Removes switches and variables that would open an installed app to others. Must be called in the first tick, before
 * Chromium reads them.
 * @returns also those that have already taken effect; with any of them the app must not go on (`refuseStart`)
 */
export function dropSwitches(): Refused {
  if (!app.isPackaged) return { removed: [], variables: [], fatal: [] };
  const refused = refusedOf(process.argv.slice(1), process.env, process.platform);
  for (const name of refused.removed) app.commandLine.removeSwitch(name);
  for (const name of refused.variables) delete process.env[name];
  return refused;
}

/** Tells the user which switch it is. Only after `ready`. */
export function refuseStart(fatal: readonly string[]): void {
  const names = fatal.join(', ');
  try {
    createLogger(join(app.getPath('userData'), 'logs'), false).error(`does not start with ${names}`);
  } finally {
    dialog.showErrorBox('Talkmelder', sayBeforeSettings()('switchRefused', { names }));
    app.exit(1);
  }
}

/** An unhandled rejection or exception is a bug. It neither ends the app nor shows the user a stack trace. */
export function logUnhandled(log: Logger): void {
  process.on('unhandledRejection', (reason) => log.error(`unhandled: ${describeError(reason)}`));
  process.on('uncaughtException', (error) => log.error(`uncaught: ${describeError(error)}`));
}
