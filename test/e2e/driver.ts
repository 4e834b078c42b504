import type { Page } from 'playwright-core';
import type { MenuEntry, OpenDialog, ShownNotification, TrayState, WindowState } from '../electron/snapshot.ts';

export type { MenuEntry, OpenDialog, ShownNotification, TrayState, WindowState } from '../electron/snapshot.ts';

/** How the machine around the app is, and how the app is started. */
export interface LaunchOptions {
  /** Where the app keeps its data. Default: a fresh folder, removed when the app has ended. */
  userData?: string;
  args?: string[];
  env?: Record<string, string>;
  /** The system's language; default `de-DE`. */
  locale?: string;
  theme?: 'light' | 'dark';
  /** Device pixels per CSS pixel. */
  scale?: number;
  /** What Electron's safeStorage finds: `gnome_libsecret` (default), `basic_text`, `locked`, `unavailable`, … */
  safeStorageBackend?: string;
  trayAvailable?: boolean;
  /** The desktop speaks Wayland (on the host only): it tells a window neither that it is minimised nor where it is. */
  wayland?: boolean;
  notificationsSupported?: boolean;
  /** Shortcuts, as accelerators, that other programs have. */
  takenShortcuts?: string[];
  /** What the app takes the system for (on the host only); default: what it is. */
  platform?: 'win32' | 'darwin';
  /** Files that an administrator has put on the machine (on the host only): where the app finds each, and where it is. */
  machineFiles?: Record<string, string>;
  /** The app takes itself for the installed one (default), or for one from a checkout. */
  packaged?: boolean;
  /** The app to run; default: this project's, as built. */
  entry?: string;
}

/**
 * A running app, and what a person at the machine can do with it. Every `waitFor…` waits for an event and gives up
 * after a while with what there was instead; once the app has ended, everything fails with its output.
 */
export interface AppDriver {
  readonly kind: 'electron' | 'chromium-host';
  readonly userData: string;
  /** The page of the app's window; waits until there is one. */
  window(): Promise<Page>;
  windowState(): Promise<WindowState>;
  waitForWindow(predicate: (window: WindowState) => boolean): Promise<WindowState>;
  /** The person clicks elsewhere. */
  blurWindow(): Promise<void>;
  /** The person clicks on it, where it is visible. */
  focusWindow(): Promise<void>;
  /** Loads its page anew; resolves when that is done. */
  reloadWindow(): Promise<void>;
  /** The person clicks the X. */
  closeWindow(): Promise<void>;
  /** The process that has started the app sends it a message, as `npm run dev` does. */
  tell(message: string): Promise<void>;
  readonly tray: {
    click(): Promise<void>;
    /** Elsewhere than on Linux, where the menu comes by itself. */
    rightClick(): Promise<void>;
    /** Two quick clicks (on Windows only). */
    doubleClick(): Promise<void>;
    state(): Promise<TrayState>;
    /** Chooses the menu's entry with (or matching) this label. */
    choose(label: string | RegExp): Promise<void>;
    waitFor(predicate: (tray: TrayState) => boolean): Promise<TrayState>;
  };
  readonly notifications: {
    /** All that were ever shown, oldest first. */
    list(): Promise<ShownNotification[]>;
    click(id: string): Promise<void>;
    reply(id: string, text: string): Promise<void>;
    action(id: string, index: number): Promise<void>;
    dismiss(id: string): Promise<void>;
    /** Chooses something on a toast that an earlier run has left (on the host only): what Windows tells of it. */
    chooseEarlier(details: Electron.ActivationArguments): Promise<void>;
    /** The system takes its time to show them, until it is told to go on (on the host only). */
    hold(isHeld: boolean): Promise<void>;
    /** Switches them off, or on again, in the system's settings (on the host only). */
    allow(allowed: boolean): Promise<void>;
    /** Waits for so many, or for a list that fits. */
    waitFor(wanted: number | ((list: ShownNotification[]) => boolean)): Promise<ShownNotification[]>;
  };
  /** A native context menu. */
  readonly popup: {
    /** Its entries; null while there is none. */
    state(): Promise<MenuEntry[] | null>;
    waitFor(): Promise<MenuEntry[]>;
    choose(label: string): Promise<void>;
    /** The person clicks elsewhere. */
    close(): Promise<void>;
  };
  /** Native message boxes. */
  readonly dialogs: {
    /** Those that wait for an answer. */
    list(): Promise<OpenDialog[]>;
    waitFor(): Promise<OpenDialog>;
    /** Waits for a box with this button. */
    press(button: string | RegExp): Promise<void>;
  };
  /** Addresses that the app handed to the system browser, in order. */
  opened(): Promise<string[]>;
  /** The first of them that fits; waits for it. */
  waitForOpened(predicate?: (url: string) => boolean): Promise<string>;
  clipboard(): Promise<string>;
  /** The person copies a text in another program. */
  copyElsewhere(text: string): Promise<void>;
  badge(): Promise<number>;
  readonly system: {
    suspend(): Promise<void>;
    resume(): Promise<void>;
    lock(): Promise<void>;
    unlock(): Promise<void>;
    offline(): Promise<void>;
    online(): Promise<void>;
    theme(theme: 'light' | 'dark'): Promise<void>;
    /** The person presses a shortcut that the app has registered; fails when it has not. */
    pressShortcut(accelerator: string): Promise<void>;
    /** Whether something opens web addresses. */
    browser(isThere: boolean): Promise<void>;
  };
  /** What was shown, opened and copied until now is forgotten, and the machine is as it was at first, for another test. */
  forget(): Promise<void>;
  /** The person starts the app once more; resolves when that second process has ended. */
  secondInstance(argv?: string[]): Promise<void>;
  /** A fresh page of the system browser, for sign-in and grant pages. */
  systemBrowser(): Promise<Page>;
  /** As from the tray's Quit; resolves when everything has ended. */
  quit(): Promise<void>;
  /** As a crash; resolves when everything has ended. */
  kill(): Promise<void>;
  /** Resolves when the app has ended, however; with its exit code (null after a signal). */
  ended(): Promise<number | null>;
  /** What the app wrote to stdout and stderr. */
  output(): string;
}
