import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sentenceParts } from './sentence-parts.ts';

const namesIn = (sentence: string, names: string[]) =>
  sentenceParts(sentence, names).flatMap(({ text, isName }) => (isName ? [text] : []));

it.each([
  ['Der Server ist umgezogen nach neu.example.org.', ['neu.example.org'], ['neu.example.org']],
  [
    'alt.example.org ist umgezogen nach example.org.',
    ['example.org', 'alt.example.org'],
    ['alt.example.org', 'example.org'],
  ],
  ['Max (a+b) trennen?', ['Max (a+b)'], ['Max (a+b)']],
  ['Nextcloud nicht erreichbar', ['cloud.example.org', ''], []],
])('finds the names in "%s"', (sentence, names, found) => {
  expect(namesIn(sentence, names)).toEqual(found);
});

it('never changes a sentence', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ maxLength: 3 })), (sentence, names) => {
      expect(
        sentenceParts(sentence, names)
          .map(({ text }) => text)
          .join(''),
      ).toBe(sentence);
    }),
  );
});
