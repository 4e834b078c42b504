import { BrowserWindow, type Session, shell } from 'electron';
import { describeError } from '../core/errors.ts';
import {
  type AlarmHearing,
  type AlarmSound,
  type AlarmSoundOrder,
  type AlarmSoundReport,
  NOT_HEARD_YET,
} from '../core/model/alarm.ts';
import type { Logger } from '../core/ports.ts';
import { ALARM_SOUND_URL, alarmSoundPath } from './app-protocol.ts';
import { pagePreferences } from './security.ts';

/** A page that does not play by then is silent, and the system beeps instead. */
const START_MS = 3_000;
/** The system beeps this often while the page is silent. */
const BEEP_MS = 1_500;
/** A silent page is replaced after this time: loudspeakers come back, and so do drivers. */
const AGAIN_MS = 10_000;

/** A sample is as loud as an alarm is after this time. */
const LOUD_MS = 15_000;
/** A sample plays for so long. */
const SAMPLE_MS = 4_000;

export interface AlarmPlayerOptions {
  preload: string;
  session: Session;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The administrator has given a file with a sound. */
  hasOwnSound: boolean;
  /** The name of the loudspeaker that the user has chosen; null: the system's. */
  output: () => string | null;
  /** The sound has become silent, or is heard again. */
  onHearing: () => void;
}

/**
 * Plays the sound of alarms again and again, in a page without a window. Chromium reports that a media element plays,
 * and the page itself that its time goes on: only both together count. In all other cases, the system beeps.
 */
export function createAlarmPlayer({ preload, session, log, hasOwnSound, output, onHearing }: AlarmPlayerOptions) {
  let sound: AlarmSound | null = null;
  let page: BrowserWindow | null = null;
  let since = 0;
  let hearing = NOT_HEARD_YET;
  /** The administrator's file could not be played. */
  let ownFails = false;
  /** Chromium has reported that the page plays. */
  let begun = false;
  let reported: Extract<AlarmSoundReport, { state: 'playing' }> | null = null;
  let late: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let beeping: NodeJS.Timeout | undefined;
  /** Ends a sample, which the user hears without an alarm; null: none plays. */
  let endSample: ((hearing: AlarmHearing) => void) | null = null;

  function build(): void {
    clearTimeout(late);
    clearTimeout(again);
    begun = false;
    reported = null;
    const built = new BrowserWindow({
      show: false,
      skipTaskbar: true,
      focusable: false,
      webPreferences: {
        ...pagePreferences(preload, session),
        // Otherwise the page would count as hidden, and Chromium would slow its timers down.
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    });
    page = built;
    const fail = (reason: string): void => {
      if (page === built) tellSilent(reason);
    };
    late = setTimeout(() => fail('it has not begun'), START_MS);
    built.webContents.on('media-started-playing', () => {
      begun = true;
      tellIfHeard();
    });
    built.webContents.on('media-paused', () => {
      begun = false;
      fail('it has stopped');
    });
    built.webContents.on('render-process-gone', (_event, { reason }) => fail(`its page has ended: ${reason}`));
    built.loadURL(ALARM_SOUND_URL).catch((error: unknown) => fail(describeError(error)));
  }

  function tellIfHeard(): void {
    if (sound === null || !begun || reported === null) return;
    clearTimeout(late);
    clearTimeout(again);
    stopBeeping();
    const { output: place, outputs } = reported;
    if (place === 'none') log.warn('the sound of an alarm plays, but no loudspeaker was found');
    if (place === 'system' && output() !== null) log.warn("the chosen loudspeaker is not there: the system's plays");
    if (hearing.state === 'silent') log.info('the sound of an alarm is heard again');
    hearing = { state: 'playing', output: place, outputs };
    endSample?.(hearing);
    onHearing();
  }

  function tellSilent(reason: string): void {
    if (sound === null) return;
    clearTimeout(late);
    clearTimeout(again);
    if (endSample) {
      hearing = { ...hearing, state: 'silent' };
      endSample(hearing);
      return;
    }
    again = setTimeout(replace, AGAIN_MS);
    if (beeping === undefined) {
      log.error(`the sound of an alarm does not play, so the system beeps: ${reason}`);
      shell.beep();
      beeping = setInterval(() => shell.beep(), BEEP_MS);
    }
    if (hearing.state === 'silent') return;
    hearing = { ...hearing, state: 'silent' };
    onHearing();
  }

  function replace(): void {
    close();
    if (sound !== null) build();
  }

  function close(): void {
    const closing = page;
    page = null;
    if (closing && !closing.isDestroyed()) closing.destroy();
  }

  function stopBeeping(): void {
    clearInterval(beeping);
    beeping = undefined;
  }

  function stop(): void {
    sound = null;
    ownFails = false;
    clearTimeout(late);
    clearTimeout(again);
    stopBeeping();
    close();
  }

  return {
    /** Begins to play, or goes on. */
    ring(wanted: AlarmSound): void {
      if (sound === wanted && !endSample && page && !page.isDestroyed()) return;
      if (sound === null || endSample) since = performance.now();
      endSample?.(hearing);
      endSample = null;
      sound = wanted;
      replace();
    },
    stop(): void {
      // No alarm is over: none was there.
      if (!endSample) stop();
    },
    /** Plays a sound for some seconds, unless an alarm rings. @returns whether it was heard; never rejects */
    sample(wanted: AlarmSound): Promise<AlarmHearing> {
      if (sound !== null) return Promise.resolve(hearing);
      const { promise, resolve } = Promise.withResolvers<AlarmHearing>();
      endSample = resolve;
      since = performance.now() - LOUD_MS;
      sound = wanted;
      build();
      setTimeout(() => {
        // An alarm may have come meanwhile.
        if (endSample !== resolve) return;
        endSample = null;
        resolve(hearing);
        stop();
      }, SAMPLE_MS);
      return promise;
    },
    /** What the page asks for when it has been loaded. */
    order: (): AlarmSoundOrder => ({
      source: alarmSoundPath(hasOwnSound && !ownFails ? 'own' : (sound ?? 'gong')),
      rung: Math.round(performance.now() - since),
      output: output(),
    }),
    hear(report: AlarmSoundReport): void {
      if (report.state === 'playing') {
        reported = report;
        tellIfHeard();
        return;
      }
      reported = null;
      if (report.reason === 'no-file' && hasOwnSound && !ownFails) {
        log.error("the administrator's sound of alarms cannot be played: the app's own plays instead");
        ownFails = true;
        replace();
      } else tellSilent(report.reason);
    },
    hearing: (): AlarmHearing => hearing,
    owns: (webContentsId: number): boolean =>
      page !== null && !page.isDestroyed() && page.webContents.id === webContentsId,
  };
}
