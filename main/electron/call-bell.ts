import { BrowserWindow, type Rectangle, type Session, screen, shell } from 'electron';
import { describeError } from '../core/errors.ts';
import type { CallCard, CallView } from '../core/model/call.ts';
import type { CallBell, Logger } from '../core/ports.ts';
import { CALL_URL } from './app-protocol.ts';
import { pagePreferences } from './security.ts';
import { isOnWayland } from './wayland.ts';

/** A page that has not been painted, or does not play, by then never will. */
const PATIENCE_MS = 3_000;
/** Device-independent pixels: the card with one call, and what each further one adds, up to the third. */
const WIDTH = 400;
const HEIGHT = 196;
const FURTHER = 76;
const MOST_FURTHER = 2;
const MARGIN = 16;

export interface CallBellOptions {
  preload: string;
  session: Session;
  log: Pick<Logger, 'error' | 'warn'>;
  /** Sends a view to the card, checked against the contract. */
  update: (view: CallView) => void;
  /** The card has come up, so the cards of alarms must come in front of it again. */
  onShown: () => void;
  /** The user has closed the card: these calls are ignored. */
  onIgnored: (ids: string[]) => void;
  /** The card cannot be shown, so notifications must stand for its calls. */
  onFailed: () => void;
  isQuitting: () => boolean;
}

/**
 * The card of incoming calls: one small window in a corner of the display with the pointer. It appears without taking
 * the focus, and its page plays the ringing tone. It is gone as soon as no call rings.
 */
export function createCallBell({
  preload,
  session,
  log,
  update,
  onShown,
  onIgnored,
  onFailed,
  isQuitting,
}: CallBellOptions): DesktopCallBell {
  let card: CallCard | null = null;
  let window: BrowserWindow | null = null;
  let isPainted = false;
  let isHeard = false;
  let late: NodeJS.Timeout | undefined;
  let silent: NodeJS.Timeout | undefined;

  const isOpen = (): boolean => window !== null && !window.isDestroyed();

  function build(): void {
    const built = new BrowserWindow({
      ...place(card?.calls.length ?? 1),
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      // On macOS, the first click on a window in the background would otherwise press no button.
      acceptFirstMouse: true,
      title: 'Talkmelder',
      webPreferences: {
        ...pagePreferences(preload, session),
        // Otherwise a card behind another window would count as hidden.
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    });
    window = built;
    isPainted = false;
    isHeard = false;
    const paint = (): void => {
      if (isPainted || built.isDestroyed()) return;
      isPainted = true;
      clearTimeout(late);
      // Below the cards of alarms, which have the level of a screen saver.
      built.setAlwaysOnTop(true, 'pop-up-menu');
      // A tray app is of the type UIElementApplication already.
      built.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
      built.showInactive();
      onShown();
    };
    late = setTimeout(() => {
      log.error('the card of a call has not been painted');
      paint();
    }, PATIENCE_MS);
    built.once('ready-to-show', paint);
    built.webContents.on('media-started-playing', () => {
      isHeard = true;
      clearTimeout(silent);
    });
    built.on('close', (event) => {
      if (isQuitting() || window !== built) return;
      event.preventDefault();
      onIgnored(card?.calls.map(({ id }) => id) ?? []);
    });
    built.webContents.on('render-process-gone', (_event, { reason }) => fail(built, reason));
    built.loadURL(CALL_URL).catch((error: unknown) => fail(built, describeError(error)));
  }

  /** Another page is not worth a try: the call is over in a moment. */
  function fail(failed: BrowserWindow, reason: string): void {
    if (window !== failed) return;
    log.error(`the card of a call: ${reason}`);
    close();
    shell.beep();
    onFailed();
  }

  function close(): void {
    clearTimeout(late);
    clearTimeout(silent);
    const closing = window;
    window = null;
    if (closing && !closing.isDestroyed()) closing.destroy();
  }

  /** A tone that does not begin to play is replaced by the system's, once. */
  function expectTone(): void {
    clearTimeout(silent);
    if (isHeard) return;
    silent = setTimeout(() => {
      log.warn('the ringing tone of a call does not play, so the system beeps');
      shell.beep();
    }, PATIENCE_MS);
  }

  function show(next: CallCard | null): void {
    const before = card;
    card = next;
    if (!next || isQuitting()) {
      close();
      return;
    }
    const isNew = next.calls.some(({ id }) => !before?.calls.some((known) => known.id === id));
    if (isNew && !isOpen()) build();
    else if (window && isOpen()) window.setBounds(place(next.calls.length, window.getBounds()));
    if (next.sounds && !before?.sounds) expectTone();
    else if (!next.sounds) clearTimeout(silent);
    update({ card });
  }

  return {
    canShow: () => !isOnWayland(),
    show(next) {
      try {
        show(next);
      } catch (error) {
        log.error(`the card of a call: ${describeError(error)}`);
      }
    },
    view: () => ({ card }),
    card: {
      isOpen,
      send(channel, value) {
        if (window && !window.isDestroyed()) window.webContents.send(channel, value);
      },
    },
    owns: (webContentsId) => window !== null && !window.isDestroyed() && window.webContents.id === webContentsId,
  };
}

export interface DesktopCallBell extends CallBell {
  view(): CallView;
  card: { isOpen(): boolean; send(channel: string, value: unknown): void };
  /** Returns whether a call came from the card's page. */
  owns(webContentsId: number): boolean;
}

/**
 * Returns where the card is: at the top right of the display with the pointer, or of the display where it is already.
 * @param calls how many there are
 */
function place(calls: number, shown?: Rectangle): Rectangle {
  const display = shown
    ? screen.getDisplayMatching(shown)
    : screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  const { workArea } = display;
  const width = Math.min(WIDTH, workArea.width);
  const wanted = HEIGHT + Math.min(calls - 1, MOST_FURTHER) * FURTHER;
  return {
    x: workArea.x + workArea.width - width - Math.min(MARGIN, workArea.width - width),
    y: workArea.y + MARGIN,
    width,
    height: Math.min(wanted, workArea.height),
  };
}
