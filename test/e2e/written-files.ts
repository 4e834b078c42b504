import { globSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Returns every file below the folders with its bytes, even while another process writes there. */
export function writtenFiles(...folders: string[]): Map<string, Buffer> {
  for (;;) {
    try {
      return filesNow(folders);
    } catch (error) {
      // A file may be renamed or removed between listing and reading, so the folder is listed again.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}

function filesNow(folders: string[]): Map<string, Buffer> {
  const files = folders.flatMap((folder) =>
    globSync('**/{*,.*}', { cwd: folder })
      .map((file) => join(folder, file))
      .filter(isFile),
  );
  return new Map(files.map((path) => [path, readFileSync(path)]));
}

/** @throws ENOENT if the path is gone; a dangling link only counts as no file */
const isFile = (path: string): boolean => (statSync(path, { throwIfNoEntry: false }) ?? lstatSync(path)).isFile();

/** Returns the forms that a text may have in a file: plain, in JSON, in a URL, in a form, in base64 and in UTF-16. */
export function guises(text: string): Buffer[] {
  const forms = [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    new URLSearchParams({ '': text }).toString().slice(1),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
  ];
  return [...forms.map((form) => Buffer.from(form)), Buffer.from(text, 'utf16le')];
}

/** Returns which of the texts are in which of the files. */
export const found = (texts: readonly string[], files: ReadonlyMap<string, Buffer>): string[] =>
  texts.flatMap((text) =>
    [...files]
      .filter(([, content]) => guises(text).some((guise) => content.includes(guise)))
      .map(([path]) => `${text} in ${path}`),
  );
