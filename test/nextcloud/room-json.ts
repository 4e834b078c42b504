import { tellId } from './ids.ts';
import { messageJson } from './message-json.ts';
import { countsAsUnread, hasExpired, isHidden } from './messages.ts';
import type { Attendee, Message, Room, User } from './model.ts';
import { isNewTalk, newRoom } from './new-talk.ts';
import { notificationLevel, repliesTo } from './notify.ts';
import { isOldTalk, oldRoom } from './old-talk.ts';
import { wordsIn } from './words.ts';
import type { World } from './world.ts';

export interface RoomView {
  /** Whether one-to-one conversations carry the other user's presence. */
  status: boolean;
  lastMessage: boolean;
}

/** Returns the other user of a one-to-one conversation. */
export const otherSide = (room: Room, userId: string): string | undefined =>
  [...room.attendees.keys()].find((id) => id !== userId);

export const displayNameOf = (world: World, room: Room, reader: User): string => {
  if (room.type === 1) return world.displayName(otherSide(room, reader.id) ?? room.name);
  if (room.type === 4) return wordsIn(reader.language).changelogRoom;
  if (room.type === 6) return wordsIn(reader.language).noteToSelfRoom;
  return room.name;
};

/** Returns whether the reader waits in the lobby, and so sees nothing of the conversation. */
export const isHeldInLobby = (room: Room, attendee: Attendee): boolean => room.lobby && attendee.participantType !== 1;

const unreadOf = (room: Room, attendee: Attendee) => {
  let messages = 0;
  let mention = false;
  let direct = false;
  if (isHeldInLobby(room, attendee)) return { messages, mention, direct };
  for (let index = room.messages.length - 1; index >= 0; index -= 1) {
    const message = room.messages[index];
    if (!message || message.id <= attendee.lastRead) break;
    if (!countsAsUnread(message)) continue;
    messages += 1;
    if (message.actorId === attendee.user) continue;
    direct ||= message.mentions.users.has(attendee.user);
    direct ||= repliesTo(message, attendee.user);
    mention ||= direct || message.mentions.all;
  }
  return { messages, mention, direct };
};

export const commonRead = (room: Room): number => {
  let lowest = Number.POSITIVE_INFINITY;
  for (const attendee of room.attendees.values()) lowest = Math.min(lowest, attendee.lastRead);
  return Number.isFinite(lowest) ? lowest : 0;
};

/** Recorded: if the last message has expired, the list has none, not the one before. */
const lastMessageOf = (world: World, room: Room): Message | undefined => {
  const last = room.messages.findLast((message) => !isHidden(message));
  return last && hasExpired(world, last) ? undefined : last;
};

const nameFor = (world: World, room: Room, reader: User): string => {
  if (room.type === 1) return otherSide(room, reader.id) ?? room.name;
  return room.type === 4 ? reader.id : displayNameOf(world, room, reader);
};

/** Returns the presence as the list shows it; a call overrides the user's own status. */
export const statusFields = (world: World, userId: string) => {
  const status = world.users.get(userId)?.status;
  return {
    status: status?.status ?? 'offline',
    statusIcon: status?.icon ?? null,
    statusMessage: status?.message ?? null,
    statusClearAt: status?.clearAt ?? null,
  };
};

const roomJson = (world: World, room: Room, attendee: Attendee, view: RoomView): Record<string, unknown> => {
  const reader = world.user(attendee.user);
  const unread = unreadOf(room, attendee);
  const lobbied = isHeldInLobby(room, attendee);
  const owner = attendee.participantType === 1;
  const last = view.lastMessage && !lobbied && !attendee.sensitive ? lastMessageOf(world, room) : undefined;
  const other = room.type === 1 && view.status ? otherSide(room, reader.id) : undefined;
  return {
    id: room.id,
    token: room.token,
    type: room.type,
    name: nameFor(world, room, reader),
    displayName: displayNameOf(world, room, reader),
    objectType: room.objectType,
    objectId: room.objectId,
    participantType: attendee.participantType,
    participantFlags: 0,
    readOnly: room.readOnly ? 1 : 0,
    hasPassword: false,
    hasCall: room.call !== null,
    callStartTime: room.call?.startedAt ?? 0,
    callRecording: 0,
    canStartCall: room.type !== 6 && !lobbied,
    lastActivity: room.lastActivity,
    lastReadMessage: tellId(world, attendee.lastRead),
    unreadMessages: unread.messages,
    unreadMention: unread.mention,
    unreadMentionDirect: unread.direct,
    isFavorite: attendee.favourite,
    canLeaveConversation: room.type !== 6,
    canDeleteConversation: owner && room.type !== 1,
    notificationLevel: notificationLevel(room, attendee),
    notificationCalls: attendee.notifyCalls,
    lobbyState: room.lobby ? 1 : 0,
    lobbyTimer: 0,
    lastPing: 0,
    sessionId: '0',
    sipEnabled: 0,
    actorType: 'users',
    actorId: attendee.user,
    attendeeId: attendee.id,
    permissions: owner ? 254 : 246,
    attendeePermissions: 0,
    callPermissions: 0,
    defaultPermissions: 0,
    canEnableSIP: false,
    attendeePin: '',
    description: room.type === 6 ? wordsIn(reader.language).noteToSelfDescription : room.description,
    lastCommonReadMessage: tellId(world, commonRead(room)),
    listable: 0,
    callFlag: room.call?.flag ?? 0,
    messageExpiration: room.messageExpiration,
    avatarVersion: room.avatarVersion,
    isCustomAvatar: room.customAvatar,
    breakoutRoomMode: 0,
    breakoutRoomStatus: 0,
    recordingConsent: 0,
    mentionPermissions: 0,
    liveTranscriptionLanguageId: '',
    isArchived: attendee.archived,
    isImportant: attendee.important,
    isSensitive: attendee.sensitive,
    ...(other !== undefined && statusFields(world, other)),
    ...(last && { lastMessage: messageJson(world, room, last, reader, false) }),
  };
};

interface Cached {
  revision: number;
  json: string;
}
const cache = new WeakMap<Attendee, Map<string, Cached>>();

/**
 * Returns a conversation as one attendee sees it, as JSON text. The text is cached until the room changes, because a
 * simulated day asks thousands of times for a list of hundreds of conversations.
 */
export const roomJsonText = (world: World, room: Room, attendee: Attendee, view: RoomView): string => {
  const byView = cache.get(attendee) ?? new Map<string, Cached>();
  if (byView.size === 0) cache.set(attendee, byView);
  const old = isOldTalk(world);
  const { form, lastSmall } = world.ids;
  const last = lastMessageOf(world, room)?.id;
  const key = `${view.status}/${view.lastMessage}/${world.versions.talk}/${form}/${lastSmall.message}/${last}`;
  const cached = byView.get(key);
  if (cached?.revision === room.revision) return cached.json;
  const now = roomJson(world, room, attendee, view);
  const told = isNewTalk(world) ? newRoom(now, room.attributes) : now;
  const json = JSON.stringify(old ? oldRoom(now) : told);
  byView.set(key, { revision: room.revision, json });
  return json;
};
