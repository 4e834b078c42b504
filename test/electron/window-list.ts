import type { HostWindow } from './browser-window.ts';
import { facade } from './strict.ts';

/** Every open window, oldest first. */
export const windows: HostWindow[] = [];

/** The oldest window that a person uses: it neither fills its screen nor stays above all others. */
export const ordinaryWindow = (): HostWindow | undefined =>
  windows.find((window) => !window.isFullScreen() && !window.isOnTop() && window.isFocusable());

/** The oldest window that fills its screen. */
export const fillingWindow = (): HostWindow | undefined =>
  windows.find((window) => window.isFullScreen() && !window.isOnTop());

/** The windows above all others, oldest first. */
export const topWindows = (): HostWindow[] => windows.filter((window) => window.isOnTop());

const given = (window: HostWindow | undefined): Electron.BrowserWindow | null =>
  window ? facade<Electron.BrowserWindow>(window) : null;

/** The static methods of Electron's BrowserWindow class. */
export const statics = {
  getAllWindows: () => windows.map((window) => facade<Electron.BrowserWindow>(window)),
  getFocusedWindow: () => given(windows.find((window) => window.isFocused())),
  fromWebContents: (contents: Electron.WebContents) => given(windows.find(({ id }) => id === contents.id)),
} satisfies Pick<typeof Electron.BrowserWindow, 'getAllWindows' | 'getFocusedWindow' | 'fromWebContents'>;
