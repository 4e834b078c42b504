/** A person who types presses the next key sooner than this. Milliseconds. */
const PAUSE_MS = 1_000;

export type KeyGuard = ReturnType<typeof createKeyGuard>;

/**
 * Decides which keys reach the card. Some desktops give a new window the focus in the middle of a word, so a key counts
 * only after the person has turned to the card: by a click, or by Tab after a pause. An Enter meant for a report then
 * acknowledges nothing. All times are milliseconds of one clock.
 */
export const createKeyGuard = () => {
  let isTurnedTo = false;
  let focusedAt = Number.NEGATIVE_INFINITY;
  let lastKeyAt = Number.NEGATIVE_INFINITY;
  return {
    /** Other alarms are on the card now, so the person has to turn to it again. */
    alarmsChanged: () => {
      isTurnedTo = false;
    },
    focused: (at: number) => {
      focusedAt = at;
    },
    blurred: () => {
      isTurnedTo = false;
    },
    clicked: () => {
      isTurnedTo = true;
    },
    /** Returns whether a key that is pressed counts. @param isRepeated the key is held down */
    counts: (key: string, isRepeated: boolean, at: number): boolean => {
      const isAfterPause = at - Math.max(focusedAt, lastKeyAt) >= PAUSE_MS;
      lastKeyAt = at;
      if (key === 'Tab' && isAfterPause && !isRepeated) isTurnedTo = true;
      return isTurnedTo && (key === 'Tab' || !isRepeated);
    },
  };
};

/**
 * Decides which clicks reach the card: a button of the mouse that went down before the card came up was meant for what was
 * there before, however late it is released.
 */
export const createClickGuard = () => {
  let isPressCounted = false;
  return {
    /** A button of the mouse, a pen or a finger goes down. @param isSettled the card has been there for a moment */
    pressed: (isSettled: boolean) => {
      isPressCounted = isSettled;
    },
    /** @param hasPointer false: the click comes from the keyboard or from a screen reader */
    counts: (isSettled: boolean, hasPointer: boolean): boolean => isSettled && (isPressCounted || !hasPointer),
  };
};
