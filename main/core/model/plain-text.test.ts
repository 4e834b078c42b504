import { describe, expect, it } from 'vitest';
import { oneLine, withoutDisguise } from './plain-text.ts';

/** Overrides, embeddings and isolates, and what ends them. */
const TURNS = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'];
/** What single characters lean on: the marks from left to right, from right to left, and the Arabic one. */
const MARKS = ['\u200E', '\u200F', '\u061C'];

describe('a text', () => {
  it('loses what turns the reading direction around', () => {
    for (const turn of TURNS) expect(withoutDisguise(`Plan ${turn}fdp.exe`)).toBe('Plan fdp.exe');
  });

  it('keeps the marks that mixed Hebrew and Arabic sentences need', () => {
    for (const mark of MARKS) expect(withoutDisguise(`שלום C++${mark} עולם`)).toBe(`שלום C++${mark} עולם`);
  });

  it('loses control characters and keeps its lines', () => {
    expect(withoutDisguise('a\u0000b\tc\u009Bd\ne\uE000')).toBe('ab cd\ne');
  });
});

describe('a name', () => {
  it('has nothing invisible that tells two names apart', () => {
    for (const character of [...TURNS, ...MARKS]) expect(oneLine(`Bob${character} Böhm`)).toBe('Bob Böhm');
  });

  it('is one line, and not endless', () => {
    expect(oneLine(' Bob\n Böhm ')).toBe('Bob Böhm');
    expect(oneLine('x'.repeat(400))).toHaveLength(300);
  });
});
