import type { HostWindow } from './browser-window.ts';
import { desk } from './desk.ts';
import { browser } from './lifecycle.ts';
import { fillingWindow, ordinaryWindow, topWindows } from './window-list.ts';

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
/** The files that the person drags over the window; Chromium's own events follow. */
desk.offer('window.dragged', async (paths: string[]) => {
  await (await theWindow().contents.page).delivered({ kind: 'dragged', paths });
});
/** The same for the window that fills a screen. */
desk.offer('fullScreen.target', async (): Promise<string> => {
  while (!fillingWindow()) await desk.changedSince(desk.snapshot().version);
  return (await fillingWindow()?.contents.page)?.targetId ?? '';
});
desk.offer('fullScreen.close', () => fillingWindow()?.close());
/** The same for the windows above all others, by their place in the list. */
desk.offer('top.target', async (at: number): Promise<string> => {
  while (!topWindows()[at]) await desk.changedSince(desk.snapshot().version);
  return (await topWindows()[at]?.contents.page)?.targetId ?? '';
});
desk.offer('top.list', () => desk.snapshot().topWindows);
desk.offer('top.focus', (at: number) => topWindows()[at]?.focus());
desk.offer('top.close', (at: number) => topWindows()[at]?.close());
desk.offer('top.crash', (at: number) => topWindows()[at]?.contents.crash());
desk.offer('browser.endpoint', async () => (await browser()).endpoint);
