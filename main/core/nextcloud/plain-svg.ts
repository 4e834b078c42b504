import { oneLine } from '../model/plain-text.ts';

/*
 * Redraws the drawings that Nextcloud and Talk generate: a letter, an emoji or an icon on a colour. Source: spreed's
 * AvatarService and img/, the server's lib/private/Avatar/Avatar.php. Only numbers, colours, outlines and a few
 * characters of a server's drawing reach a renderer. Anything that is not in these tables makes the whole drawing
 * invalid.
 */

/** Nextcloud's drawings have less than 2 kB. */
const MOST_BYTES = 16 * 1024;
/** Nextcloud's drawings have five. */
const MOST_ELEMENTS = 32;
/** Characters of all outlines together; Nextcloud's drawings have fewer than 1,500. */
const MOST_OUTLINE = 4_000;
/** Enough for an emoji or two initials. UTF-16 units. */
const MOST_TEXT = 40;

type Check = (value: string) => boolean;
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value);

/** At most four digits before the point, so that nothing is far away or large. No exponents. */
const place = matches(/^-?\d{1,4}(?:\.\d{1,8})?%?$/);
const length = matches(/^\d{1,4}(?:\.\d{1,8})?(?:px|%)?$/);
/** At most as large as a bitmap. */
const size = matches(/^(?:\d{1,3}|10[01]\d|102[0-4])(?:px)?$/);
const fontSize = matches(/^\d{1,3}(?:px)?$/);
const colour = matches(/^#(?:[\da-f]{3}|[\da-f]{6})$/i);
const viewBox = matches(/^0 0 [1-9]\d{0,3} [1-9]\d{0,3}$/);
const shift = matches(/^translate\(-?\d{1,4}(?:\.\d{1,8})?,? ?-?\d{1,4}(?:\.\d{1,8})?\)$/);
const outline: Check = (value) => /^[MLHVCSQTAZ\d\s,.-]+$/i.test(value) && !/\d{5}|\.\d{9}/.test(value);
const anchor = matches(/^(?:start|middle|end)$/);
const weight = matches(/^(?:normal|bold)$/);

/** The elements and attributes that are drawn, and the attributes' allowed values. */
const DRAWN: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  svg: { viewBox, width: size, height: size },
  g: { transform: shift },
  rect: { x: place, y: place, width: length, height: length, fill: colour },
  circle: { cx: place, cy: place, r: length, fill: colour },
  path: { d: outline, fill: colour },
  text: { x: place, y: place, fill: colour, 'font-size': fontSize, 'font-weight': weight, 'text-anchor': anchor },
};
/** Attributes that are allowed but left out. */
const LEFT_OUT = new Set(['svg xmlns', 'svg version', 'text font-family']);
/** Attributes that are added. */
const OURS: Readonly<Record<string, string>> = {
  svg: ' xmlns="http://www.w3.org/2000/svg"',
  text: ' font-family="sans-serif"',
};
const ROOT = 'svg';
const TEXT = 'text';

const DECLARATION = /^\s*<\?xml\s[^<>]*\?>/;
/** A tag, or the text between two tags. References, comments and other constructs are not allowed. */
const PIECE = /<(\/?)([a-z]+)((?:\s+[a-z-]+\s*=\s*(?:"[^"<>&]*"|'[^'<>&]*'))*)\s*(\/?)>|[^<>&]+/gi;
const ATTRIBUTE = /([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/** Redraws one of Nextcloud's own drawings; null for any other. */
export function redrawn(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (bytes.length > MOST_BYTES) return null;
  try {
    return new TextEncoder().encode(draw(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

/** @throws RangeError for anything that is not drawn here, TypeError when the text is not UTF-8 */
function draw(text: string): string {
  const source = text.replace(DECLARATION, '').trim();
  const open: string[] = [];
  const drawn: string[] = [];
  let elements = 0;
  let outlines = 0;
  let read = 0;
  for (const match of source.matchAll(PIECE)) {
    const [piece, isEnd, name = '', attributes = '', isEmpty] = match;
    if (match.index !== read) throw new RangeError('something between the tags');
    read += piece.length;
    if (!piece.startsWith('<')) {
      drawn.push(charactersOf(piece, open.at(-1)));
    } else if (isEnd) {
      if (open.pop() !== name || attributes !== '') throw new RangeError('an end without a beginning');
      drawn.push(`</${name}>`);
    } else {
      elements += 1;
      if ((name === ROOT) !== (elements === 1) || (elements > 1 && open.length === 0)) throw new RangeError('no root');
      const allowed = attributesOf(name, attributes);
      outlines += allowed.get('d')?.length ?? 0;
      const written = [...allowed].map(([key, value]) => ` ${key}="${value}"`).join('');
      drawn.push(`<${name}${OURS[name] ?? ''}${written}>`);
      if (isEmpty) drawn.push(`</${name}>`);
      else open.push(name);
    }
  }
  const isWhole = elements > 1 && elements <= MOST_ELEMENTS && outlines <= MOST_OUTLINE;
  if (!isWhole || open.length > 0 || read !== source.length) throw new RangeError('not a whole drawing');
  return drawn.join('');
}

/** Returns the letters of a text; between other elements, only white space is allowed. */
function charactersOf(piece: string, within: string | undefined): string {
  if (piece.trim() === '') return '';
  const letters = oneLine(piece, MOST_TEXT + 1);
  if (within !== TEXT || letters === '' || letters.length > MOST_TEXT) throw new RangeError('unexpected text');
  return letters;
}

/** Returns the names and values that are drawn; a style is read like attributes. */
function attributesOf(element: string, text: string): Map<string, string> {
  const allowed = Object.hasOwn(DRAWN, element) ? DRAWN[element] : undefined;
  if (!allowed) throw new RangeError('unknown element');
  const found = new Map<string, string>();
  const add = (name: string, value: string): void => {
    if (LEFT_OUT.has(`${element} ${name}`)) return;
    const isFine = Object.hasOwn(allowed, name) && allowed[name]?.(value) === true;
    if (!isFine || found.has(name)) throw new RangeError('unknown attribute or value');
    found.set(name, value);
  };
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    const value = (double ?? single ?? '').trim();
    if (element === TEXT && name === 'style') for (const part of value.split(';')) addPart(part, add);
    else add(name, value);
  }
  return found;
}

function addPart(part: string, add: (name: string, value: string) => void): void {
  const [name = '', value = '', ...rest] = part.split(':');
  if (part.trim() === '') return;
  if (rest.length > 0) throw new RangeError('unknown style');
  add(name.trim(), value.trim());
}
