import { BrowserWindow, type Display, nativeTheme, powerSaveBlocker, type Session, screen } from 'electron';
import { describeError } from '../core/errors.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Logger } from '../core/ports.ts';
import { RENDERER_URL } from './app-protocol.ts';
import { pagePreferences } from './security.ts';
import { screenForWall } from './wall-screen.ts';
import { background } from './window.ts';

/** A page that has crashed or cannot be loaded is tried again after this time: no person stands at the wall. */
const AGAIN_MS = 10_000;

export interface WallOptions {
  preload: string;
  session: Session;
  settings: () => Pick<Settings, 'wallAwake'>;
  log: Pick<Logger, 'error' | 'info'>;
  onShow: () => void;
  onHide: () => void;
  /** The user has ended the wall display. */
  onEnd: () => void;
  /** The app is about to end. */
  isQuitting: () => boolean;
}

/**
 * The wall display: a window that fills a screen and takes no input except Esc. It is never hidden, so it stays when it
 * loses the focus. Where there are several screens, it leaves the main one to the person at the PC.
 */
export function createWallWindow({ preload, session, settings, log, onShow, onHide, onEnd, isQuitting }: WallOptions) {
  let window: BrowserWindow | null = null;
  /** The display is on, even while its screen is away. */
  let wanted = false;
  let display: Display | null = null;
  let retry: NodeJS.Timeout | undefined;
  let blocker: number | null = null;

  nativeTheme.on('updated', () => window?.setBackgroundColor(background()));
  // Electron's types have one overload for each event.
  screen.on('display-added', follow);
  screen.on('display-removed', follow);
  screen.on('display-metrics-changed', follow);

  function build(on: Display): BrowserWindow {
    const built = new BrowserWindow({
      ...on.bounds,
      show: false,
      frame: false,
      // A fixed size keeps some Linux desktops from filling the screen.
      resizable: true,
      title: 'Talkmelder',
      backgroundColor: background(),
      webPreferences: pagePreferences(preload, session),
    });
    let painted = false;
    const paint = (): void => {
      if (painted || built.isDestroyed()) return;
      painted = true;
      // On Linux, this shows the window, so it waits for the page.
      built.setFullScreen(true);
      built.show();
      built.focus();
      onShow();
    };
    built.once('ready-to-show', paint);
    // On Wayland, hidden windows do not always become ready (electron#48859).
    if (process.platform === 'linux') built.webContents.once('did-finish-load', paint);
    // Alt+F4 ends the display like Esc.
    built.on('close', () => {
      if (!isQuitting()) end();
    });
    built.on('closed', () => {
      if (window !== built) return;
      window = null;
      onHide();
      // The page has crashed.
      if (wanted && !isQuitting()) tryAgain();
    });
    built.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error(`the wall display has ended: ${reason}`);
      built.destroy();
    });
    built.loadURL(`${RENDERER_URL}?wall`).catch((error: unknown) => {
      if (built.isDestroyed()) return;
      log.error(`the wall display's page: ${describeError(error)}`);
      built.destroy();
    });
    return built;
  }

  function tryAgain(): void {
    clearTimeout(retry);
    retry = setTimeout(follow, AGAIN_MS);
  }

  /** Puts the display on the screen where it belongs, or waits for that screen. */
  function follow(): void {
    if (!wanted || isQuitting()) return;
    const before = display;
    const main = screen.getPrimaryDisplay();
    const next = screenForWall(screen.getAllDisplays(), main, before);
    if (window && next && before && isSame(next, before)) return;
    close();
    if (!next) {
      log.info('the wall display waits for its screen');
      return;
    }
    display = next;
    window = build(next);
  }

  function close(): void {
    const closing = window;
    window = null;
    if (!closing) return;
    closing.destroy();
    onHide();
  }

  /** Lets the screen sleep as the system wishes, or not, as the station has chosen. */
  function keepAwake(): void {
    const isAsked = wanted && settings().wallAwake;
    if (isAsked && blocker === null) blocker = powerSaveBlocker.start('prevent-display-sleep');
    if (isAsked || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  function end(): void {
    if (!wanted) return;
    wanted = false;
    display = null;
    clearTimeout(retry);
    keepAwake();
    close();
    onEnd();
  }

  const isOpen = (): boolean => window !== null && !window.isDestroyed();
  return {
    start(): void {
      if (isQuitting()) return;
      wanted = true;
      keepAwake();
      if (window) window.focus();
      else follow();
    },
    end,
    /** A setting has changed. */
    keepAwake,
    isOn: (): boolean => wanted,
    isOpen,
    send(channel: string, value: unknown): void {
      if (isOpen()) window?.webContents.send(channel, value);
    },
    /** Returns whether a call came from this window. */
    owns: (webContentsId: number): boolean => isOpen() && window?.webContents.id === webContentsId,
  };
}

const isSame = (one: Display, other: Display): boolean =>
  one.id === other.id &&
  (['x', 'y', 'width', 'height'] as const).every((edge) => one.bounds[edge] === other.bounds[edge]);
