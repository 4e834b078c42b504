import { once } from 'node:events';
import {
  app,
  BrowserWindow,
  dialog,
  type MessageBoxOptions,
  nativeTheme,
  type Rectangle,
  type Session,
  screen,
} from 'electron';
import { describeError } from '../core/errors.ts';
import type { Say } from '../core/i18n/index.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Logger } from '../core/ports.ts';
import { RENDERER_URL } from './app-protocol.ts';
import { offerDevTools } from './dev-tools.ts';
import { offerEditMenu } from './editing.ts';
import { placeWindow } from './window-position.ts';
import { sizeFor, within, withSize } from './window-size.ts';
import type { Zoom } from './zoom.ts';

/** A hidden window wastes memory: it is destroyed after five minutes and rebuilt on the next click. */
const DESTROY_AFTER_MS = 5 * 60_000;
/**
 * A click on the tray first takes the focus away and so hides the window. The click that follows means "close", not
 * "open again".
 */
const SAME_CLICK_MS = 300;
/** Two clicks on the tray within this time are a double click, and count as one. */
const DOUBLE_CLICK_MS = 500;
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
  zoom: Zoom;
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
  zoom,
  ...told
}: WindowOptions) {
  const { say, isSignedIn, isNeeded, onShow, onFocus, onBlur, onHide, isQuitting } = told;
  let window: BrowserWindow | null = null;
  /** The window belongs to the tray icon. */
  let isTrays = false;
  /** The user may see the window, as core was told. */
  let shown = false;
  /** The user wants to see the window, even while its page is not there yet. */
  let wanted = false;
  /** The page has been painted. An earlier window would be an empty frame. */
  let painted = false;
  /** Open questions whose parent is the window: they take the focus away from it. */
  let questions = 0;
  let size = sizeFor(settings().compact, zoom.factor());
  /** Whether the last click on the tray asked for the window. */
  let toggledTo = false;
  let toggledAt = Number.NEGATIVE_INFINITY;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let destroyTimer: NodeJS.Timeout | undefined;

  nativeTheme.on('updated', () => window?.setBackgroundColor(background()));

  function build(): BrowserWindow {
    isTrays = hasTray();
    const built = new BrowserWindow({
      ...within(size, screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea),
      show: false,
      frame: !isTrays,
      skipTaskbar: isTrays,
      resizable: !isTrays,
      maximizable: false,
      fullscreenable: false,
      title: 'Talkmelder',
      backgroundColor: background(),
      webPreferences: {
        preload,
        session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    });
    offerEditMenu(built, say);
    offerDevTools(built);
    zoom.follow(built, fit);
    // A user who signs in goes to the browser and comes back.
    built.on('blur', () => {
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
      const bounds = trayBounds();
      const cursor = screen.getCursorScreenPoint();
      const display = screen.getDisplayNearestPoint(bounds.width > 0 ? { x: bounds.x, y: bounds.y } : cursor);
      const fitting = within(size, display.workArea);
      window.setBounds({ ...placeWindow(bounds, cursor, display.workArea, fitting), ...fitting });
    }
    bringForward(window);
    tellShown();
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

  /**
   * Fits the size to the settings and the zoom. A window that the user has resized is left alone until these change.
   */
  function fit(): void {
    const wanted = sizeFor(settings().compact, zoom.factor());
    const isAsWide = wanted.width === size.width;
    if (isAsWide && wanted.height === size.height) return;
    size = wanted;
    if (!window) return;
    const bounds = window.getBounds();
    const { workArea } = screen.getDisplayMatching(bounds);
    const { width, height } = within(size, workArea);
    window.setBounds(withSize(bounds, { width: isAsWide ? bounds.width : width, height }, workArea));
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
      const opens = !isOnScreen() && Date.now() - hiddenAt > SAME_CLICK_MS;
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
    fit,
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

const background = (): string => (nativeTheme.shouldUseDarkColors ? '#17191c' : '#ffffff');
