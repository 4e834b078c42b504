import { app, type BrowserWindow } from 'electron';

/**
 * Opens Chromium's developer tools on F12, in a window of their own: ours is too narrow to share. An installed app has
 * none, because its windows are built with `devTools: false`.
 */
export function offerDevTools({ webContents }: BrowserWindow): void {
  webContents.on('before-input-event', (_event, { type, key }) => {
    if (type === 'keyDown' && key === 'F12') webContents.openDevTools({ mode: 'detach' });
  });
}

/** The message of `npm run dev` (build/dev.ts) to the app. */
const RELOAD = 'reload';

/**
 * Obeys `npm run dev`, which has started this app with a channel: reloads the window when the page was built again, and
 * quits when `npm run dev` has gone. An installed app does not listen.
 */
export function followBuilds(reload: () => void): void {
  if (app.isPackaged) return;
  process.on('message', (message) => {
    if (message === RELOAD) reload();
  });
  process.on('disconnect', () => app.quit());
}
