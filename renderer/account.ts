import { createSignal } from 'solid-js';

/** Whose list this is; '' while nobody's. */
const [accountId, setAccountId] = createSignal('');
/** Rises when the connection is well again. */
const [recoveries, setRecoveries] = createSignal(0);

export { accountId, recoveries, setAccountId };

/** What could not be had while something was wrong may be asked for once more. */
export const noteRecovery = () => setRecoveries((count) => count + 1);
