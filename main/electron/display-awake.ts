import { powerSaveBlocker } from 'electron';

/** The hours begin and end on a minute. */
const LOOK_MS = 60_000;

/**
 * Keeps the display from sleeping while station mode wants that. It wakes no display that sleeps already. Only after
 * `ready`.
 * @param isWanted asked every minute, and each time that `look` is called
 */
export function createDisplayAwake(isWanted: () => boolean) {
  let blocker: number | null = null;

  function look(): void {
    const wanted = isWanted();
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-display-sleep');
    if (wanted || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  setInterval(look, LOOK_MS);
  look();
  return { look };
}
