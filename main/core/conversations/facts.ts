import type { Say } from '../i18n/index.ts';
import type { Conversation, ConversationType, NotificationLevel, Preview } from '../model/conversation.ts';
import { oneLine } from '../model/plain-text.ts';
import type { Presence } from '../model/presence.ts';
import { LATEST_S } from '../nextcloud/message.ts';
import { ROOM_TYPES } from '../nextcloud/room.ts';
import type { Room } from '../nextcloud/schemas.ts';
import { shortNameOf } from './author.ts';
import { isOwn, isSystem, previewOf } from './preview.ts';

/** Types that are missing here count as groups. */
const TYPES: Record<number, ConversationType> = {
  [ROOM_TYPES.oneToOne]: 'one-to-one',
  [ROOM_TYPES.group]: 'group',
  [ROOM_TYPES.public]: 'public',
  [ROOM_TYPES.formerOneToOne]: 'former-one-to-one',
  [ROOM_TYPES.noteToSelf]: 'note-to-self',
};
/** Source: user_status' OpenAPI. People who are invisible or offline have no presence. */
const PRESENCES: ReadonlyMap<string, Presence> = new Map([
  ['online', 'online'],
  ['away', 'away'],
  ['dnd', 'dnd'],
  ['busy', 'dnd'],
]);
const LEVELS: Record<number, NotificationLevel> = { 1: 'always', 2: 'mention', 3: 'never' };

/** Returns the presence that user_status names. */
export const presenceNamed = (status: string | null): Presence => PRESENCES.get(status ?? '') ?? null;

/** Returns the other person's presence; undefined when the server has not sent it. */
export const presenceOf = ({ status }: Room): Presence | undefined =>
  status === undefined ? undefined : presenceNamed(status);

/** The level that the server has resolved for this conversation; an unknown number rings for mentions only. */
export const levelOf = (room: Room): NotificationLevel => LEVELS[room.notificationLevel] ?? 'mention';

/** The conversation's name, safe to show. */
export const nameOf = (room: Room): string => oneLine(room.displayName) || room.token;

/** Changelog conversations are never shown or counted, archived ones only while they mention the user. */
export const isShown = (room: Room): boolean =>
  room.type !== ROOM_TYPES.changelog && (!room.isArchived || room.unreadMention);

/** Whether the conversation is archived and shown only when the user opens the archive. */
export const isPutAway = (room: Room): boolean => room.type !== ROOM_TYPES.changelog && !isShown(room);

/** Source: Talk API, "Attendee permissions". */
const MAY_IGNORE_LOBBY = 8;
const MAY_CHAT = 128;

/** Whether the user may write here. Former one-to-one conversations are read-only. */
export const canReply = ({ readOnly, lobbyState, permissions }: Room): boolean =>
  readOnly === 0 && (permissions & MAY_CHAT) !== 0 && !isHeldInLobby({ lobbyState, permissions });

/** Whether the user waits in the lobby, where no message can be read. */
export const isHeldInLobby = ({ lobbyState, permissions }: Pick<Room, 'lobbyState' | 'permissions'>): boolean =>
  lobbyState !== 0 && (permissions & MAY_IGNORE_LOBBY) === 0;

/** Returns what the window shows of a conversation. @param presence as the server last sent it */
export function toConversation(room: Room, presence: Presence, say: Say): Conversation {
  return {
    token: room.token,
    type: TYPES[room.type] ?? 'group',
    name: nameOf(room),
    avatarVersion: room.avatarVersion,
    picture: room.type === ROOM_TYPES.oneToOne || room.isCustomAvatar,
    presence,
    unread: room.unreadMessages,
    mentioned: room.unreadMention,
    favourite: room.isFavorite,
    archived: room.isArchived,
    callRunning: room.hasCall,
    notificationLevel: levelOf(room),
    canReply: canReply(room),
    lastActivity: Math.min(room.lastActivity, LATEST_S),
    preview: previewIn(room, say),
  };
}

/**
 * Source: Talk API, "Conversation attributes": in channels and announcement conversations, few people write and many
 * read.
 */
const CHANNEL = 8;
const ANNOUNCEMENT = 16;

/** A sensitive conversation shows no text, and a channel does not show who joined or left. */
function previewIn(room: Room, say: Say): Preview | null {
  const { lastMessage, isSensitive, attributes } = room;
  if (!lastMessage || isSensitive) return null;
  if (isSystem(lastMessage))
    return (attributes & (CHANNEL | ANNOUNCEMENT)) === 0 ? previewOf(lastMessage, room, say) : null;
  const preview = previewOf(lastMessage, room, say);
  if (isOwn(lastMessage, room)) return preview;
  const shortAuthor = isWithOne(room) && preview.mark === undefined ? null : shortNameOf(lastMessage, say);
  return shortAuthor === preview.author ? preview : { ...preview, shortAuthor };
}

/** The conversation has the name of its only other person, who need not be named again. */
export const isWithOne = ({ type }: Room): boolean =>
  type === ROOM_TYPES.oneToOne || type === ROOM_TYPES.formerOneToOne;
