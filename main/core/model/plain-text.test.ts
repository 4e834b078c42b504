import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleaned, cut, hasInvisible, oneLine } from './plain-text.ts';

const name = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** One character of each kind, and those that are known from attacks. */
const INVISIBLE = [
  ['turns the direction', [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]],
  ['marks a direction', [0x200e, 0x200f, 0x61c]],
  ['has no width', [0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2064, 0xfeff, 0xad, 0x34f, 0x180e]],
  ['is a filler', [0x115f, 0x1160, 0x3164, 0xffa0, 0x17b4, 0x17b5]],
  ['varies the preceding character', [0xfe00, 0xfe0e, 0xfe0f, 0x180b, 0xe0100, 0xe01ef]],
  ['is a tag', [0xe0001, 0xe0041, 0xe007f]],
  ['annotates', [0xfff9, 0xfffa, 0xfffb, 0x206a, 0x206f, 0x1d173, 0x1bca0]],
  ['controls', [0, 7, 0x1b, 0x7f, 0x80, 0x9b]],
  ['is private', [0xe000, 0xf8ff, 0xf0000, 0x10fffd]],
  ['is a noncharacter', [0xfffe, 0xffff, 0xfdd0, 0x1fffe]],
  ['is half a surrogate pair', [0xd800, 0xdbff, 0xdc00, 0xdfff]],
] as const;

/** Characters that look like a space; some systems treat them as letters. */
const BLANK = [0x20, 0xa0, 0x1680, 0x2000, 0x2003, 0x200a, 0x202f, 0x205f, 0x3000, 0x2800, 0x1d159, 0x13441];

const EMOJI = ['👩‍🚒', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', '👩🏽‍🚒', '1️⃣', '#️⃣', '❤️‍🔥', '🇩🇪', '☎️', '⛑️', '❤︎'];

describe('a name', () => {
  it.each(INVISIBLE)('removes a character that %s', (_what, codes) => {
    for (const code of codes) {
      const character = String.fromCodePoint(code);
      expect(oneLine(`Bob${character} Böhm`), name(code)).toBe('Bob Böhm');
      expect(oneLine(character.repeat(3)), name(code)).toBe('');
      expect(hasInvisible(`Bob${character}`), name(code)).toBe(true);
    }
  });

  it('has a single space for any sequence of characters that look like spaces', () => {
    for (const code of BLANK) {
      const character = String.fromCodePoint(code);
      expect(oneLine(`Bob${character}${character}Böhm${character}`), name(code)).toBe('Bob Böhm');
      expect(oneLine(character.repeat(3)), name(code)).toBe('');
    }
  });

  it('keeps its emoji unchanged, alone and between words', () => {
    for (const emoji of EMOJI) {
      expect(oneLine(emoji)).toBe(emoji);
      expect(oneLine(`Löschzug${emoji} ${emoji}Nord`)).toBe(`Löschzug${emoji} ${emoji}Nord`);
    }
  });

  it('loses joiners and variation selectors outside of emoji', () => {
    expect(oneLine('😀\u200D')).toBe('😀');
    expect(oneLine('\u200D😀\uFE0F\uFE0F\uFE0F')).toBe('😀\uFE0F');
    expect(oneLine('1\uFE0F2\uFE0F')).toBe('12');
    expect(oneLine('A\u200DB')).toBe('AB');
    expect(oneLine('🏴\u{E0041}\u{E007F}')).toBe('🏴');
    expect(oneLine('👩\u200D'.repeat(400)).length).toBeLessThanOrEqual(300);
  });

  it('keeps few combining marks on a letter, and none without a letter', () => {
    expect(oneLine(`Z${'\u0335'.repeat(500)}o`)).toBe(`Z${'\u0335'.repeat(6)}o`);
    expect(oneLine('\u0301\u0301')).toBe('');
    expect(oneLine('\u0301'.repeat(50))).toBe('');
    expect(oneLine('Bob \u0334Böhm')).toBe('Bob Böhm');
  });

  it('is the same however its letters are composed', () => {
    expect(oneLine('Bo\u0308hm')).toBe('Böhm');
  });

  it('keeps the scripts of the world', () => {
    for (const text of [
      'فرقة الإطفاء',
      'שלום',
      '消防団',
      'Пожарная',
      'दमकल',
      'หน่วย',
      '소방서',
      'Đội cứu hỏa',
      'Ελλάδα',
    ])
      expect(oneLine(text)).toBe(text.normalize('NFC'));
  });

  it('is one line of limited length', () => {
    expect(oneLine(' Bob\n Böhm\u2028! ')).toBe('Bob Böhm !');
    expect(oneLine('x'.repeat(400))).toHaveLength(300);
    expect(oneLine(`${'\u200B'.repeat(1_000)}Bob`)).toBe('Bob');
  });
});

describe('a text', () => {
  it('loses the same characters and keeps its lines', () => {
    expect(cleaned('a\u0000b\tc\u009Bd\ne\uE000\u2029f', 100)).toBe('ab cd\ne\nf');
    expect(cleaned('Plan \u202Efdp.exe', 100)).toBe('Plan fdp.exe');
  });

  it('keeps direction marks in right-to-left sentences, which would otherwise be read in another order', () => {
    for (const mark of ['\u200E', '\u200F', '\u061C', '\u200C']) {
      expect(cleaned(`שלום C++${mark} עולם`, 100)).toBe(`שלום C++${mark} עולם`);
      expect(cleaned(`Hallo C++${mark} Welt`, 100)).toBe('Hallo C++ Welt');
      expect(oneLine(`שלום C++${mark} עולם`)).toBe('שלום C++ עולם');
    }
    expect(cleaned('שלום \u202Eעולם\u200B\u2066', 100)).toBe('שלום עולם');
  });

  it('stays the same when cleaned again, fits into XML, and respects the limit', () => {
    const odd = fc.constantFrom(
      ...INVISIBLE.flatMap(([, codes]) => [...codes]),
      ...BLANK,
      0x301,
      0x5d0,
      0x1f469,
      0x1f3fd,
      0x31,
    );
    const unit = fc.oneof(
      odd.map((code) => String.fromCodePoint(code)),
      fc.constantFrom(...EMOJI),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(unit), fc.integer({ min: 1, max: 40 }), (parts, most) => {
        const text = cleaned(parts.join(''), most);
        const whole = cleaned(parts.join(''), 1_000);
        expect(cleaned(whole, 1_000)).toBe(whole);
        const short = oneLine(parts.join(''), most);
        expect(oneLine(short, most)).toBe(short);
        expect(text.length).toBeLessThanOrEqual(most);
        // Source: XML 1.0, "Char".
        expect(text).toMatch(/^[\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
      }),
    );
  });
});

describe('cut', () => {
  it('removes whole characters as the user sees them', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(cut(family.repeat(3), family.length * 2)).toBe(`${family}…`);
    expect(cut(`${'x'.repeat(5)}${family}`, 10)).toBe('xxxxx…');
    expect(cut('🇩🇪🇩🇪🇩🇪', 7)).toBe('🇩🇪…');
    expect(cut(`abc${'o\u0308'.repeat(9)}`, 6)).toBe('abco\u0308…');
    expect(cut(family, 4)).toBe('…');
  });

  it('leaves a short text unchanged', () => {
    expect(cut('Bob', 3)).toBe('Bob');
    expect(cut('Bobby', 4)).toBe('Bob…');
    expect(cut('Bob Böhm', 5)).toBe('Bob…');
  });
});
