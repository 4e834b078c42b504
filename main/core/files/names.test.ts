import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbered, savedName, segmentsOf, uploadName } from './names.ts';

const RULES = {
  names: ['.htaccess'],
  basenames: ['con'],
  characters: ['\\', '/', ':'],
  extensions: ['.part', '.filepart'],
};

describe('the name of an upload', () => {
  it.each([
    ['Bild.png', 'Bild.png'],
    // macOS splits umlauts into letter and mark.
    ['U\u0308bung.png', 'Übung.png'],
    // The reading direction must not disguise an extension.
    ['Rechnung\u202egnp.exe', 'Rechnunggnp.exe'],
    ['  zwei\n Zeilen .txt ', 'zwei Zeilen .txt'],
    ['.env', '.env'],
  ])('%j becomes %j', (local, name) => {
    expect(uploadName(local, RULES)).toBe(name);
  });

  it.each([
    '.htaccess',
    '.HTACCESS',
    'Con.txt',
    'con',
    'a:b.txt',
    'film.part',
    'FILM.PART',
    '',
    '\u200b',
    '.',
    '..',
    'a/b',
    'a\\b',
  ])('%j is refused', (local) => {
    expect(() => uploadName(local, RULES)).toThrow(expect.objectContaining({ code: 'file-name-forbidden' }));
  });

  it('is always short enough for the server, and keeps its extension', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), (stem) => {
        let name: string;
        try {
          name = uploadName(`${stem}.jpeg`, { ...RULES, basenames: [] });
        } catch {
          return;
        }
        expect(new TextEncoder().encode(numbered(name, 999)).length).toBeLessThanOrEqual(250);
        expect(name.endsWith('.jpeg')).toBe(true);
      }),
    );
  });
});

it.each([
  ['Bild.png', 1, 'Bild.png'],
  ['Bild.png', 2, 'Bild (2).png'],
  ['Plan', 3, 'Plan (3)'],
  ['.env', 2, '.env (2)'],
  ['Sicherung.tar.gz', 2, 'Sicherung.tar (2).gz'],
  ['Stand 1.12. abends gegen halb neun', 2, 'Stand 1.12. abends gegen halb neun (2)'],
])('%s, number %i: %s', (name, number, expected) => {
  expect(numbered(name, number)).toBe(expected);
});

describe('the name that a stranger’s file is saved under', () => {
  it.each([
    ['Plan.pdf', 'Plan.pdf'],
    ['..', 'Datei'],
    ['../../.bashrc', '_.._.bashrc'],
    ['C:\\Windows\\system32\\evil.dll', 'C__Windows_system32_evil.dll'],
    ['.profile', 'profile'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['COM¹.log', '_COM¹.log'],
    ['a.exe. . ', 'a.exe'],
    ['Plan.pdf:Zone.Identifier', 'Plan.pdf_Zone.Identifier'],
    ['Rechnung\u202efdp.exe', 'Rechnungfdp.exe'],
    ['\u0000\u0001', 'Datei'],
    ['', 'Datei'],
  ])('%j: %j', (foreign, expected) => {
    expect(savedName(foreign, 'Datei')).toBe(expected);
  });

  it('is never a path, hidden, a device, or longer than any system allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (foreign) => {
        const name = savedName(foreign, 'Datei');
        expect(name).toMatch(/^[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]*$/u);
        expect(name).not.toMatch(/[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(201);
      }),
    );
  });

  it.each(['ä', '€', '🚒', '👨‍👩‍👧‍👦', '🏳️‍🌈', 'e\u0301\u0302', '한'])(
    'made of 200 times %s is cut between characters, to bytes, and keeps its extension',
    (character) => {
      const whole = character.normalize('NFC');
      const name = savedName(`${character.repeat(200)}.jpeg`, 'Datei');
      expect(name).toMatch(/^.+\.jpeg$/u);
      const stem = name.slice(0, -'.jpeg'.length);
      expect(stem.replaceAll(whole, '')).toBe('');
      const bytes = Buffer.byteLength(name);
      expect([bytes <= 200, bytes + Buffer.byteLength(whole) > 200]).toEqual([true, true]);
    },
  );

  it('keeps an extension of long characters, too', () => {
    expect(Buffer.byteLength(savedName(`${'ä'.repeat(180)}.${'漢'.repeat(19)}`, 'Datei'))).toBeLessThanOrEqual(200);
  });
});

it.each([
  ['/Talk', ['Talk']],
  ['/Dateien/Talk/', ['Dateien', 'Talk']],
  ['/', []],
  ['/../x', null],
  ['/a/./b', null],
  ['/a\\..\\b', null],
  ['/a\u0000b', null],
  ['x'.repeat(5_000), null],
])('the path %j', (path, segments) => {
  expect(segmentsOf(path)).toEqual(segments);
});
