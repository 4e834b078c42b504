import { BrowserNotOpened, NotCopied } from '../../main/core/errors.ts';
import type { Opener } from '../../main/core/ports.ts';

export interface FakeOpener extends Opener {
  readonly opened: { url: string; origin: string }[];
  readonly copied: string[];
  /** Takes browser and clipboard away from this machine, or gives them back. */
  setBroken(broken: boolean): void;
}

export function createFakeOpener(): FakeOpener {
  const opened: { url: string; origin: string }[] = [];
  const copied: string[] = [];
  let broken = false;
  return {
    opened,
    copied,
    async open(url, origin) {
      if (broken) throw new BrowserNotOpened('fake');
      opened.push({ url, origin });
    },
    async copy(text) {
      if (broken) throw new NotCopied('fake');
      copied.push(text);
    },
    setBroken(value) {
      broken = value;
    },
  };
}
