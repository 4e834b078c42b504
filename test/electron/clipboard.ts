import { strict } from './strict.ts';
import { surroundings } from './surroundings.ts';

const surface = ['writeText', 'readText', 'clear'] as const satisfies (keyof Electron.Clipboard)[];

/** What the app itself has put there: it reads nothing else. */
let copied = '';

export const clipboard = strict(
  {
    async writeText(text: string): Promise<void> {
      await surroundings().copy(text);
      copied = text;
    },
    readText: async (): Promise<string> => copied,
    clear(): void {
      copied = '';
      void surroundings().copy('');
    },
  } satisfies Pick<Electron.Clipboard, (typeof surface)[number]>,
  { name: 'clipboard', surface },
);
