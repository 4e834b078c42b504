import { powerSaveBlocker, type Session, shell } from 'electron';
import { describeError } from '../core/errors.ts';
import type { AlarmCard, AlarmView } from '../core/model/alarm.ts';
import type { AlarmBell, Logger } from '../core/ports.ts';
import { createAlarmPlayer } from './alarm-player.ts';
import { createAlarmWindows } from './alarm-window.ts';

export interface AlarmBellOptions {
  preload: string;
  session: Session;
  log: Logger;
  /** The administrator has given a file with a sound. */
  hasOwnSound: boolean;
  /** The name of the loudspeaker that the user has chosen; null: the system's. */
  output: () => string | null;
  /** Sends a view to the cards, checked against the contract. */
  update: (view: AlarmView) => void;
  /** The sound of alarms has become silent, or is heard again. */
  onHearing: () => void;
  isQuitting: () => boolean;
  /** Plays a short sound, once, as notifications do. Resolves with false when it is not heard. */
  playTone: () => Promise<boolean>;
}

export type DesktopBell = ReturnType<typeof createAlarmBell>;

/** The card on every display, the sound, and a display that stays awake: what makes an alarm seen and heard. */
export function createAlarmBell({ log, update, isQuitting, playTone, ...given }: AlarmBellOptions) {
  let card: AlarmCard | null = null;
  /** The user has made the cards small. */
  let small = false;
  /** How often a card has come up. */
  let ups = 0;
  let blocker: number | null = null;
  const windows = createAlarmWindows({ ...given, log, isQuitting, onUp: cameUp, onClose: () => shrink(true) });
  const player = createAlarmPlayer({ ...given, log });

  /** One part that fails must not take the others along. */
  function attempt(what: string, task: () => void): void {
    try {
      task();
    } catch (error) {
      log.error(`${what} of an alarm: ${describeError(error)}`);
    }
  }

  function keepAwake(isWanted: boolean): void {
    if (isWanted && blocker === null) blocker = powerSaveBlocker.start('prevent-display-sleep');
    if (isWanted || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  const view = (): AlarmView => ({ card, small, ups });

  function cameUp(): void {
    ups += 1;
    update(view());
  }

  function shrink(isSmall: boolean): void {
    small = isSmall;
    attempt('the size', () => windows.resize(small));
    update(view());
  }

  const show: AlarmBell['show'] = (given) => {
    const before = card;
    const next = given?.alarms.length === 0 ? null : given;
    card = next;
    // A person who has made the card small has seen the alarms that were on it, and no others.
    const isNew = next?.alarms.some(({ id }) => !before?.alarms.some((known) => known.id === id)) ?? false;
    const ringsAgain = next?.sounds === true && before?.sounds !== true;
    if (!next || isNew || ringsAgain) small = false;
    attempt('the sound', () => {
      if (next?.sounds) player.ring(next.sound);
      else player.stop();
    });
    attempt('the display', () => keepAwake(next?.alarms.some(({ state }) => state !== 'missed') ?? false));
    attempt('the card', () => {
      windows.resize(small);
      if (!next || isQuitting()) windows.hide();
      else windows.show();
      if (isNew || ringsAgain) windows.raise();
      update(view());
    });
  };

  async function tone(): Promise<void> {
    if (!(await playTone())) shell.beep();
  }

  return {
    show,
    tone: () => void tone(),
    view,
    shrink,
    order: player.order,
    hear: player.hear,
    hearing: player.hearing,
    sample: player.sample,
    /** Brings the cards above everything again. */
    raise: windows.raise,
    cards: { isOpen: windows.isOpen, send: windows.send },
    owns: windows.owns,
    ownsSound: player.owns,
  };
}
