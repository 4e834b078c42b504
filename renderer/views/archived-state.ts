import { createSignal } from 'solid-js';

/** The archived conversations are shown in place of the others. */
const [showingArchived, setShowing] = createSignal(false);

export { showingArchived };

export const showArchived = () => setShowing(true);

/** Back to the other conversations. @returns whether there was a way back */
export const leaveArchived = (): boolean => {
  if (!showingArchived()) return false;
  setShowing(false);
  return true;
};
