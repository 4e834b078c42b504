import type { Bridge, Result } from '../preload/contract.ts';
import { askForPin } from './overlays/dialog.ts';

declare global {
  interface Window {
    readonly talkmelder: Bridge;
  }
}

type Call = (input?: unknown) => Promise<Result<unknown>>;

/** Asks for the PIN of station mode when main wants it, and makes the call again. */
const withPin =
  (call: Call): Call =>
  async (input) => {
    const result = await call(input);
    const isHeldBack = !result.ok && result.error === 'pin-needed';
    return isHeldBack && (await askForPin()) ? call(input) : result;
  };

const isCall = (name: PropertyKey) => !String(name).startsWith('on');

/** The only way out of the window. No other file touches `window.talkmelder`. */
// The exposed object itself is frozen, so it cannot be the target.
export const bridge = new Proxy({} as Bridge, {
  get: (_, name: keyof Bridge) => {
    const member = window.talkmelder[name];
    return isCall(name) ? withPin(member as Call) : member;
  },
});
