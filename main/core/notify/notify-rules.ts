import type { Settings } from '../model/settings.ts';
import type { Room } from '../nextcloud/schemas.ts';
import { LEVEL_NUMBERS } from '../nextcloud/room-action.ts';

const ONE_TO_ONE = 1;

/** What the person has asked of notifications on this computer. */
export interface NotifyRules extends Pick<Settings, 'notify' | 'sound' | 'previewText'> {
  paused: boolean;
}

export const AS_IN_TALK: NotifyRules = { notify: 'talk', sound: true, previewText: true, paused: false };

/** The conversation with the level that counts here: the one set in Talk, unless the person wants more or less. */
export function withRules(room: Room, notify: NotifyRules['notify']): Room {
  if (notify === 'all' && room.notificationLevel !== LEVEL_NUMBERS.always)
    return { ...room, notificationLevel: LEVEL_NUMBERS.always };
  // A level is about messages; calls have a switch of their own.
  if (notify === 'off') return { ...room, notificationLevel: LEVEL_NUMBERS.never, notificationCalls: 0 };
  // Whoever writes to the person alone means them.
  if (notify === 'mentions' && room.type !== ONE_TO_ONE && room.notificationLevel === LEVEL_NUMBERS.always)
    return { ...room, notificationLevel: LEVEL_NUMBERS.mention };
  return room;
}
