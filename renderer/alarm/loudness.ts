const FULL_AFTER_S = 15;
/** A person beside the loudspeaker is warned before it is loud. */
const FIRST = 0.12;

/**
 * Returns the loudness of an alarm's sound, up to 1: it rises over 15 seconds, evenly for the ear.
 * @param seconds since the ringing began
 */
export const loudness = (seconds: number): number =>
  seconds >= FULL_AFTER_S ? 1 : FIRST ** (1 - Math.max(0, seconds) / FULL_AFTER_S);
