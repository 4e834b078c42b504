import { desk } from './desk.ts';
import { strict } from './strict.ts';

const surface = ['writeText', 'readText', 'clear'] as const satisfies (keyof Electron.Clipboard)[];

export const clipboard = strict(
  {
    async writeText(text: string): Promise<void> {
      desk.show({ clipboard: text });
    },
    readText: async (): Promise<string> => desk.snapshot().clipboard,
    clear(): void {
      desk.show({ clipboard: '' });
    },
  } satisfies Pick<Electron.Clipboard, (typeof surface)[number]>,
  { name: 'clipboard', surface },
);
