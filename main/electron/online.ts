import { net } from 'electron';

const EVERY_MS = 5_000;

/**
 * Calls back when the machine is on a network again. Electron has no event for it in the main process, so a timer
 * checks every 5 s, but only while the app waits for the network.
 */
export function createOnlineWatch(onOnline: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let online = true;
  const look = (): void => {
    const before = online;
    online = net.isOnline();
    if (online && !before) onOnline();
  };
  return {
    /** Says whether the app waits for the network. */
    set(needed: boolean): void {
      if (needed === (timer !== undefined)) return;
      clearInterval(timer);
      timer = undefined;
      if (!needed) return;
      online = net.isOnline();
      timer = setInterval(look, EVERY_MS);
    },
  };
}
