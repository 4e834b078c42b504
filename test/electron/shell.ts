import { desk } from './desk.ts';
import { strict } from './strict.ts';
import { surroundings } from './surroundings.ts';

const surface = ['openExternal', 'beep'] as const satisfies (keyof Electron.Shell)[];

export const shell = strict(
  {
    async openExternal(url: string): Promise<void> {
      new URL(url);
      await surroundings().openExternal(url);
    },
    beep(): void {
      desk.show({ beeps: desk.snapshot().beeps + 1 });
    },
  } satisfies Pick<Electron.Shell, (typeof surface)[number]>,
  { name: 'shell', surface },
);
