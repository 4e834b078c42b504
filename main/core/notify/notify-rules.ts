import { ROOM_TYPES } from '../nextcloud/room.ts';
import { LEVEL_NUMBERS } from '../nextcloud/room-action.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { NotifyRules } from '../settings/preferences.ts';

export const AS_IN_TALK: NotifyRules = { notify: 'talk', sound: true, previewText: true, paused: false };

/** The conversation with the level that counts here: the one set in Talk, unless the person wants more or less. */
export function withRules(room: Room, notify: NotifyRules['notify']): Room {
  if (notify === 'all' && room.notificationLevel !== LEVEL_NUMBERS.always)
    return { ...room, notificationLevel: LEVEL_NUMBERS.always };
  // A level is about messages; calls have a switch of their own.
  if (notify === 'off') return { ...room, notificationLevel: LEVEL_NUMBERS.never, notificationCalls: 0 };
  // Whoever writes to the person alone means them.
  if (notify === 'mentions' && room.type !== ROOM_TYPES.oneToOne && room.notificationLevel === LEVEL_NUMBERS.always)
    return { ...room, notificationLevel: LEVEL_NUMBERS.mention };
  return room;
}
