import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { sampleConversation } from '../sample-conversation.ts';
import { filterCounts } from './filter.ts';
import { find } from './find.ts';

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
