import { createSignal } from 'solid-js';

/** Whether the archived conversations are shown instead of the others. */
const [showingArchived, setShowing] = createSignal(false);

export { showingArchived };

export const showArchived = () => setShowing(true);

/** Returns to the other conversations. @returns whether the archive was open */
export const leaveArchived = (): boolean => {
  if (!showingArchived()) return false;
  setShowing(false);
  return true;
};
