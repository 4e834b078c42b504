import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWrittenOut } from './fold.ts';

describe('fold', () => {
  it.each([
    ['Geräte', 'gerate', 'geraete'],
    ['GERÄTE', 'gerate', 'geraete'],
    ['Gera\u0308te', 'gerate', 'geraete'],
    ['Übung Straße', 'ubung strasse', 'uebung strasse'],
    ['Café Øst Łódź', 'cafe ost lodz', 'cafe ost lodz'],
    ['ﬁre', 'fire', 'fire'],
    ['İstanbul', 'istanbul', 'istanbul'],
  ])('%s folds to %s, written out to %s', (text, folded, writtenOut) => {
    expect(fold(text)).toBe(folded);
    expect(foldWrittenOut(text)).toBe(writtenOut);
  });

  it('changes nothing the second time', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, (said) => {
        expect(fold(fold(said))).toBe(fold(said));
        expect(foldWrittenOut(foldWrittenOut(said))).toBe(foldWrittenOut(said));
      }),
    );
  });

  it('changes no character the second time', () => {
    const again: string[] = [];
    for (let code = 0; code < 0xe1000; code += code === 0x33fff ? 0xac001 : 1) {
      const character = String.fromCodePoint(code);
      if (fold(fold(character)) !== fold(character)) again.push(code.toString(16));
    }
    expect(again).toEqual([]);
  });
});
