import { ROOM_TYPES } from '../nextcloud/room.ts';
import { LEVEL_NUMBERS } from '../nextcloud/room-action.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { NotifyRules } from '../settings/preferences.ts';

export const AS_IN_TALK: NotifyRules = {
  notify: 'talk',
  sound: true,
  previewText: true,
  textFree: false,
  paused: false,
};

/** Returns the conversation with the level that applies here: Talk's, unless the user wants more or less. */
export function withRules(room: Room, notify: NotifyRules['notify']): Room {
  if (notify === 'all' && room.notificationLevel !== LEVEL_NUMBERS.always)
    return { ...room, notificationLevel: LEVEL_NUMBERS.always };
  // A level concerns messages; calls have their own setting.
  if (notify === 'off') return { ...room, notificationLevel: LEVEL_NUMBERS.never, notificationCalls: 0 };
  // A message in a one-to-one conversation is always meant for the user.
  if (notify === 'mentions' && room.type !== ROOM_TYPES.oneToOne && room.notificationLevel === LEVEL_NUMBERS.always)
    return { ...room, notificationLevel: LEVEL_NUMBERS.mention };
  return room;
}
