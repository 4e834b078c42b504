import type { Phase } from '../core/model/app-state.ts';

/**
 * Brings the window forward when the browser has done its part, because only the window shows the result.
 * @returns a function that must be called with each new phase
 */
export function createSignInForward(show: () => void): (phase: Phase) => void {
  let waited = false;
  let wentOn = false;
  return (phase) => {
    const { kind } = phase;
    const waits = kind === 'signing-in' && phase.step === 'waiting';
    const goesOn = kind === 'signing-in' && phase.step === 'checking' && phase.method === 'browser';
    // A user who cancelled needs no window.
    const failed = waited && !waits && kind !== 'connected' && phase.error !== null;
    if (failed || (goesOn && !wentOn)) show();
    waited = waits;
    wentOn = goesOn;
  };
}
