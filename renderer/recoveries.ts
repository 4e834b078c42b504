import { createSignal } from 'solid-js';

/** Rises when a connection has recovered. */
const [recoveries, setRecoveries] = createSignal(0);

export { recoveries };

/** Lets components retry what failed while the connection was down. */
export const noteRecovery = () => setRecoveries((count) => count + 1);
