import { describe, expect, it } from 'vitest';
import { redrawn } from './plain-svg.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const drawn = (text: string): string | null => {
  const found = redrawn(bytes(text));
  return found && new TextDecoder().decode(found);
};
const svg = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44">${inside}</svg>`;

describe('redrawing', () => {
  it("a group's icon, as Talk 22 sends it", () => {
    expect(
      drawn(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44" height="22" width="22" version="1.1">\n\t<rect width="44" height="44" fill="#6B6B6B"/>\n\t<g transform="translate(10.000000, 10.000000)">\n\t\t<path fill="#fff"\n\t\t\t  d="M13.07 10.41A5 5 0 0 0 13.07 4.59"/>\n\t</g>\n</svg>\n',
      ),
    ).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44" height="22" width="22"><rect width="44" height="44" fill="#6B6B6B"></rect><g transform="translate(10.000000, 10.000000)"><path fill="#fff" d="M13.07 10.41A5 5 0 0 0 13.07 4.59"></path></g></svg>',
    );
  });

  it('a round icon, as older versions send it', () => {
    expect(drawn(svg('<circle r="22" cx="22" cy="22" fill="#999999"/>'))).toContain('<circle r="22" cx="22" cy="22"');
  });

  it('an emoji on a colour, without font names', () => {
    const sent = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
		<svg width="512" height="512" version="1.1" viewBox="0 0 500 500" xmlns="http://www.w3.org/2000/svg">
			<rect width="100%" height="100%" fill="#6B6B6B"></rect>
			<text x="50%" y="330" style="font-size:240px;font-family:'Segoe UI',Roboto,'Noto Color Emoji';text-anchor:middle;">👩‍🚒</text>
		</svg>`;
    expect(drawn(sent)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 500 500"><rect width="100%" height="100%" fill="#6B6B6B"></rect><text font-family="sans-serif" x="50%" y="330" font-size="240px" text-anchor="middle">👩‍🚒</text></svg>',
    );
  });

  it('initials in a colour', () => {
    const style = "font-weight:normal;font-size:280px;font-family:'Noto Sans';text-anchor:middle;fill:#0082c9";
    expect(drawn(svg(`<text x="50%" y="350" style="${style}">MM</text>`))).toContain('fill="#0082c9">MM</text>');
  });

  it('the same result when redrawn again', () => {
    const once = drawn(svg('<rect width="44" height="44" fill="#123"/><path d="M1,2.5 L3-4Z" fill="#fff"/>')) ?? '';
    expect(drawn(once)).toBe(once);
  });
});
