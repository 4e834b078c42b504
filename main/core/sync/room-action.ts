import type { NotificationLevel } from '../model/conversation.ts';
import { latestId, type MessageId } from '../model/message-id.ts';
import type { Room } from '../nextcloud/schemas.ts';

/** What a person can do to a conversation from its row. */
export type RoomAction =
  | { kind: 'mark-read' }
  | { kind: 'mark-unread' }
  | { kind: 'set-level'; level: NotificationLevel }
  | { kind: 'set-favourite'; on: boolean }
  | { kind: 'set-archived'; on: boolean };

/** Talk's numbers for notification levels. Source: Talk API, "Participant notification levels". */
export const LEVEL_NUMBERS: Record<NotificationLevel, number> = { always: 1, mention: 2, never: 3 };

/** The conversation with everything read up to a message. */
export const readUpTo = (room: Room, messageId: MessageId): Room => ({
  ...room,
  unreadMessages: 0,
  unreadMention: false,
  lastReadMessage: latestId(room.lastReadMessage, messageId),
});

/** How the conversation will look when the server agrees; shown at once, undone when it does not. */
export function guess(room: Room, action: RoomAction): Room {
  switch (action.kind) {
    case 'mark-read':
      return readUpTo(room, room.lastMessage?.id ?? room.lastReadMessage);
    case 'mark-unread':
      return { ...room, unreadMessages: Math.max(1, room.unreadMessages) };
    case 'set-level':
      return { ...room, notificationLevel: LEVEL_NUMBERS[action.level] };
    case 'set-favourite':
      return { ...room, isFavorite: action.on };
    case 'set-archived':
      return { ...room, isArchived: action.on };
  }
}
