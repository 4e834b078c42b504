import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { sampleConversation } from '../../test/fakes/samples.ts';
import { compacted, filterCounts, find } from './find.ts';

const list = [
  sampleConversation({ token: 'geraete', name: 'Geräte und Werkstatt', favourite: true }),
  sampleConversation({
    token: 'uebung',
    name: 'Uebung',
    unread: 2,
    preview: { author: 'Jörg', text: 'Schlüssel liegt im Büro', attachment: null },
  }),
  sampleConversation({ token: 'einsatz', name: 'Einsatzgruppe 1', unread: 5, mentioned: true, favourite: true }),
];
const tokens = (found: Conversation[]) => found.map(({ token }) => token);

describe('find', () => {
  it.each([
    ['gerate', ['geraete']],
    ['geräte', ['geraete']],
    ['GERAETE', ['geraete']],
    ['Übung', ['uebung']],
    ['jorg schluessel', ['uebung']],
    ['  1   einsatz ', ['einsatz']],
    ['gruppe', ['einsatz']],
    ['werkstatt einsatz', []],
    ['.*', []],
  ])('"%s" finds %j', (query, expected) => {
    expect(tokens(find(list, 'all', query))).toEqual(expected);
  });

  it.each([
    // Soft hyphens, and characters without a width.
    ['Feuerwehrhaus', 'Feuer\u00ADwehr\u00ADhaus'],
    ['Feuerwehrhaus', 'feuer\u200Bwehr\u2060haus\uFEFF'],
    ['\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645', '\u0645\u06CC\u062E\u0648\u0627\u0647\u0645'],
    // Dashes.
    ...[...'-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\uFE58\uFE63\uFF0D\u2E3A\u05BE\u2796'].flatMap((dash) => [
      [`Mitte${dash}Nord`, 'mitte-nord'],
      [`Mitte ${dash} Nord`, 'mitte-nord'],
      ['Mitte-Nord', `mitte${dash}nord`],
      ['Mitte - Nord', `Mitte ${dash} Nord`],
    ]),
    // Apostrophes, and what people type instead.
    ...[..."'\u2019\u2018\u201B\u02BC\u02BB\u02B9\u2032\u00B4\u0060\uFF07\uA78C\u055A\u05F3\u1FBD"].flatMap((sign) => [
      [`Hauke${sign}s Gruppe`, "hauke's"],
      ["Hauke's Gruppe", `hauke${sign}s`],
      [`Hauke${sign}s Gruppe`, 'haukes'],
      ['Haukes Gruppe', `Hauke${sign}s`],
    ]),
    // Quotation marks.
    ['Übung „Waldbrand“', '"waldbrand"'],
    ['Übung "Waldbrand"', '»Waldbrand«'],
    ['Übung „Waldbrand“', 'übung waldbrand'],
    // The sigma at the end of a word.
    ['ΠΥΡΟΣΒΕΣΤΗΣ', 'πυροσβεστης'],
    ['Πυροσβέστης', 'ΠΥΡΟΣΒΕΣΤΗΣ'],
    ['Πυροσβέστης', 'πυροσβεστησ'],
    // Spaces that people leave out.
    ['1.Zug', '1. zug'],
    ['1. Zug', '1.zug'],
    ['1. Zug', '1 zug'],
    ['1 . Zug', '1.Zug'],
    ['1.\u00A0Zug', '1.zug'],
    ['Zug 1 / 2', 'zug 1/2'],
    ['HLF 20', 'hlf20'],
    ['HLF20', 'hlf 20'],
    ['Übung (Nord)', 'uebung(nord)'],
    ['🚒 Einsatz', '🚒einsatz'],
    // An accent of its own contains a space once it is taken apart.
    ['a\u00A8b', 'a\u00A8b'],
  ])('finds "%s" by "%s"', (name, query) => {
    const rooms = [
      sampleConversation({ token: 'wanted', name }),
      sampleConversation({ token: 'other', name: 'Kasse' }),
    ];
    expect(tokens(find(rooms, 'all', query))).toEqual(['wanted']);
  });

  it.each([
    ['Zug 12', '1.zug'],
    ['Wache Nord', 'wachenord'],
    ['Mitte Nord', 'mitte-nord'],
    ['1a', '1.a'],
  ])('does not find "%s" by "%s"', (name, query) => {
    expect(find([sampleConversation({ name })], 'all', query)).toEqual([]);
  });

  it.each(['\u00AD', '\u200B \u2060', '\uFEFF', "'", '„“'])('"%s" asks for nothing', (query) => {
    expect(find(list, 'all', query)).toBe(list);
    expect(tokens(find(list, 'unread', query))).toEqual(['uebung', 'einsatz']);
  });

  it.each(['uebungjorg', "uebung'jorg", 'zug 1'])('does not match across the end of a name: "%s"', (query) => {
    const preview = { author: '1', text: 'nichts', attachment: null };
    expect(find([...list, sampleConversation({ name: 'Zug', preview })], 'all', query.replace(' ', ''))).toEqual([]);
  });

  it('finds each conversation by what the screen shows of it, in any case and any composition', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(...'aΣςßİ1.-–’\'"´ \u00A0\u00ADäÄ\u0308(🚒'), maxLength: 30 }),
    );
    const form = fc.constantFrom('NFC', 'NFD');
    const change = fc.constantFrom(
      (shown: string) => shown,
      (shown: string) => shown.toLowerCase(),
      (shown: string) => shown.replaceAll(' ', '\u00A0'),
      (shown: string) => [...shown].join('\u00AD'),
    );
    fc.assert(
      fc.property(text, text, text, form, change, (name, author, said, composition, changed) => {
        const room = sampleConversation({ name, preview: { author, text: said, attachment: null } });
        for (const shown of [name, author, said])
          expect(find([room], 'all', changed(shown.normalize(composition)))).toEqual([room]);
      }),
    );
  });

  it('returns the list itself without a query and a filter', () => {
    expect(find(list, 'all', '  ')).toBe(list);
  });

  it('searches within the filter', () => {
    expect(tokens(find(list, 'unread', ''))).toEqual(['uebung', 'einsatz']);
    expect(tokens(find(list, 'mentions', ''))).toEqual(['einsatz']);
    expect(tokens(find(list, 'favourites', 'gerate'))).toEqual(['geraete']);
    expect(tokens(find(list, 'unread', 'gerate'))).toEqual([]);
  });

  it('keeps the conversation with the open reply, unless a search excludes it', () => {
    expect(tokens(find(list, 'unread', '', 'geraete'))).toEqual(['geraete', 'uebung', 'einsatz']);
    expect(tokens(find(list, 'unread', 'einsatz', 'geraete'))).toEqual(['einsatz']);
  });
});

