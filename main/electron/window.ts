import { once } from 'node:events';
import {
  app,
  BrowserWindow,
  dialog,
  type MessageBoxOptions,
  nativeTheme,
  type OpenDialogOptions,
  type Rectangle,
  type SaveDialogOptions,
  type Session,
  screen,
} from 'electron';
import { describeError } from '../core/errors.ts';
import type { Say } from '../core/i18n/index.ts';
import type { Settings, SettingsChange } from '../core/model/settings.ts';
import type { Logger } from '../core/ports.ts';
import { RENDERER_URL } from './app-protocol.ts';
import { offerDevTools } from './dev-tools.ts';
import { offerEditMenu } from './editing.ts';
import { pagePreferences } from './security.ts';
import { boundsBeside } from './window-position.ts';
import { heightsOf, inside, sizeFor, within, withSize } from './window-size.ts';
import { followTextSize } from './zoom.ts';

/** A hidden window wastes memory: it is destroyed after five minutes and rebuilt on the next click. */
const DESTROY_AFTER_MS = 5 * 60_000;
/**
 * A click on the tray first takes the focus away and so hides the window. The click that follows means "close", not
 * "open again".
 */
const SAME_CLICK_MS = 300;
/** Two clicks on the tray within this time are a double click, and count as one. */
const DOUBLE_CLICK_MS = 500;
/** A window that has kept its bounds for this long has been put down by the user. */
const SETTLED_MS = 400;
/** Screens whose scale is not a whole number move an edge by up to this much. Device-independent pixels. */
const ROUNDING = 2;
/** If no window appears within this time, the question is asked without one. */
const FORWARD_MS = 3_000;

export interface WindowOptions {
  preload: string;
  session: Session;
  /**
   * Without a tray there is no way back to a hidden window, so it is an ordinary window and is minimised instead. Asked
   * when the window is built, because the panel may be late.
   */
  hasTray: () => boolean;
  log: Pick<Logger, 'error'>;
  trayBounds: () => Rectangle;
  settings: () => Settings;
  /** Keeps what the user has chosen at the window itself. */
  changeSettings: (change: SettingsChange) => void;
  /** Words in the current language. */
  say: () => Say;
  /** An account is signed in, so the window shows conversations. */
  isSignedIn: () => boolean;
  /** There are accounts to watch, whatever the window shows. */
  isNeeded: () => boolean;
  onShow: () => void;
  /** The window got the focus. */
  onFocus: () => void;
  /** The window has lost the focus. */
  onBlur: () => void;
  /** The user no longer sees the window, for whatever reason. */
  onHide: () => void;
  /** The app is about to end: closing really closes, and nothing opens any more. */
  isQuitting: () => boolean;
}

export type MainWindow = ReturnType<typeof createMainWindow>;

