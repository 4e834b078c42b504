import { app, dialog } from 'electron';
import type { Logger } from '../core/ports.ts';

/** For a start that failed: a process without tray and window would keep the single-instance lock and never be seen. */
export function giveUp(error: unknown): void {
  dialog.showErrorBox('Talkmelder', error instanceof Error ? (error.stack ?? error.message) : String(error));
  app.exit(1);
}

/** A forgotten rejection is a bug to be mended, not a reason to end. */
export function logUnhandled(log: Logger): void {
  process.on('unhandledRejection', (reason) =>
    log.error(`unhandled: ${reason instanceof Error ? reason.stack : 'unknown'}`),
  );
}
