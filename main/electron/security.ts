import { app, type Session } from 'electron';
import type { Logger } from '../core/ports.ts';

/** Denies everything that our window never does: navigate, open windows, embed pages, ask for permissions. */
export function denyByDefault(target: Session, log: Logger): void {
  target.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn(`permission refused: ${permission}`);
    callback(false);
  });
  target.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (details) => {
      log.warn('navigation refused');
      details.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