/** The app's one window: built when first shown, and hidden rather than closed. */
export function createMainWindow({
  preload,
  session,
  hasTray,
  log,
  trayBounds,
  settings,
  changeSettings,
  say,
  isSignedIn,
  isNeeded,
  onShow,
  onFocus,
  onBlur,
  onHide,
  isQuitting,
}: WindowOptions) {
  let window: BrowserWindow | null = null;
  /** The window belongs to the tray icon. */
  let isTrays = false;
  /** The user may see the window, as core knows. */
  let shown = false;
  /** The user wants to see the window, even while its page is not there yet. */
  let wanted = false;
  /** The page has been painted. An earlier window would be an empty frame. */
  let painted = false;
  /** Open questions whose parent is the window: they take the focus away from it. */
  let questions = 0;
  let { compact, textSize } = settings();
  let size = sizeFor(settings());
  /** The bounds that the app has given the window, or in which the user has put it down. */
  let placed: Rectangle | null = null;
  /** Where the user has put a window that stays open. */
  let movedTo: Rectangle | null = null;
  let settling: NodeJS.Timeout | undefined;
  let blurredAt = Number.NEGATIVE_INFINITY;
  /** Whether the last click on the tray asked for the window. */
  let toggledTo = false;
  let toggledAt = Number.NEGATIVE_INFINITY;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let destroyTimer: NodeJS.Timeout | undefined;

  nativeTheme.on('updated', () => window?.setBackgroundColor(background()));
  screen.on('display-removed', returnToScreen);
  screen.on('display-metrics-changed', returnToScreen);

  function build(): BrowserWindow {
    isTrays = hasTray();
    const built = new BrowserWindow({
      ...within(size, screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea),
      show: false,
      frame: !isTrays,
      skipTaskbar: isTrays,
      resizable: true,
      maximizable: false,
      fullscreenable: false,
      title: 'Talkmelder',
      backgroundColor: background(),
      webPreferences: pagePreferences(preload, session),
    });
    offerEditMenu(built, say);
    offerDevTools(built);
    followTextSize(built, {
      size: () => settings().textSize,
      choose: (chosen) => changeSettings({ textSize: chosen }),
    });
    // Some systems report no end of dragging (`resized`, `moved`).
    built.on('resize', settleSoon);
    built.on('move', settleSoon);
    // A user who signs in goes to the browser and comes back.
    built.on('blur', () => {
      blurredAt = Date.now();
      if (built.isDestroyed() || !isTrays || !settings().hideOnBlur || !isSignedIn() || questions > 0) return;
      if (!built.webContents.isDevToolsOpened()) hide();
    });
    built.on('focus', onFocus);
    built.on('blur', onBlur);
    built.on('close', (event) => {
      if (isQuitting()) return;
      event.preventDefault();
      // There is nothing to watch, and nothing to bring the window back with.
      if (!isTrays && !isNeeded()) app.quit();
      else hide();
    });
    built.on('minimize', tellHidden);
    built.on('restore', () => shown || tellShown());
    built.on('closed', () => {
      window = null;
      painted = false;
      placed = null;
      clearTimeout(settling);
      tellHidden();
    });
    const paint = (): void => {
      if (painted) return;
      painted = true;
      // The window may have been hidden meanwhile.
      if (wanted) reveal();
    };
    built.once('ready-to-show', paint);
    // On Wayland, hidden windows do not always become ready (electron#48859).
    if (process.platform === 'linux') built.webContents.once('did-finish-load', paint);
    // A window without its page is of no use: the next click builds another.
    built.webContents.on('render-process-gone', () => built.destroy());
    built.loadURL(RENDERER_URL).catch((error: unknown) => {
      if (built.isDestroyed()) return;
      log.error(`the window's page: ${describeError(error)}`);
      built.destroy();
    });
    return built;
  }

  function reveal(): void {
    if (!window) return;
    if (isTrays) {
      if (settings().hideOnBlur) movedTo = null;
      if (movedTo) {
        const { workArea } = screen.getDisplayMatching(movedTo);
        place(window, inside({ ...movedTo, ...size }, workArea), workArea);
      } else {
        const tray = trayBounds();
        const cursor = screen.getCursorScreenPoint();
        const { workArea } = screen.getDisplayNearestPoint(tray.width > 0 ? { x: tray.x, y: tray.y } : cursor);
        place(window, boundsBeside(tray, cursor, workArea, size), workArea);
      }
    } else settleSoon();
    bringForward(window);
    tellShown();
  }

  /** Limits the tray's window to heights that fit the screen, and moves it. */
  function place(built: BrowserWindow, bounds: Rectangle, workArea: Rectangle): void {
    if (isTrays) {
      const { lowest, highest } = heightsOf(bounds, settings(), workArea);
      built.setMinimumSize(bounds.width, lowest);
      built.setMaximumSize(bounds.width, highest);
    }
    placed = bounds;
    built.setBounds(bounds);
  }

  function settleSoon(): void {
    clearTimeout(settling);
    settling = setTimeout(settle, SETTLED_MS);
  }

  /** Keeps the height and the place that the user has given the window. */
  function settle(): void {
    clearTimeout(settling);
    if (!window || !isOnScreen()) return;
    const before = placed;
    const bounds = window.getBounds();
    placed = bounds;
    // An ordinary window has been placed by the desktop.
    if (before === null) return;
    const isOther = (edge: keyof Rectangle): boolean => Math.abs(bounds[edge] - before[edge]) > ROUNDING;
    if (isTrays && !settings().hideOnBlur && (isOther('x') || isOther('y'))) movedTo = bounds;
    if (!isOther('height')) {
      returnToScreen();
      return;
    }
    size = { ...size, height: bounds.height };
    changeSettings({ windowHeight: Math.round((bounds.height * 100) / settings().textSize) });
    // The administrator's choice stays, or the height is beyond what a setting may be.
    fitSize();
    returnToScreen();
  }

  /** Brings the window back into view when its screen has gone or has become smaller. */
  function returnToScreen(): void {
    if (!window || !isOnScreen()) return;
    const bounds = window.getBounds();
    const { workArea } = screen.getDisplayMatching(bounds);
    const fitting = inside(bounds, workArea);
    const isOff = (edge: keyof Rectangle): boolean => Math.abs(fitting[edge] - bounds[edge]) > ROUNDING;
    if ((['x', 'y', 'width', 'height'] as const).some(isOff)) place(window, fitting, workArea);
  }

  /** Restores in any case: on Wayland, no window knows whether it is minimised. */
  function bringForward(built: BrowserWindow): void {
    built.restore();
    built.show();
    built.focus();
  }

  function tellShown(): void {
    shown = true;
    onShow();
  }

  function tellHidden(): void {
    if (!shown) return;
    shown = false;
    onHide();
  }

  function show(): void {
    if (isQuitting()) return;
    clearTimeout(destroyTimer);
    wanted = true;
    if (window === null) window = build();
    else if (painted) reveal();
  }

  function hide(): void {
    wanted = false;
    if (!isOnScreen()) return;
    settle();
    // Wayland emits no `minimize`.
    tellHidden();
    if (!isTrays) {
      window?.minimize();
      return;
    }
    window?.hide();
    hiddenAt = Date.now();
    clearTimeout(destroyTimer);
    destroyTimer = setTimeout(() => window?.destroy(), DESTROY_AFTER_MS);
  }

  /** Fits the size to the settings. A window that the user has resized is left alone until these change. */
  function fitSize(): void {
    const chosen = settings();
    if (chosen.textSize !== textSize) window?.webContents.setZoomFactor(chosen.textSize / 100);
    const isOtherList = chosen.compact !== compact;
    ({ compact, textSize } = chosen);
    // The height that the user has dragged belongs to the former number of conversations.
    if (isOtherList && chosen.windowHeight !== null) {
      changeSettings({ windowHeight: null });
      return;
    }
    const wanted = sizeFor(chosen);
    const isAsWide = wanted.width === size.width;
    if (isAsWide && Math.abs(wanted.height - size.height) <= ROUNDING) return;
    size = wanted;
    if (!window) return;
    const bounds = window.getBounds();
    const { workArea } = screen.getDisplayMatching(bounds);
    const { width, height } = within(size, workArea);
    place(window, withSize(bounds, { width: isAsWide ? bounds.width : width, height }, workArea), workArea);
  }

  /** @returns the window once it is on screen, or null if it does not get there */
  async function forward(): Promise<BrowserWindow | null> {
    show();
    if (window && !isOnScreen())
      await once(window, 'show', { signal: AbortSignal.timeout(FORWARD_MS) }).catch(() => {});
    return isOnScreen() ? window : null;
  }

  /**
   * The second of two quick clicks on the tray. Like the first, it may have taken the focus away from the window and so
   * hidden it; the wish of the first click counts.
   */
  function toggleStays(): void {
    if (toggledTo && !isOnScreen()) show();
  }

  const isOpen = (): boolean => window !== null && !window.isDestroyed();
  const isOnScreen = (): boolean => window?.isVisible() === true && !window.isMinimized();
  /** A window that stays open may be behind others. The click on the tray itself has just taken the focus away. */
  const isBehind = (): boolean =>
    isOnScreen() && window?.isFocused() === false && Date.now() - blurredAt > SAME_CLICK_MS;

  return {
    show,
    hide,
    toggle(): void {
      // Linux reports no double click, but two clicks.
      if (Date.now() - toggledAt < DOUBLE_CLICK_MS) {
        toggleStays();
        return;
      }
      toggledAt = Date.now();
      const opens = isBehind() || (!isOnScreen() && Date.now() - hiddenAt > SAME_CLICK_MS);
      if (opens) show();
      else hide();
      toggledTo = opens;
    },
    toggleStays,
    /** For the global shortcut: brings the window to the front, or hides it if it is there already. */
    summon(): void {
      if (!window || !isOnScreen()) show();
      else if (window.isFocused()) hide();
      else bringForward(window);
    },
    fit: fitSize,
    /**
     * Sends to the window if there is one, even while it is hidden, so that its next frame is right. A window that is
     * built later asks for the state itself.
     */
    send(channel: string, value: unknown): void {
      if (isOpen()) window?.webContents.send(channel, value);
    },
    /**
     * Asks the user a question in front of the window: on macOS, a question without a window stays behind other apps
     * and blocks the main process.
     * @returns the index of the button
     */
    async ask(options: MessageBoxOptions): Promise<number> {
      questions += 1;
      try {
        const parent = await forward();
        const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
        return response;
      } finally {
        questions -= 1;
      }
    },
    /** Asks the user for a place to save a file. @returns its path; null: the user has cancelled */
    async askWhere(options: SaveDialogOptions): Promise<string | null> {
      questions += 1;
      try {
        const parent = await forward();
        const { canceled, filePath } = await (parent
          ? dialog.showSaveDialog(parent, options)
          : dialog.showSaveDialog(options));
        return canceled || filePath === '' ? null : filePath;
      } finally {
        questions -= 1;
      }
    },
    /** Lets the user choose files. @returns their paths; empty: the user has cancelled */
    async askFiles(options: OpenDialogOptions): Promise<string[]> {
      questions += 1;
      try {
        const parent = await forward();
        const { canceled, filePaths } = await (parent
          ? dialog.showOpenDialog(parent, options)
          : dialog.showOpenDialog(options));
        return canceled ? [] : filePaths;
      } finally {
        questions -= 1;
      }
    },
    /** Loads the page again, because it was built again. A window that has no page yet is built anew. */
    reload(): void {
      if (!window) return;
      if (painted) {
        window.loadURL(RENDERER_URL).catch(() => {});
        return;
      }
      window.destroy();
      if (wanted) show();
    },
    isOpen,
    /** Returns whether a call came from this window. */
    owns: (webContentsId: number): boolean => isOpen() && window?.webContents.id === webContentsId,
  };
}

/** The colour of a window before its page is painted. */
export const background = (): string => (nativeTheme.shouldUseDarkColors ? '#17191c' : '#ffffff');
