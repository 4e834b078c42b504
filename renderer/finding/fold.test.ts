import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold, foldWrittenOut } from './fold.ts';

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
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});
