import { BrowserWindow, type Display, powerMonitor, type Session, screen } from 'electron';
import { describeError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import { alarmBounds } from './alarm-bounds.ts';
import { alarmUrl } from './app-protocol.ts';
import { pagePreferences } from './security.ts';
import { isOnWayland } from './wayland.ts';

/** A page that has crashed, cannot be loaded or does not appear is replaced after this time. */
const AGAIN_MS = 1_000;
/** A page that has not been painted by then never will be. */
const PAINT_MS = 5_000;
/** The colour of the card before its page is painted: that of its head (renderer/styles/alarm.css). */
const BACKGROUND = '#a3141d';

export interface AlarmWindowOptions {
  preload: string;
  session: Session;
  log: Pick<Logger, 'error'>;
  /** A card comes up, perhaps under the pointer of a person who clicks at something else. */
  onUp: () => void;
  /** The user wants to close a card. */
  onClose: () => void;
  isQuitting: () => boolean;
}

interface Card {
  window: BrowserWindow;
  display: Display;
  painted: boolean;
}

/**
 * The card of alarms: a window on every display, above everything. It appears without taking the focus, so that keys
 * meant for another program do nothing to it. Nothing shows over a locked screen: the card is raised again when the
 * screen is unlocked.
 */
export function createAlarmWindows({ preload, session, log, onUp, onClose, isQuitting }: AlarmWindowOptions) {
  /** By the id of the display. */
  const cards = new Map<number, Card>();
  let wanted = false;
  let small = false;
  let retry: NodeJS.Timeout | undefined;

  // Electron's types have one overload for each event.
  screen.on('display-added', follow);
  screen.on('display-removed', follow);
  screen.on('display-metrics-changed', follow);
  powerMonitor.on('unlock-screen', raise);
  powerMonitor.on('resume', raise);

  function build(display: Display): Card {
    const isFirst = display.id === screen.getPrimaryDisplay().id;
    const window = new BrowserWindow({
      ...alarmBounds(display, small),
      show: false,
      frame: false,
      // A fixed size keeps some Linux desktops from filling the screen.
      resizable: true,
      minimizable: false,
      // Otherwise macOS would keep the window below its menu bar.
      enableLargerThanScreen: true,
      // On macOS, the first click on a window in the background would otherwise press no button. The page ignores clicks
      // for a moment after the card has come up (renderer/alarm/guarded-input.ts).
      acceptFirstMouse: true,
      // One entry in the taskbar asks for attention.
      skipTaskbar: !isFirst,
      title: 'Talkmelder: ALARM',
      backgroundColor: BACKGROUND,
      webPreferences: { ...pagePreferences(preload, session), backgroundThrottling: false },
    });
    const card: Card = { window, display, painted: false };
    const paint = (): void => {
      if (card.painted || window.isDestroyed()) return;
      card.painted = true;
      clearTimeout(late);
      bringUp(card);
    };
    const late = setTimeout(() => {
      log.error('the card of an alarm has not been painted, and is built again');
      window.destroy();
    }, PAINT_MS);
    window.once('ready-to-show', paint);
    // On Wayland, hidden windows do not always become ready (electron#48859).
    if (process.platform === 'linux') window.webContents.once('did-finish-load', paint);
    // Closing acknowledges nothing.
    window.on('close', (event) => {
      if (isQuitting()) return;
      event.preventDefault();
      onClose();
    });
    window.on('closed', () => {
      clearTimeout(late);
      if (cards.get(display.id) !== card) return;
      cards.delete(display.id);
      clearTimeout(retry);
      retry = setTimeout(follow, AGAIN_MS);
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error(`the card of an alarm has ended: ${reason}`);
      window.destroy();
    });
    window.loadURL(alarmUrl(isFirst)).catch((error: unknown) => {
      if (window.isDestroyed()) return;
      log.error(`the card of an alarm: ${describeError(error)}`);
      window.destroy();
    });
    return card;
  }

  /** Shows a card above everything, whatever has come in front of it meanwhile. */
  function bringUp({ window }: Card): void {
    // Wayland knows neither "above" nor positions, but a window that fills the screen.
    if (isOnWayland()) window.setFullScreen(!small);
    window.setAlwaysOnTop(true, 'screen-saver');
    // A tray app is of the type UIElementApplication already.
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    window.showInactive();
    window.flashFrame(true);
    onUp();
  }

  function raise(): void {
    for (const card of cards.values()) if (card.painted) bringUp(card);
  }

  /** Puts one card on each display. */
  function follow(): void {
    if (!wanted || isQuitting()) return;
    const displays = screen.getAllDisplays();
    for (const [id, card] of cards) if (!displays.some((display) => display.id === id)) drop(id, card);
    for (const display of displays) {
      const card = cards.get(display.id);
      if (!card) cards.set(display.id, build(display));
      else {
        card.display = display;
        card.window.setBounds(alarmBounds(display, small));
      }
    }
  }

  function drop(id: number, { window }: Card): void {
    cards.delete(id);
    if (!window.isDestroyed()) window.destroy();
  }

  return {
    /** Shows the cards on all displays. */
    show(): void {
      wanted = true;
      follow();
    },
    /** Brings the cards above everything again. */
    raise,
    /** Makes the cards small or large, wherever they are. */
    resize(toSmall: boolean): void {
      if (small === toSmall) return;
      small = toSmall;
      for (const card of cards.values()) {
        if (isOnWayland() && card.painted) card.window.setFullScreen(!small);
        card.window.setBounds(alarmBounds(card.display, small));
      }
    },
    hide(): void {
      wanted = false;
      clearTimeout(retry);
      for (const [id, card] of cards) drop(id, card);
    },
    isOpen: (): boolean => cards.size > 0,
    send(channel: string, value: unknown): void {
      for (const { window } of cards.values()) if (!window.isDestroyed()) window.webContents.send(channel, value);
    },
    /** Returns whether a call came from one of these windows. */
    owns: (webContentsId: number): boolean =>
      [...cards.values()].some(({ window }) => !window.isDestroyed() && window.webContents.id === webContentsId),
  };
}
