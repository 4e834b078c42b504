import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { picturesFolder, shownPictures } from './pictures.ts';

test('docs/screenshots has the pictures that the documents show, and no others', () => {
  const shown = shownPictures();
  expect(shown.length).toBeGreaterThan(0);
  expect(readdirSync(picturesFolder).toSorted()).toEqual(shown);
});
