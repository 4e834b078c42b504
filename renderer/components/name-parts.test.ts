import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameEnds } from './name-parts.ts';

/** Returns the kept ends of these names, in their order. */
const endsOf = (...names: string[]) => {
  const ends = nameEnds(names.map((name, index) => ({ token: String(index), name })));
  return names.map((_name, index) => ends.get(String(index)));
};

describe('the end of a name that is never cut off', () => {
  it.each([
    ['Bereitschaft Rettungsdienst Nord 1', 'Bereitschaft Rettungsdienst Nord 2', 'Nord 1', 'Nord 2'],
    ['Bereitschaft Rettungsdienst Nord', 'Bereitschaft Rettungsdienst Süd', 'Nord', 'Süd'],
    [
      'Einsatzgruppe Katastrophenschutz 1 – Technik',
      'Einsatzgruppe Katastrophenschutz 2 – Technik',
      '1 – Technik',
      '2 – Technik',
    ],
    ['Ausbildung Atemschutzgeräteträger', 'Ausbildung Atemschutzgeräteträger 2', 'Atemschutzgeräteträger', '2'],
    ['Feuerwehrbereitschaftsführerrunde1', 'Feuerwehrbereitschaftsführerrunde2', '1', '2'],
    ['وحدة الإطفاء المركزية في المدينة 1', 'وحدة الإطفاء المركزية في المدينة 2', 'المدينة 1', 'المدينة 2'],
    [
      '消防署緊急出動情報共有用連絡会議室第一分隊のための部屋',
      '消防署緊急出動情報共有用連絡会議室第二分隊のための部屋',
      '一分隊のための部屋',
      '二分隊のための部屋',
    ],
  ])('tells %s from %s', (one, other, end, otherEnd) => {
    expect(endsOf(one, other)).toEqual([end, otherEnd]);
    expect(endsOf(other, 'Zwischenname, der lang genug ist', one)).toEqual([otherEnd, undefined, end]);
  });

  it('is nothing where the beginning tells the names apart, where they fit, and where they are equal', () => {
    expect(endsOf('Nord: Bereitschaft Rettungsdienst', 'Süd: Bereitschaft Rettungsdienst')).toEqual([
      undefined,
      undefined,
    ]);
    expect(endsOf('Einsatzgruppe 1', 'Einsatzgruppe 2')).toEqual([undefined, undefined]);
    const same = 'Bereitschaft Rettungsdienst Nord 1';
    expect(endsOf(same, same)).toEqual([undefined, undefined]);
    expect(endsOf(same)).toEqual([undefined]);
    expect(endsOf()).toEqual([]);
  });

  it('never begins inside an emoji', () => {
    const crew = 'Löschgruppe👩🏽‍🚒👨‍👩‍👧‍👦'.repeat(3);
    expect(endsOf(`${crew}👩🏽‍🚒`, `${crew}👩🏻‍🚒`)).toEqual(['👩🏽‍🚒', '👩🏻‍🚒']);
  });

  it('is a part of the name at a place between two characters, whatever the names are', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const name = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 8 }), (parts) => {
        const names = parts.flatMap(([begin, end]) => [`${begin} ${end}`, `${begin} ${end}2`]);
        for (const [index, end] of endsOf(...names).entries()) {
          if (end === undefined) continue;
          const whole = names[index] ?? '';
          expect(end.length).toBeGreaterThan(0);
          expect(whole.endsWith(end)).toBe(true);
          expect([...segmenter.segment(whole)].map(({ index: at }) => at)).toContain(whole.length - end.length);
        }
      }),
    );
  });
});
