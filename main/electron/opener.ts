import { clipboard, shell } from 'electron';
import { BrowserNotOpened } from '../core/errors.ts';
import { isOnOrigin } from '../core/model/origin.ts';
import type { Logger, Opener } from '../core/ports.ts';

/** Hands addresses to the system browser: https on the expected origin, or plain http on this computer; nothing else. */
export function createOpener(log: Logger): Opener {
  return {
    async open(url, origin) {
      if (!isOnOrigin(url, origin)) {
        log.error('refused to open an address that is not on the origin of the account');
        throw new BrowserNotOpened('refused');
      }
      try {
        await shell.openExternal(new URL(url).href);
      } catch (error) {
        throw new BrowserNotOpened(error instanceof Error ? error.name : 'unknown');
      }
    },
    copy(text) {
      clipboard.writeText(text).catch(() => log.warn('the clipboard refused'));
    },
  };
}
