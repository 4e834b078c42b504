import type { Phase } from '../core/model/app-state.ts';

/**
 * Brings the window forward when the browser has done its part: whatever came of it is told there, and nowhere else.
 * @returns to be called with each new phase
 */
export function createSignInForward(show: () => void): (phase: Phase) => void {
  let waited = false;
  return (phase) => {
    const { kind } = phase;
    const waits = kind === 'signing-in' && phase.step === 'waiting';
    const goesOn = kind === 'signing-in' && phase.step === 'checking';
    // Whoever breaks it off knows.
    if (waited && !waits && (goesOn || (kind !== 'connected' && phase.error !== null))) show();
    waited = waits;
  };
}
