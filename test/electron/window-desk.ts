import type { HostWindow } from './browser-window.ts';
import { desk } from './desk.ts';
import { browser } from './lifecycle.ts';
import { ordinaryWindow, windows } from './window-list.ts';

/** The person's actions on the app's window, and the page of the window for tests. */
const theWindow = (): HostWindow => {
  const window = ordinaryWindow();
  if (!window) throw new Error('the app has no window');
  return window;
};
desk.offer('window.blur', () => {
  if (!theWindow().isFocused()) throw new Error('the window is not focused');
  theWindow().loseFocus();
});
desk.offer('window.focus', () => {
  if (!theWindow().isOnScreen()) throw new Error('the window is not visible');
  theWindow().focus();
});
desk.offer('window.reload', () => theWindow().loadURL(theWindow().contents.getURL()));
desk.offer('window.close', () => {
  if (!theWindow().isOnScreen()) throw new Error('the window is not visible');
  theWindow().close();
});
/** Resolves with the target of the window's page, and waits until there is one. */
desk.offer('window.target', async (): Promise<string> => {
  while (!ordinaryWindow()) await desk.changedSince(desk.snapshot().version);
  return (await theWindow().contents.page).targetId;
});
desk.offer('window.drag', (bounds: Partial<Electron.Rectangle>) => {
  if (!theWindow().isOnScreen()) throw new Error('the window is not visible');
  theWindow().drag(bounds);
});
/** The same for the window that fills a screen. */
const filling = (): HostWindow | undefined => windows.find((window) => window.isFullScreen());
desk.offer('fullScreen.target', async (): Promise<string> => {
  while (!filling()) await desk.changedSince(desk.snapshot().version);
  return (await filling()?.contents.page)?.targetId ?? '';
});
desk.offer('fullScreen.close', () => filling()?.close());
desk.offer('browser.endpoint', async () => (await browser()).endpoint);
