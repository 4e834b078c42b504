import type { MessageBoxOptions } from 'electron';
import { expect, it } from 'vitest';
import { words } from '../core/i18n/index.ts';
import type { Unfinished } from '../core/model/unfinished.ts';
import { askToQuit } from './dialogs.ts';

it.each<[Unfinished, string, RegExp]>([
  [
    { unsent: 1, lost: 0, files: 0 },
    'Deine Nachricht ist noch nicht gesendet. Talkmelder trotzdem beenden?',
    /^Der Text/,
  ],
  [
    { unsent: 0, lost: 0, files: 1 },
    'Eine Datei ist noch nicht gesendet. Talkmelder trotzdem beenden?',
    /^Beim Beenden/,
  ],
  [
    { unsent: 0, lost: 0, files: 3 },
    '3 Dateien sind noch nicht gesendet. Talkmelder trotzdem beenden?',
    /^Beim Beenden/,
  ],
  [
    { unsent: 0, lost: 0, files: 1, pasted: 1 },
    'Eine Datei ist noch nicht gesendet. Talkmelder trotzdem beenden?',
    /^Beim Beenden [^.]*\. Ein eingefügtes Bild geht verloren: [^.]*\.$/,
  ],
  [
    { unsent: 0, lost: 0, files: 3, pasted: 2 },
    '3 Dateien sind noch nicht gesendet. Talkmelder trotzdem beenden?',
    /^Beim Beenden .* bleiben deine Dateien, wo sie sind\. .* Eingefügte Bilder gehen verloren: [^.]*\.$/,
  ],
  [
    { unsent: 0, lost: 2, files: 2 },
    'Du hast etwas geschrieben und nicht gesendet. Talkmelder trotzdem beenden?',
    /^Dieser PC .* 2 Dateien sind noch nicht gesendet\. Beim Beenden/,
  ],
])('the question at the end of the app tells what would be lost: %j', async (about, message, detail) => {
  const asked: MessageBoxOptions[] = [];
  const ask = async (options: MessageBoxOptions): Promise<number> => {
    asked.push(options);
    return 1;
  };
  expect(await askToQuit(words('de'), about, ask)).toBe(false);
  expect(asked[0]).toMatchObject({ message, detail: expect.stringMatching(detail) });
});
