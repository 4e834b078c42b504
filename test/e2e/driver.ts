import type { Page } from 'playwright-core';
import type {
  Bounds,
  DeskScreen,
  MenuEntry,
  OpenDialog,
  ShownNotification,
  TopWindow,
  TrayState,
  WindowState,
} from '../electron/snapshot.ts';

export type {
  MenuEntry,
  OpenDialog,
  ShownNotification,
  TopWindow,
  TrayState,
  WindowState,
} from '../electron/snapshot.ts';

/** The machine around the app, and the way in which the app starts. */
export interface LaunchOptions {
  /** The app's data folder. Default: a fresh folder, removed after the app's end. */
  userData?: string;
  args?: string[];
  env?: Record<string, string>;
  /** The system's language; default `de-DE`. */
  locale?: string;
  theme?: 'light' | 'dark';
  /** Device pixels per CSS pixel. */
  scale?: number;
  /** The screens, the main one first (on the host only); default: one of 1920 × 1080. */
  screens?: DeskScreen[];
  /**
   * The backend that Electron's safeStorage finds: `gnome_libsecret` (default), `basic_text`, `locked`, `unavailable`,
   * …
   */
  safeStorageBackend?: string;
  trayAvailable?: boolean;
  /**
   * The desktop uses Wayland (on the host only), which tells a window neither whether it is minimised nor where it is.
   */
  wayland?: boolean;
  notificationsSupported?: boolean;
  /** Shortcuts of other programs, as accelerators. */
  takenShortcuts?: string[];
  /** The system that the host poses as (on the host only); default: the real one. */
  platform?: 'win32' | 'darwin';
  /**
   * Files of the administrator on the machine (on the host only): the path that the app asks for, and the real path.
   */
  machineFiles?: Record<string, string>;
  /** Whether the app believes that it is installed (default) or runs from a checkout. */
  packaged?: boolean;
  /** The app to run; default: this project's build. */
  entry?: string;
}

/**
 * A running app, and the actions of a person at the machine. Every `waitFor…` waits for an event, and after a while
 * fails with the last state. After the app's end, every call fails with the app's output.
 */
