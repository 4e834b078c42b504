import { describe, expect, it } from 'vitest';
import { isPlainSvg } from './plain-svg.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const svg = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44">${inside}</svg>`;

describe('let through', () => {
  it.each([
    [
      "a group's picture, as Talk 22 sends it",
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44" height="22" width="22" version="1.1">\n\t<rect width="44" height="44" fill="#6B6B6B"/>\n\t<g transform="translate(10.000000, 10.000000)">\n\t\t<path fill="#fff"\n\t\t\t  d="M13.07 10.41A5 5 0 0 0 13.07 4.59"/>\n\t</g>\n</svg>\n',
    ],
    ['a round one, as older ones send it', svg('<circle r="22" cx="22" cy="22" fill="#999999"/>')],
    [
      'an emoji on a colour',
      `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
		<svg width="512" height="512" version="1.1" viewBox="0 0 500 500" xmlns="http://www.w3.org/2000/svg">
			<rect width="100%" height="100%" fill="#6B6B6B"></rect>
			<text x="50%" y="330" style="font-size:240px;font-family:'Segoe UI','Noto Color Emoji';text-anchor:middle;">📝</text>
		</svg>`,
    ],
  ])('%s', (_name, text) => expect(isPlainSvg(bytes(text))).toBe(true));
});

describe('refused', () => {
  it.each([
    ['what repeats itself', svg('<g id="a"><path d="M0 0"/></g><g id="b"><use href="#a"/><use href="#a"/></g>')],
    ['the same behind a prefix', svg('<s:use xmlns:s="http://www.w3.org/2000/svg" href="#a"/>')],
    ['pictures', svg('<image href="data:image/png;base64,AAAA"/>')],
    ['scripts', svg('<script>while (true);</script>')],
    ['pages', svg('<foreignObject><p>x</p></foreignObject>')],
    ['style sheets', svg('<style>* { filter: blur(9px) }</style>')],
    ['patterns', svg('<pattern id="a"><rect fill="url(#a)"/></pattern>')],
    ['filters', svg('<filter id="a"><feTurbulence numOctaves="999"/></filter>')],
    ['animations', svg('<animate attributeName="r" dur="1ms"/>')],
    ['entities', `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('<text>&b;</text>')}`],
    ['a document type alone', `<!DOCTYPE svg>${svg('')}`],
    ['comments and raw text', svg('<!-- --><![CDATA[<use/>]]>')],
    ['instructions', `<?xml-stylesheet href="a.css"?>${svg('')}`],
    ['a declaration that hides something', `<?xml version="1.0" <use/> ?>${svg('')}`],
    ['what only begins like one of its own', svg('<gradient/>')],
    ['what fetches a filter', svg('<rect filter="URL(data:image/svg+xml,x#f)"/>')],
    ['the same, written in other ways', svg('<rect style="filter:u\\72l(#f)"/>')],
    ['and yet others', svg('<rect filter="&#117;rl(#f)"/>')],
    ['what is no picture', 'Not found'],
    ['nothing', ''],
  ])('%s', (_name, text) => expect(isPlainSvg(bytes(text))).toBe(false));

  it('what is longer than 64 kB', () => {
    const longest = (spaces: number): Uint8Array => bytes(svg(' '.repeat(spaces - svg('').length)));
    expect(isPlainSvg(longest(65_536))).toBe(true);
    expect(isPlainSvg(longest(65_537))).toBe(false);
  });

  it('other encodings, in which a reader of bytes would miss what a browser finds', () => {
    const text = svg('<use href="#a"/>');
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(isPlainSvg(utf16)).toBe(false);
    expect(isPlainSvg(new Uint8Array(Buffer.from(text, 'utf16le')))).toBe(false);
  });
});
