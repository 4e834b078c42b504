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
  let playing: Promise<boolean> | null = null;
  let brokenAt = Number.NEGATIVE_INFINITY;

  async function play(sound: OwnSound): Promise<boolean> {
    const began = await playOnPage(sound, session).catch((error: unknown) => {
      log.warn(`sound: ${describeError(error)}`);
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
     * Begins to play. While one sound is beginning, no other does: several notifications at once ring once.
     * @returns whether it began; never rejects
     */
    play(sound: OwnSound): Promise<boolean> {
      playing ??= play(sound).finally(() => {
        playing = null;
      });
      return playing;
    },
  };
}

/** Resolves when the sound is heard, or with false when it will not be. */
function playOnPage(sound: OwnSound, session: Session): Promise<boolean> {
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
  return new Promise((resolve) => {
    const timers = [setTimeout(() => end(false), START_MS), setTimeout(leave, LONGEST_MS)];
    const end = (began: boolean): void => {
      resolve(began);
      clearTimeout(timers[0]);
      if (!began) leave();
    };
    page.webContents.on('media-started-playing', () => end(true));
    page.webContents.on('media-paused', leave);
    page.webContents.on('render-process-gone', () => end(false));
    page.on('closed', () => {
      end(false);
      for (const timer of timers) clearTimeout(timer);
    });
    page.loadURL(soundUrl(sound)).catch(() => end(false));
  });
}