export interface AppDriver {
  readonly kind: 'electron' | 'chromium-host';
  readonly userData: string;
  /** Resolves with the page of the app's window, and waits until there is one. */
  window(): Promise<Page>;
  windowState(): Promise<WindowState>;
  waitForWindow(predicate: (window: WindowState) => boolean): Promise<WindowState>;
  /** Resolves with the page of the window that fills a screen, and waits until there is one. */
  fullScreenPage(): Promise<Page>;
  /** Waits for a state of the window that fills a screen; null: there is none. */
  waitForFullScreen(predicate: (window: WindowState | null) => boolean): Promise<WindowState | null>;
  /** Closes the window that fills a screen, as Alt+F4 does. */
  closeFullScreen(): Promise<void>;
  /** Windows that stay above all others, oldest first (on the host only). */
  readonly topWindows: {
    list(): Promise<TopWindow[]>;
    waitFor(predicate: (windows: TopWindow[]) => boolean): Promise<TopWindow[]>;
    /** Resolves with the page of the window at this place of the list, and waits until there is one. */
    page(at?: number): Promise<Page>;
    /** Clicks on the window's edge, so that it gets the focus. */
    focus(at: number): Promise<void>;
    /** Closes the window as Alt+F4 does. */
    close(at: number): Promise<void>;
    /** The process of its page ends. */
    crash(at: number): Promise<void>;
  };
  /** Drags the window or one of its edges (on the host only). */
  dragWindow(bounds: Partial<Bounds>): Promise<void>;
  /** Tells the window the paths of files that the person drags over it next. */
  dragFiles(paths: readonly string[]): Promise<void>;
  /** Clicks elsewhere. */
  blurWindow(): Promise<void>;
  /** Clicks on the visible window. */
  focusWindow(): Promise<void>;
  /** Reloads the page; resolves when that is done. */
  reloadWindow(): Promise<void>;
  /** Clicks the X. */
  closeWindow(): Promise<void>;
  /** The process that has started the app sends it a message, as `npm run dev` does. */
  tell(message: string): Promise<void>;
  readonly tray: {
    click(): Promise<void>;
    /** Right-clicks the icon (not on Linux, where the desktop shows the menu itself). */
    rightClick(): Promise<void>;
    /** Clicks twice in quick succession. */
    doubleClick(): Promise<void>;
    state(): Promise<TrayState>;
    /** Chooses the menu entry with this label, or the one that matches it. */
    choose(label: string | RegExp): Promise<void>;
    waitFor(predicate: (tray: TrayState) => boolean): Promise<TrayState>;
  };
  readonly notifications: {
    /** Returns all notifications so far, oldest first. */
    list(): Promise<ShownNotification[]>;
    click(id: string): Promise<void>;
    reply(id: string, text: string): Promise<void>;
    action(id: string, index: number): Promise<void>;
    dismiss(id: string): Promise<void>;
    /** Plays a choice on a toast of an earlier run, as Windows reports it (on the host only). */
    chooseEarlier(details: Electron.ActivationArguments): Promise<void>;
    /** Makes the system hold back notifications until it is told to go on (on the host only). */
    hold(isHeld: boolean): Promise<void>;
    /** Switches them off, or on again, in the system's settings (on the host only). */
    allow(allowed: boolean): Promise<void>;
    /** Waits for this many notifications, or for a list that fits. */
    waitFor(wanted: number | ((list: ShownNotification[]) => boolean)): Promise<ShownNotification[]>;
  };
  /** What the app plays itself. */
  readonly sounds: {
    /** Waits until the app has begun to play so many sounds, and returns their addresses. */
    waitFor(count: number): Promise<string[]>;
    list(): Promise<string[]>;
    /** Makes the machine play no sounds, or play them again (on the host only). */
    allow(allowed: boolean): Promise<void>;
    /** Waits until the system has beeped so many times (on the host only). */
    waitForBeeps(count: number): Promise<number>;
  };
  /** A native context menu. */
  readonly popup: {
    /** Returns its entries, or null without an open menu. */
    state(): Promise<MenuEntry[] | null>;
    waitFor(): Promise<MenuEntry[]>;
    choose(label: string): Promise<void>;
    /** Clicks elsewhere. */
    close(): Promise<void>;
  };
  /** Native message boxes. */
  readonly dialogs: {
    /** Returns the boxes that wait for an answer. */
    list(): Promise<OpenDialog[]>;
    waitFor(): Promise<OpenDialog>;
    /** Waits for a box with this button, and presses it. */
    press(button: string | RegExp): Promise<void>;
    /** Chooses files in a dialog for files, and presses "Open". */
    chooseFiles(paths: readonly string[]): Promise<void>;
  };
  /** Returns the addresses that the app passed to the system browser, in order. */
  opened(): Promise<string[]>;
  /** Waits for the first opened address that fits. */
  waitForOpened(predicate?: (url: string) => boolean): Promise<string>;
  clipboard(): Promise<string>;
  /** Copies a text in another program. */
  copyElsewhere(text: string): Promise<void>;
  badge(): Promise<number>;
  readonly system: {
    suspend(): Promise<void>;
    resume(): Promise<void>;
    /** No person has used keyboard and mouse for so many seconds. */
    idle(seconds: number): Promise<void>;
    lock(): Promise<void>;
    unlock(): Promise<void>;
    /** Another user's session comes to the front, as macOS reports it. */
    switchAway(): Promise<void>;
    switchBack(): Promise<void>;
    offline(): Promise<void>;
    online(): Promise<void>;
    theme(theme: 'light' | 'dark'): Promise<void>;
    /** Connects, removes or changes screens, the main one first (on the host only). */
    screens(screens: DeskScreen[]): Promise<void>;
    /** Whether the app keeps the screen from sleeping. */
    isKeptAwake(): Promise<boolean>;
    /** Presses a shortcut; fails if the app has not registered it. */
    pressShortcut(accelerator: string): Promise<void>;
    /** Sets whether the system has a browser. */
    browser(isThere: boolean): Promise<void>;
  };
  /** Forgets everything shown, opened and copied so far, and resets the machine for another test. */
  forget(): Promise<void>;
  /** Starts the app once more; resolves after the end of that second process. */
  secondInstance(argv?: string[]): Promise<void>;
  /** Opens a fresh page of the system browser, for sign-in and grant pages. */
  systemBrowser(): Promise<Page>;
  /** Quits as the tray's entry does; resolves after the end of all processes. */
  quit(): Promise<void>;
  /** Ends the app like a crash; resolves after the end of all processes. */
  kill(): Promise<void>;
  /** Resolves after the app's end with its exit code (null after a signal). */
  ended(): Promise<number | null>;
  /** Returns the app's output to stdout and stderr. */
  output(): string;
}
