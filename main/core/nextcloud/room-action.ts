import type { NotificationLevel } from '../model/conversation.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import { latestId, type MessageId } from '../model/message-id.ts';
import type { Room } from './schemas.ts';

/** Talk's numbers for notification levels. Source: Talk API, "Participant notification levels". */
export const LEVEL_NUMBERS: Record<NotificationLevel, number> = { always: 1, mention: 2, never: 3 };

/** What the user's own action changes, whatever the server sends about the conversation meanwhile. */
export type Effect =
  | Exclude<ConversationAction, { kind: 'mark-read' }>
  /** Everything up to a message is read. `from`, `unread`: the read marker and the count at that moment. */
  | { kind: 'read'; upTo: MessageId; from: MessageId; unread: number };

/** Returns what an action on a conversation changes. @param seen the conversation as the user sees it */
export function effectOf(seen: Room, action: ConversationAction): Effect {
  if (action.kind !== 'mark-read') return action;
  return readEffect(seen, seen.lastMessage?.id ?? seen.lastReadMessage);
}

/** Everything up to a message is read. @param seen the conversation as the user sees it */
export const readEffect = (seen: Room, messageId: MessageId): Effect => ({
  kind: 'read',
  upTo: latestId(seen.lastReadMessage, messageId),
  from: seen.lastReadMessage,
  unread: seen.unreadMessages,
});

/**
 * Returns the conversation as it is once the server has agreed.
 * @param room as the server sent it, before or after that
 */
export function withEffect(room: Room, effect: Effect): Room {
  switch (effect.kind) {
    case 'read':
      return withRead(room, effect);
    case 'mark-unread':
      return { ...room, unreadMessages: Math.max(1, room.unreadMessages) };
    case 'set-level':
      return { ...room, notificationLevel: LEVEL_NUMBERS[effect.level] };
    case 'set-favourite':
      return { ...room, isFavorite: effect.on };
    case 'set-archived':
      return { ...room, isArchived: effect.on };
  }
}

function withRead(room: Room, { upTo, from, unread }: Extract<Effect, { kind: 'read' }>): Room {
  const { lastMessage, lastReadMessage, unreadMessages } = room;
  // The server has already counted the message as read.
  if (lastReadMessage >= upTo && lastReadMessage > from) return room;
  const isAllRead = lastMessage ? lastMessage.id <= upTo : unreadMessages <= unread;
  if (isAllRead) return { ...room, unreadMessages: 0, unreadMention: false, lastReadMessage: upTo };
  // Messages that came later stay unread.
  return { ...room, unreadMessages: Math.max(0, unreadMessages - unread), lastReadMessage: upTo };
}
