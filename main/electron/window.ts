import { BrowserWindow, nativeTheme, type Rectangle, type Session, screen } from 'electron';
import { RENDERER_URL } from './app-protocol.ts';
import { placeWindow } from './window-position.ts';

const SIZE = { width: 380, height: 560 };
/** A hidden window costs memory for nothing: gone after five minutes, built again on the next click. */
const DESTROY_AFTER_MS = 5 * 60_000;
/** Clicking the tray takes the focus away first: the click that follows means "close", not "open again". */
const SAME_CLICK_MS = 300;

export interface WindowOptions {
  preload: string;
  session: Session;
  /** Without a tray there is no way back to a hidden window: then it is an ordinary one. */
  hasTray: boolean;
  trayBounds: () => Rectangle;
  onShow: () => void;
}

export type MainWindow = ReturnType<typeof createMainWindow>;

/** The one window: built when first shown, hidden rather than closed. */
export function createMainWindow({ preload, session, hasTray, trayBounds, onShow }: WindowOptions) {
  let window: BrowserWindow | null = null;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let destroyTimer: NodeJS.Timeout | undefined;
  let quitting = false;

  function build(): BrowserWindow {
    const built = new BrowserWindow({
      ...SIZE,
      show: false,
      frame: !hasTray,
      skipTaskbar: hasTray,
      resizable: !hasTray,
      maximizable: false,
      fullscreenable: false,
      title: 'Talkmelder',
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#17191c' : '#ffffff',
      webPreferences: {
        preload,
        session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        devTools: false,
      },
    });
    built.on('blur', () => hasTray && hide());
    built.on('close', (event) => {
      if (quitting) return;
      event.preventDefault();
      hide();
    });
    built.on('closed', () => {
      window = null;
    });
    let revealed = false;
    const revealOnce = (): void => {
      if (!revealed) reveal();
      revealed = true;
    };
    built.once('ready-to-show', revealOnce);
    // On Wayland, windows that are not shown yet do not always become ready (electron#48859).
    if (process.platform === 'linux') built.webContents.once('did-finish-load', revealOnce);
    // A window whose page is gone is of no use: the next click builds another.
    built.webContents.on('render-process-gone', () => built.destroy());
    built.loadURL(RENDERER_URL).catch(() => built.isDestroyed() || built.destroy());
    return built;
  }

  function reveal(): void {
    if (!window) return;
    if (hasTray) {
      const bounds = trayBounds();
      const cursor = screen.getCursorScreenPoint();
      const display = screen.getDisplayNearestPoint(bounds.width > 0 ? { x: bounds.x, y: bounds.y } : cursor);
      const { x, y } = placeWindow(bounds, cursor, display.workArea, SIZE);
      window.setPosition(x, y);
    }
    window.show();
    window.focus();
    onShow();
  }

  function show(): void {
    clearTimeout(destroyTimer);
    if (window) reveal();
    else window = build();
  }

  function hide(): void {
    if (!window?.isVisible()) return;
    window.hide();
    hiddenAt = Date.now();
    clearTimeout(destroyTimer);
    destroyTimer = setTimeout(() => window?.destroy(), DESTROY_AFTER_MS);
  }

  return {
    show,
    hide,
    toggle(): void {
      if (window?.isVisible()) hide();
      else if (Date.now() - hiddenAt > SAME_CLICK_MS) show();
    },
    /** Sends to the window if there is one on screen; one that is built later asks for the state itself. */
    send(channel: string, value: unknown): void {
      if (window && !window.isDestroyed()) window.webContents.send(channel, value);
    },
    /** Is it this window that a call came from? */
    owns: (webContentsId: number): boolean =>
      window !== null && !window.isDestroyed() && window.webContents.id === webContentsId,
    /** From now on closing means closing. */
    prepareQuit(): void {
      quitting = true;
      clearTimeout(destroyTimer);
    },
  };
}
