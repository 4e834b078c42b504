import { FileNameForbidden } from '../errors.ts';
import { beginningOf, bytesOf, oneLine } from '../model/plain-text.ts';

/** The names that a server refuses. All texts are in lower case. Source: Nextcloud's capabilities, `files`. */
export interface NameRules {
  names: readonly string[];
  /** Names without their extension. */
  basenames: readonly string[];
  characters: readonly string[];
  /** With their dot. */
  extensions: readonly string[];
}

/** Nextcloud stores names of this many bytes. */
const LONGEST_BYTES = 250;

/** Returns name and extension; a name that only begins with a dot has no extension. */
function parts(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name.length - dot > 20 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
}

/**
 * Returns the name under which a file is uploaded: in one line, without characters that cannot be seen, not too long.
 * @throws FileNameForbidden when nothing is left, or the server refuses the name
 */
export function uploadName(local: string, rules: NameRules): string {
  const [stem, extension] = parts(oneLine(local));
  const short = beginningOf(stem, LONGEST_BYTES - ROOM_FOR_NUMBER - bytesOf(extension));
  const name = short + extension;
  if (short === '' || isForbidden(name, rules)) throw new FileNameForbidden('refused by the rules');
  return name;
}
/** " (999)" must still fit. */
const ROOM_FOR_NUMBER = 6;

function isForbidden(name: string, { names, basenames, characters, extensions }: NameRules): boolean {
  const lower = name.toLowerCase();
  const [stem = ''] = lower.split('.');
  return (
    name === '.' ||
    name === '..' ||
    /[/\\]/.test(name) ||
    names.includes(lower) ||
    basenames.includes(stem) ||
    characters.some((character) => name.includes(character)) ||
    extensions.some((extension) => lower.endsWith(extension))
  );
}

/** Returns "Bild (2).png" for "Bild.png" and 2; for 1 the name itself. */
export function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const [stem, extension] = parts(name);
  return `${stem} (${number})${extension}`;
}

/** Names that mean a device on Windows, with any extension. */
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** Characters that no name may have on Windows, and those that separate folders anywhere. */
const UNSAFE = /[<>:"/\\|?*]/g;
/** Most systems store names of 255 bytes; a second download and the system's dialog may add to the name. */
const LONGEST_SAVED_BYTES = 200;
/** UTF-16 units, so that the extension at the end of a long name is seen. */
const LONGEST_READ = 5_000;

/**
 * Returns the name that the system's dialog offers for a file of a stranger. It is never a path, a device, a hidden
 * file, or a name that looks like another one.
 * @param otherwise the name of a file without a usable one
 */
export function savedName(foreign: string, otherwise: string): string {
  const [stem, extension] = parts(
    oneLine(foreign, LONGEST_READ)
      .replace(UNSAFE, '_')
      .replace(/^\.+/, '')
      .replace(/[. ]+$/, ''),
  );
  const short = beginningOf(stem, LONGEST_SAVED_BYTES - bytesOf(extension)).trim();
  if (short === '') return stem === '' ? otherwise : otherwise + extension;
  return DEVICES.test(short + extension) ? `_${short}${extension}` : short + extension;
}

/**
 * Returns the segments of a folder or path on the server.
 * @returns null for a path that leaves the user's files, or has an odd segment
 */
export function segmentsOf(path: string): string[] | null {
  const segments = path.split('/').filter((segment) => segment !== '');
  const isOdd = segments.some((segment) => segment === '.' || segment === '..' || /[\\\p{Cc}]/u.test(segment));
  return isOdd || path.length > 4_000 ? null : segments;
}