it('filterCounts counts the conversations that each filter shows', () => {
  expect(filterCounts(list)).toEqual({ all: 3, unread: 2, mentions: 1, favourites: 2 });
  expect(filterCounts([])).toEqual({ all: 0, unread: 0, mentions: 0, favourites: 0 });
});

describe('compacted', () => {
  const rooms = ['a', 'b', 'c', 'd', 'e', 'f'].map((token) => sampleConversation({ token }));
  const tokens = (conversations: typeof rooms) => conversations.map(({ token }) => token).join('');
  const change = (token: string, over: Parameters<typeof sampleConversation>[0]) =>
    rooms.map((room) => (room.token === token ? { ...room, ...over } : room));

  it('shows the first few', () => {
    expect(tokens(compacted(rooms, 3, null))).toBe('abc');
    expect(tokens(compacted(rooms, 5, null))).toBe('abcde');
  });

  it('never hides an unread conversation, a running call, or an open reply', () => {
    expect(tokens(compacted(change('e', { unread: 1 }), 3, null))).toBe('abce');
    expect(tokens(compacted(change('f', { callRunning: true }), 3, null))).toBe('abcf');
    expect(tokens(compacted(rooms, 3, 'd'))).toBe('abcd');
  });

  it('returns the list itself where nothing is hidden', () => {
    expect(compacted(rooms, 'all', null)).toBe(rooms);
    const few = rooms.slice(0, 3);
    expect(compacted(few, 3, null)).toBe(few);
    const unread = rooms.map((room) => ({ ...room, unread: 2 }));
    expect(compacted(unread, 3, null)).toBe(unread);
  });
});
