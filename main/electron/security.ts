import { app, type Session, type WebPreferences } from 'electron';
import type { Logger } from '../core/ports.ts';

/** What every window with a page of ours gets. @param preload the path of its preload */
export const pagePreferences = (preload: string, session: Session): WebPreferences => ({
  preload,
  session,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  spellcheck: false,
  devTools: !app.isPackaged,
});

/**
 * Denies everything that our window never does: navigate, open windows, embed pages, ask for permissions.
 * @param playsAlarms returns whether this page plays the sound of alarms: it may know the loudspeakers and choose one.
 *   Chromium names them only to pages that may listen to a microphone. The page may still not listen: that is a request.
 */
export function denyByDefault(target: Session, log: Logger, playsAlarms: (webContentsId: number) => boolean): void {
  target.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn(`permission refused: ${permission}`);
    callback(false);
  });
  target.setPermissionCheckHandler((contents, permission, _origin, { mediaType }) => {
    const isSpeakers = permission === 'speaker-selection' || (permission === 'media' && mediaType === 'audio');
    return isSpeakers && contents !== null && playsAlarms(contents.id);
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (details) => {
      log.warn('navigation refused');
      details.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
