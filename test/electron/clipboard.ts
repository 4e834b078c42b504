import { desk } from './desk.ts';
import { strict } from './strict.ts';
import { surroundings } from './surroundings.ts';

const surface = ['writeText', 'readText', 'clear'] as const satisfies (keyof Electron.Clipboard)[];

/** The text that the app or a person at the desk has copied; the host reads nothing else. */
let copied = '';

/** Returns the text for the person, who copies and pastes with a menu. */
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
