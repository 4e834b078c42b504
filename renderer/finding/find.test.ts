import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { sampleConversation } from '../samples.ts';
import { compacted, filterCounts, find, fold, foldWrittenOut } from './find.ts';

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

  it('does not match across the end of a name', () => {
    expect(find(list, 'all', 'uebungjorg')).toEqual([]);
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
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
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
