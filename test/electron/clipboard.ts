import { desk } from './desk.ts';
import { strict } from './strict.ts';
import { surroundings } from './surroundings.ts';

const surface = ['writeText', 'readText', 'clear'] as const satisfies (keyof Electron.Clipboard)[];

/** What the app itself has put there, or a person at the desk: it reads nothing else. */
let copied = '';

/** For the person, who copies and pastes by a menu. */
export const clipboardText = (): string => copied;
export async function copyText(text: string): Promise<void> {
  await surroundings().copy(text);
  copied = text;
}
desk.offer('clipboard.put', copyText);

export const clipboard = strict(
  {
    writeText: copyText,
    readText: async (): Promise<string> => copied,
    clear(): void {
      copied = '';
      void surroundings().copy('');
    },
  } satisfies Pick<Electron.Clipboard, (typeof surface)[number]>,
  { name: 'clipboard', surface },
);
