import type { Bridge } from '../preload/contract.ts';

declare global {
  interface Window {
    readonly talkmelder: Bridge;
  }
}

/** The only way out of the window. No other file touches `window.talkmelder`. */
export const bridge: Bridge = window.talkmelder;
