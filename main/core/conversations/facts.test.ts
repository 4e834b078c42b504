import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { words } from '../i18n/index.ts';
import { toConversation } from './facts.ts';

type MessageFields = Parameters<typeof message>[1];
const preview = (about: MessageFields, type = 2) =>
  toConversation(room('tok', { type, lastMessage: message(1, about) }), null, words('de')).preview;
/** The author as the row names them. */
const named = (about: MessageFields, type?: number) => {
  const { author = null, shortAuthor = author } = preview(about, type) ?? {};
  return shortAuthor;
};

describe('the author in a row', () => {
  it.each([
    ['Max Mustermann', 'Max'],
    ['Max', 'Max'],
    ['Anna-Lena von der Wache', 'Anna-Lena'],
    ['Mustermann, Max', 'Max'],
    ['Dr. Erika Beispiel', 'Erika'],
    ['Prof. Dr. Erika Beispiel', 'Erika'],
    ['Dipl.-Ing. Erika Beispiel', 'Erika'],
    ['🚒 Max Mustermann', 'Max'],
    ['🚒', '🚒'],
    ['Mustermann,', 'Mustermann,'],
    ['דנה כהן', 'דנה'],
  ])('of a group is called by the first name: %s is %s', (actorDisplayName, expected) => {
    expect(named({ actorDisplayName })).toBe(expected);
    expect(preview({ actorDisplayName })?.author).toBe(actorDisplayName);
  });

  it.each(['Du Böse', 'You Evil', 'Böse, Du'])('never poses as the user: %s', (actorDisplayName) => {
    expect(named({ actorDisplayName })).toBe(actorDisplayName);
  });

  it('is the user, wherever that is', () => {
    for (const type of [1, 2, 3, 5, 6]) expect(named({ actorId: 'alice' }, type)).toBe('Du');
  });

  it('is not named in a conversation of two, which has the name already', () => {
    for (const type of [1, 5]) expect(named({ actorDisplayName: 'Max Mustermann' }, type)).toBeNull();
    expect(preview({ actorDisplayName: 'Max Mustermann' }, 1)?.author).toBe('Max Mustermann');
  });

  it('is named there when it is another than the person of that name', () => {
    expect(named({ actorType: 'bots', actorDisplayName: 'Wetter Bot' }, 1)).toBe('Wetter');
  });

  it('keeps the words for a deleted account', () => {
    expect(named({ actorType: 'deleted_users', actorDisplayName: '' })).toBe('Gelöschtes Konto');
  });

  it('does not exist for system messages', () => {
    expect(preview({ systemMessage: 'user_added', messageType: 'system' })).not.toHaveProperty('shortAuthor');
  });
});
