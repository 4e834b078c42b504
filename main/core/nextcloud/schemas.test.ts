import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { canReply } from '../conversations/facts.ts';
import { Message, Room, Rooms, Sent } from './schemas.ts';

describe('an unreadable field in one conversation', () => {
  it.each(['isCustomAvatar', 'readOnly', 'lobbyState', 'permissions', 'status'])(
    '%s does not make the whole list invalid',
    (key) => {
      for (const odd of [null, 'x', [], {}]) {
        const parsed = v.safeParse(Room, { ...room('tok', { unreadMessages: 3 }), [key]: odd });
        expect(parsed.success && parsed.output.unreadMessages).toBe(3);
      }
    },
  );

  it.each(['unreadMessages', 'lastReadMessage', 'notificationLevel', 'unreadMention'])(
    '%s does not either: it is noted, so that no conclusion from it can silence anything',
    (key) => {
      const read = v.parse(Room, { ...room('tok'), [key]: null });
      expect(read.odd).toEqual([key]);
      expect(read.displayName).toBe('Gruppe tok');
    },
  );

  it('a picture version that is invalid or would fill addresses and keys counts as missing', () => {
    const version = (avatarVersion: unknown) => v.parse(Room, { ...room('tok'), avatarVersion }).avatarVersion;
    expect(version('yPH6PFWQ')).toBe('yPH6PFWQ');
    expect(version('x'.repeat(64))).toBe('x'.repeat(64));
    for (const odd of ['x'.repeat(65), 7, null, undefined]) expect(version(odd)).toBe('');
  });

  it('means that the user cannot write when the permission is unreadable', () => {
    expect(canReply(v.parse(Room, { ...room('tok'), readOnly: 'odd' }))).toBe(false);
    expect(canReply(v.parse(Room, room('tok')))).toBe(true);
    expect(canReply(room('tok', { permissions: 254 - 128 }))).toBe(false);
    expect(canReply(room('tok', { lobbyState: 1, permissions: 246 }))).toBe(false);
    expect(canReply(room('tok', { lobbyState: 1 }))).toBe(true);
  });
});

it('refuses a list without any readable element, and a value that is not a list', () => {
  for (const none of [[{ token: 1 }], [null, 7], null, {}, 'x', { rooms: [] }])
    expect(v.safeParse(Rooms, none).success).toBe(false);
  expect(v.parse(Rooms, [])).toEqual([]);
  expect(v.parse(Rooms, { '0': room('aa'), '2': room('bb') }).map(({ token }) => token)).toEqual(['aa', 'bb']);
});

it.each(['type', 'id', 'name', 'mimetype'])(
  'an invalid %s of a shared object does not make the message invalid',
  (key) => {
    const odd = message(5, { messageParameters: { file: { type: 'file', name: 'Plan.pdf' } } });
    const sent = { ...odd, messageParameters: { file: { type: 'file', name: 'Plan.pdf', [key]: null } } };
    expect(v.safeParse(Message, sent)).toMatchObject({ success: true, output: { id: 5 } });
  },
);

it('accepts an answer without the sent message', () => {
  expect(v.parse(Sent, [])).toBeNull();
  expect(v.parse(Sent, { id: 7, token: 'tok' })).toEqual({ id: 7 });
});
