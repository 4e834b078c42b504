import { XMLParser } from 'fast-xml-parser';
import { ServerError } from '../errors.ts';
import { onOrigin } from '../model/origin.ts';
import { type listOf, recordOf } from './fields.ts';

/** More elements are not read. */
const MOST_RESPONSES = 10_000;
/** So many elements are parsed at once; then other work has its turn. */
const AT_ONCE = 50;
/** No element of an honest answer is nested more deeply. */
const DEEPEST = 20;
/** A longer element is left out, and so is one with more or longer tags: the parser would be busy with it for seconds. */
const LONGEST = 512 * 1024;
const MOST_TAGS = 2_000;
const LONG_TAG = /<[^<>]{4000}/;

/** Elements that may occur several times. */
const LISTS: ReadonlySet<string> = new Set(['propstat', 'comp', 'privilege', 'href']);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  // Entities that the answer defines are never expanded; `decoded` knows those of XML.
  processEntities: false,
  maxNestedTags: DEEPEST,
  isArray: (name) => LISTS.has(name),
});

/** One element of a multistatus: an address and the properties that exist there. */
export interface DavResponse {
  /** As the server wrote it: a path, or a whole address. */
  href: string;
  props: Readonly<Record<string, unknown>>;
}

const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes XML's own entities, once. */
const decoded = (text: string): string =>
  text.replace(ENTITY, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

/** Returns the text of an element; null when it has none. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? decoded(value) : null);

/** Returns the elements under a name, whether there is one or several. */
export const elementsOf = (value: unknown): NonNullable<ReturnType<typeof listOf>> =>
  Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value];

/** Returns the decoded parts of an address's path. A part that cannot be decoded stays as it is. */
const partsOf = (url: string): string[] =>
  new URL(url).pathname.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });

/**
 * Returns the whole address of an href that is below another address; null for any other. Servers encode other
 * characters than this app does, so the decoded paths are compared.
 * @param base ends in a slash
 */
export function addressBelow(href: string, base: string): string | null {
  const url = onOrigin(URL.parse(href, base)?.href ?? '', base);
  if (url === null || /[?#]/.test(url)) return null;
  const parts = partsOf(url);
  const above = partsOf(base).slice(0, -1);
  const isBelow = above.every((part, at) => part === parts[at]);
  return isBelow && parts.slice(above.length).some((part) => part !== '') ? url : null;
}

const ROOT = /<(?:[\w.-]+:)?multistatus[\s/>]/;
const OPENING = /<((?:[\w.-]{1,20}:)?)response(?:\s[^<>]*)?>/g;
const OK = /^HTTP\/\S+ 2\d\d/;

/**
 * Reads the answer to a PROPFIND or REPORT, element by element: one that cannot be read is left out. Source: RFC 4918,
 * section 13.
 * @param rest lets other work have its turn
 * @throws ServerError when the text is no multistatus, or none of its elements can be read
 */
export async function readMultistatus(text: string, rest: () => Promise<void>): Promise<DavResponse[]> {
  // A server has no reason to define entities, and each definition is a trap.
  if (!ROOT.test(text.slice(0, 4_096)) || /<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw new ServerError('the answer is no multistatus', 0);
  const read: DavResponse[] = [];
  let given = 0;
  for (const content of responsesIn(text)) {
    if (given >= MOST_RESPONSES) break;
    given += 1;
    if (given % AT_ONCE === 0) await rest();
    const response = isSane(content) ? readResponse(content) : null;
    if (response) read.push(response);
  }
  if (given > 0 && read.length === 0) throw new ServerError('no element can be read', 0);
  return read;
}

/** Returns the content of each element. Looks at each character once, whatever the text is. */
function* responsesIn(text: string): Generator<string> {
  const opening = new RegExp(OPENING);
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const start = opening.lastIndex;
    const end = text.indexOf(`</${found[1]}response`, start);
    if (end < 0) return;
    yield text.slice(start, end);
    opening.lastIndex = end;
  }
}

function isSane(content: string): boolean {
  if (content.length > LONGEST) return false;
  let tags = 0;
  for (let at = content.indexOf('<'); at >= 0 && tags <= MOST_TAGS; at = content.indexOf('<', at + 1)) tags += 1;
  return tags <= MOST_TAGS && !LONG_TAG.test(content);
}

function readResponse(content: string): DavResponse | null {
  let parsed: unknown;
  try {
    parsed = parser.parse(`<response>${content}</response>`);
  } catch {
    return null;
  }
  const response = recordOf(recordOf(parsed)?.response);
  const href = textOf(elementsOf(response?.href)[0]);
  if (!response || href === null) return null;
  const found = elementsOf(response.propstat)
    .map(recordOf)
    .filter((propstat) => OK.test(textOf(propstat?.status) ?? ''));
  return { href, props: Object.assign({}, ...found.map((propstat) => recordOf(propstat?.prop) ?? {})) };
}
