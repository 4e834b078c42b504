/**
 * The module that `import … from 'electron'` and `require('electron')` give an app on the host. Every export of
 * Electron's main process is here; those that the host lacks throw by name when they are used.
 */
import { app, hostApp } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { clipboard } from './clipboard.ts';
import { dialog } from './dialog.ts';
import { globalShortcut } from './global-shortcut.ts';
import { ipcMain } from './ipc-main.ts';
import './machine-files.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { net } from './net.ts';
import { Notification } from './notification.ts';
import { person } from './person.ts';
import { powerMonitor } from './power-monitor.ts';
import { powerSaveBlocker } from './power-save-blocker.ts';
import { safeStorage } from './safe-storage.ts';
import { screen } from './screen.ts';
import { protocol, session } from './session.ts';
import { shell } from './shell.ts';
import { absent, facade, strict } from './strict.ts';
import { liveIn } from './surroundings.ts';
import { Tray } from './tray.ts';
import { HostContents } from './web-contents.ts';

const webContents = strict(
  {
    getAllWebContents: () => HostContents.all().map((contents) => facade<Electron.WebContents>(contents)),
    fromId: (id: number) => {
      const found = HostContents.all().find((contents) => contents.id === id);
      return found && facade<Electron.WebContents>(found);
    },
  } satisfies Pick<typeof Electron.WebContents, 'getAllWebContents' | 'fromId'>,
  { name: 'webContents', surface: ['getAllWebContents', 'fromId'] },
);

type Main = typeof Electron.CrossProcessExports;
/** Exports of the renderer and the utility process, which the main process does not have either. */
type Elsewhere = 'contextBridge' | 'ipcRenderer' | 'webFrame' | 'webUtils' | 'parentPort' | 'localAIHandler';

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
  autoUpdater: absent('autoUpdater'),
  BaseWindow: absent('BaseWindow'),
  BrowserView: absent('BrowserView'),
  ClipboardItem: absent('ClipboardItem'),
  contentTracing: absent('contentTracing'),
  crashReporter: absent('crashReporter'),
  desktopCapturer: absent('desktopCapturer'),
  inAppPurchase: absent('inAppPurchase'),
  ImageView: absent('ImageView'),
  IpcMainServiceWorker: absent('IpcMainServiceWorker'),
  MessageChannelMain: absent('MessageChannelMain'),
  netLog: absent('netLog'),
  pushNotifications: absent('pushNotifications'),
  ShareMenu: absent('ShareMenu'),
  sharedTexture: absent('sharedTexture'),
  systemPreferences: absent('systemPreferences'),
  TouchBar: absent('TouchBar'),
  utilityProcess: absent('utilityProcess'),
  View: absent('View'),
  WebContentsView: absent('WebContentsView'),
  webFrameMain: absent('webFrameMain'),
} satisfies Partial<Record<Exclude<keyof Main, Elsewhere>, unknown>>;

// `require` gets the object itself, as Node's `require` of an ES module allows.
export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  electron as default,
  electron as 'module.exports',
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
};
export const {
  autoUpdater,
  BaseWindow,
  BrowserView,
  ClipboardItem,
  contentTracing,
  crashReporter,
  desktopCapturer,
  inAppPurchase,
  ImageView,
  IpcMainServiceWorker,
  MessageChannelMain,
  netLog,
  pushNotifications,
  ShareMenu,
  sharedTexture,
  systemPreferences,
  TouchBar,
  utilityProcess,
  View,
  WebContentsView,
  webFrameMain,
} = electron;

liveIn(person);
hostApp.start();
