import { BrowserWindow, type Session } from 'electron';
import { describeError } from '../core/errors.ts';
import type { OwnSound } from '../core/model/sound.ts';
import type { Logger } from '../core/ports.ts';
import { soundUrl } from './app-protocol.ts';

/** A page that has not begun to play by then will not. */
const START_MS = 3_000;
/** Longer than any sound: the page leaves even if its end is not reported. */
const LONGEST_MS = 5_000;
/** For this long after a failure, the system plays its own sound instead. */
const BROKEN_MS = 10 * 60_000;

export type SoundPlayer = ReturnType<typeof createSoundPlayer>;

/**
 * Plays sounds in a page without a window: it exists only while a sound is heard, because the app's own window is
 * usually gone, and a page that waits for the next sound would cost memory all day.
 */
export function createSoundPlayer(session: Session, log: Logger) {
  /** Whether the sound that is heard now has begun; null: it is silent. */
  let playing: Promise<boolean> | null = null;
  let brokenAt = Number.NEGATIVE_INFINITY;

  async function play(sound: OwnSound): Promise<boolean> {
    const onLeave = (): void => {
      playing = null;
    };
    const began = await playOnPage(sound, session, onLeave).catch((error: unknown) => {
      log.warn(`sound: ${describeError(error)}`);
      onLeave();
      return false;
    });
    brokenAt = began ? Number.NEGATIVE_INFINITY : Date.now();
    if (!began) log.warn('a sound could not be played, so the system plays its own for a while');
    return began;
  }

  return {
    /** Playing has not failed lately. */
    works: (): boolean => Math.abs(Date.now() - brokenAt) > BROKEN_MS,
    /**
     * Begins to play. While one sound is heard, no other begins: there is one page at most, and several notifications
     * at once ring once.
     * @returns whether a sound began; never rejects
     */
    play(sound: OwnSound): Promise<boolean> {
      playing ??= play(sound);
      return playing;
    },
  };
}

/**
 * Resolves when the sound is heard, or with false when it will not be.
 * @param onLeave called when the page is gone
 */
async function playOnPage(sound: OwnSound, session: Session, onLeave: () => void): Promise<boolean> {
  const page = new BrowserWindow({
    show: false,
    skipTaskbar: true,
    focusable: false,
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: false,
      // Otherwise the page would count as hidden, and Chromium may put off what a hidden page loads.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  const leave = (): void => {
    if (!page.isDestroyed()) page.destroy();
  };
  const begins = new Promise<boolean>((resolve) => {
    page.webContents.on('media-started-playing', () => resolve(true));
    page.webContents.on('media-paused', leave);
    page.webContents.on('render-process-gone', leave);
    const late = setTimeout(() => resolve(false), START_MS);
    const longest = setTimeout(leave, LONGEST_MS);
    page.on('closed', () => {
      clearTimeout(late);
      clearTimeout(longest);
      resolve(false);
      onLeave();
    });
  });
  page.loadURL(soundUrl(sound)).catch(leave);
  const began = await begins;
  if (!began) leave();
  return began;
}
