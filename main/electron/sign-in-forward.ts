import type { Phase } from '../core/model/app-state.ts';

/**
 * Brings the window forward when the browser has done its part: whatever came of it is told there, and nowhere else.
 * @returns to be called with each new phase
 */
export function createSignInForward(show: () => void): (phase: Phase) => void {
  let waited = false;
  return (phase) => {
    const waits = phase.kind === 'signing-in' && phase.step === 'waiting';
    if (waited && !waits) show();
    waited = waits;
  };
}
