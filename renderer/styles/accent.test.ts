import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentFor, applyAccent, BRAND, contrast, SURFACES, type Theme } from './accent.ts';

const themes: Theme[] = ['light', 'dark'];
const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('follows WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
    expect(contrast('#123456', '#123456')).toBe(1);
  });
});

describe('accentFor', () => {
  it.each(themes)('is readable for any colour (%s)', (theme) => {
    const { surface, hover } = SURFACES[theme];
    fc.assert(
      fc.property(anyColour, (colour) => {
        const { fill, onFill, soft, text } = accentFor(colour, theme);
        expect(contrast(fill, onFill)).toBeGreaterThanOrEqual(4.5);
        for (const behind of [surface, hover, soft]) expect(contrast(text, behind)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a suitable colour', () => {
    expect(accentFor('#00679E', 'light')).toMatchObject({ fill: '#00679e', onFill: '#ffffff' });
    expect(accentFor('#ffcc00', 'light')).toMatchObject({ fill: '#ffcc00', onFill: '#000000' });
  });

  it('lightens a colour that would be invisible in the dark theme', () => {
    expect(contrast(accentFor('#000033', 'dark').fill, SURFACES.dark.surface)).toBeGreaterThanOrEqual(3);
  });

  it.each([null, '', 'red', '#fff', '#12345g', '#1234567', 'url(x)', '#00679e;x'])(
    "uses Talkmelder's own colour for %s",
    (odd) => {
      for (const theme of themes) expect(accentFor(odd, theme)).toEqual(accentFor(BRAND, theme));
    },
  );
});

describe('applyAccent', () => {
  it('sets both themes, only with colours', () => {
    const set = new Map<string, string | null>();
    applyAccent('#e30613;} body{', { setProperty: (name, value) => void set.set(name, value) });
    expect([...set.keys()].filter((name) => name.startsWith('--light-'))).toHaveLength(6);
    expect([...set.keys()].filter((name) => name.startsWith('--dark-'))).toHaveLength(6);
    for (const value of set.values()) expect(value).toMatch(/^#[0-9a-f]{6}$/);
  });
});
