/** Those of Talk have less than 2 kB. */
const MOST_BYTES = 64 * 1024;

/** All that Talk draws conversations' pictures with, and simple shapes besides. Source: spreed, AvatarService and img/. */
const ELEMENTS = new Set(
  'svg g path rect circle ellipse line polygon polyline text tspan title desc'
    .split(' ')
    .flatMap((name) => [name, `/${name}`]),
);

/** A style or an attribute may fetch a filter, also from a `data:` address; references and escapes would hide that. */
const REFERENCES = /url|[&\\]/i;
const DECLARATION = /^\s*<\?xml\s[^<>]*\?>/;

/**
 * Is it a picture of shapes and letters only? Nothing that repeats, refers to or embeds anything (a few lines of nested
 * `<use>`, patterns or entities keep a renderer busy for hours), and nothing that runs.
 */
export function isPlainSvg(bytes: Uint8Array): boolean {
  if (bytes.length > MOST_BYTES) return false;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  if (REFERENCES.test(text)) return false;
  // In well-formed XML each "<" begins a tag, a comment, a declaration or an instruction; only tags are let through.
  const tags = text.replace(DECLARATION, '').split('<').slice(1);
  return tags.length > 0 && tags.every((tag) => ELEMENTS.has(/^\/?[a-z]+(?=[\s/>])/.exec(tag)?.[0] ?? ''));
}
