import { desk } from './desk.ts';
import { strict } from './strict.ts';

const surface = ['openExternal'] as const satisfies (keyof Electron.Shell)[];

export const shell = strict(
  {
    /** Opens nothing: the person finds the address on the desk and follows it in a browser of their own. */
    async openExternal(url: string): Promise<void> {
      new URL(url);
      desk.show({ opened: [...desk.snapshot().opened, url] });
    },
  } satisfies Pick<Electron.Shell, (typeof surface)[number]>,
  { name: 'shell', surface },
);
