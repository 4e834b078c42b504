import { clipboard, shell } from 'electron';
import { BrowserNotOpened, describeError, NotCopied } from '../core/errors.ts';
import { isOnOrigin } from '../core/model/origin.ts';
import type { Logger, Opener } from '../core/ports.ts';
import type { Browsers } from './browsers.ts';

/** Opens addresses in a browser: https on the expected origin, or plain http on this computer; nothing else. */
export function createOpener(log: Logger, browsers: Pick<Browsers, 'open'>): Opener {
  async function openWithSystem(url: string): Promise<void> {
    try {
      await shell.openExternal(url);
    } catch (error) {
      log.warn(`the system's browser: ${describeError(error)}`);
      throw new BrowserNotOpened('the system refused');
    }
  }

  return {
    async open(url, origin, browser) {
      if (!isOnOrigin(url, origin)) {
        log.error('refused to open an address that is not on the origin of the account');
        throw new BrowserNotOpened('refused');
      }
      // The parsed form is opened, because the parsed form was checked.
      const { href } = new URL(url);
      if (browser !== 'system') {
        const onGivenUp = (): void => {
          log.warn(`${browser} ended with an error: using the system's browser`);
          openWithSystem(href).catch(() => log.warn("the system's browser could not be opened either"));
        };
        if (await browsers.open(browser, href, onGivenUp)) return;
        log.warn(`${browser} is not there: using the system's browser`);
      }
      await openWithSystem(href);
    },
    async copy(text) {
      try {
        await clipboard.writeText(text);
      } catch (error) {
        log.warn(`clipboard: ${describeError(error)}`);
        throw new NotCopied('the clipboard refused');
      }
    },
  };
}
