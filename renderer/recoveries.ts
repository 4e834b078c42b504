import { createSignal } from 'solid-js';

/** Rises when the connection is well again. */
const [recoveries, setRecoveries] = createSignal(0);

export { recoveries };

/** What could not be had while something was wrong may be asked for once more. */
export const noteRecovery = () => setRecoveries((count) => count + 1);
