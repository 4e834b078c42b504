import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { canReply } from '../conversations/facts.ts';
import { Message, Room, Rooms, Sent } from './schemas.ts';

describe('what is odd in one conversation', () => {
  it.each(['isCustomAvatar', 'readOnly', 'lobbyState', 'permissions', 'status'])(
    '%s does not refuse the whole list',
    (key) => {
      for (const odd of [null, 'x', [], {}]) {
        const parsed = v.safeParse(Room, { ...room('tok', { unreadMessages: 3 }), [key]: odd });
        expect(parsed.success && parsed.output.unreadMessages).toBe(3);
      }
    },
  );

  it.each(['unreadMessages', 'lastReadMessage', 'notificationLevel', 'unreadMention'])(
    '%s neither: it is noted, so that nothing that keeps silent is concluded from it',
    (key) => {
      const read = v.parse(Room, { ...room('tok'), [key]: null });
      expect(read.odd).toEqual([key]);
      expect(read.displayName).toBe('Gruppe tok');
    },
  );

  it('a version of the picture that is odd, or long enough to fill addresses and keys, is none', () => {
    const version = (avatarVersion: unknown) => v.parse(Room, { ...room('tok'), avatarVersion }).avatarVersion;
    expect(version('yPH6PFWQ')).toBe('yPH6PFWQ');
    expect(version('x'.repeat(64))).toBe('x'.repeat(64));
    for (const odd of ['x'.repeat(65), 7, null, undefined]) expect(version(odd)).toBe('');
  });

  it('means that nobody writes where it cannot be told whether anybody may', () => {
    expect(canReply(v.parse(Room, { ...room('tok'), readOnly: 'odd' }))).toBe(false);
    expect(canReply(v.parse(Room, room('tok')))).toBe(true);
    expect(canReply(room('tok', { permissions: 254 - 128 }))).toBe(false);
    expect(canReply(room('tok', { lobbyState: 1, permissions: 246 }))).toBe(false);
    expect(canReply(room('tok', { lobbyState: 1 }))).toBe(true);
  });
});

it('refuses a list in which nothing can be read, and what is no list', () => {
  for (const none of [[{ token: 1 }], [null, 7], null, {}, 'x', { rooms: [] }])
    expect(v.safeParse(Rooms, none).success).toBe(false);
  expect(v.parse(Rooms, [])).toEqual([]);
  expect(v.parse(Rooms, { '0': room('aa'), '2': room('bb') }).map(({ token }) => token)).toEqual(['aa', 'bb']);
});

it.each(['type', 'id', 'name', 'mimetype'])('an odd %s of something shared does not refuse the message', (key) => {
  const odd = message(5, { messageParameters: { file: { type: 'file', name: 'Plan.pdf' } } });
  const sent = { ...odd, messageParameters: { file: { type: 'file', name: 'Plan.pdf', [key]: null } } };
  expect(v.safeParse(Message, sent)).toMatchObject({ success: true, output: { id: 5 } });
});

it('a sent message need not be told', () => {
  expect(v.parse(Sent, [])).toBeNull();
  expect(v.parse(Sent, { id: 7, token: 'tok' })).toEqual({ id: 7 });
});
