import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AVATAR_COLOURS, avatarColour, initials } from './initials.ts';

describe('initials', () => {
  it.each([
    ['Max Mustermann', 'MM'],
    ['anna', 'A'],
    ['Einsatzgruppe 1', 'E1'],
    ['Übung am Samstag', 'ÜS'],
    ['🚒 Löschzug Nord', 'LN'],
    ['Jugendfeuerwehr (Betreuer)', 'JB'],
    ['#allgemein', 'A'],
    ['👩‍🚒🔥', '👩‍🚒'],
    ['فرقة الإطفاء', 'ف'],
    ['消防団', '消'],
    ['   ', '?'],
    ['', '?'],
  ])('of %s are %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it('exist for any name and are short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(initials(name).trim()).not.toBe('');
      }),
    );
  });
});

describe('avatarColour', () => {
  it('is always the same for a token, and all colours are used', () => {
    const seen = new Set<number>();
    for (let i = 0; i < 200; i++) {
      const colour = avatarColour(`room${i}`);
      expect(colour).toBe(avatarColour(`room${i}`));
      expect(colour).toBeGreaterThanOrEqual(0);
      seen.add(colour);
    }
    expect(seen.size).toBe(AVATAR_COLOURS);
  });
});
