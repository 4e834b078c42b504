import { postSystemMessage, userObject } from './messages.ts';
import type { Attendee, Room } from './model.ts';
import { addNotification, dismissNotifications } from './notify.ts';
import { randomWord, type World } from './world.ts';

export type RoomKind = 'one-to-one' | 'group' | 'public' | 'changelog' | 'note-to-self' | 'former';

const TYPE = { 'one-to-one': 1, group: 2, public: 3, changelog: 4, former: 5, 'note-to-self': 6 } as const;
const AVATAR_VERSION = { 1: 'fa3f3e34', 2: '8fba39ea', 3: '97ea9958', 4: '83d78c9c', 5: 'fa3f3e34', 6: 'yPH6PFWQ' };

export interface NewRoom {
  type: RoomKind;
  /** Not needed for one-to-one, changelog and note to self, whose names depend on the reader. */
  name?: string;
  /** The first member owns the conversation. */
  members: string[];
  token?: string;
  description?: string;
  lobby?: boolean;
  /** A bit mask that Talk 24 and later send. */
  attributes?: number;
  readOnly?: boolean;
}

/** Talk's tokens are 8 lower-case letters and digits without look-alikes. */
const newToken = (): string => randomWord(8).toLowerCase();

const addAttendee = (world: World, room: Room, user: string): Attendee => {
  world.user(user);
  const everyoneOwns = room.type === 1 || room.type === 6;
  const attendee: Attendee = {
    id: world.nextId('attendee'),
    user,
    participantType: room.type !== 4 && (everyoneOwns || room.attendees.size === 0) ? 1 : 3,
    lastRead: room.messages.at(-1)?.id ?? 0,
    level: 0,
    notifyCalls: 1,
    favourite: false,
    archived: false,
    important: false,
    sensitive: false,
    open: 'no',
    changedAt: world.now(),
  };
  room.attendees.set(user, attendee);
  room.revision += 1;
  return attendee;
};

/** Creates a conversation with its first system messages, as far as Talk writes them for its type. */
export const createRoom = (world: World, input: NewRoom): Room => {
  const type = TYPE[input.type];
  const [owner = ''] = input.members;
  const room: Room = {
    id: world.nextId('room'),
    token: input.token ?? newToken(),
    type,
    name: input.name ?? '',
    description: input.description ?? '',
    objectType: type === 6 ? 'note_to_self' : '',
    objectId: type === 6 ? owner : '',
    attributes: input.attributes ?? 0,
    avatarVersion: AVATAR_VERSION[type],
    customAvatar: type === 6,
    readOnly: input.readOnly ?? (type === 4 || type === 5),
    lobby: input.lobby ?? false,
    messageExpiration: 0,
    attendees: new Map(),
    messages: [],
    lastActivity: world.now(),
    call: null,
    revision: 0,
  };
  world.rooms.set(room.token, room);
  if (type === 4 || type === 6) {
    addAttendee(world, room, owner);
    return room;
  }
  addAttendee(world, room, owner);
  const created = postSystemMessage(world, room, owner, 'conversation_created');
  for (const attendee of room.attendees.values()) attendee.lastRead = created.id;
  for (const member of input.members.slice(1)) inviteToRoom(world, room, owner, member);
  return room;
};

/** Adds a member; a group gets a system message and an invitation, a one-to-one conversation does not. */
export const inviteToRoom = (world: World, room: Room, by: string, user: string): void => {
  addAttendee(world, room, user);
  if (room.type !== 2 && room.type !== 3) return;
  const parameters = { actor: userObject(world, by), user: userObject(world, user) };
  postSystemMessage(world, room, by, 'user_added', { parameters });
  addNotification(world, user, { kind: 'invitation', room, by });
};

/**
 * Lets a user join by themselves: by the link of a public conversation, or a group that the server lists. No user is
 * notified. Source: spreed's Chat/SystemMessage/Listener and Notification/Listener.
 */
export const joinRoom = (world: World, room: Room, user: string): void => {
  const attendee = addAttendee(world, room, user);
  if (room.type === 3) attendee.participantType = 5;
  else postSystemMessage(world, room, user, 'user_added', { parameters: ownParameters(world, user) });
  // The browser shows the conversation, which marks it as read.
  attendee.lastRead = room.messages.at(-1)?.id ?? 0;
};

const ownParameters = (world: World, user: string) => ({
  actor: userObject(world, user),
  user: userObject(world, user),
});

/** Removes a user: the conversation and its notifications are gone for them, and no delta reports it. */
export const removeFromRoom = (world: World, room: Room, user: string): void => {
  if (!room.attendees.delete(user)) return;
  room.revision += 1;
  dismissNotifications(world, user, ({ subject }) => 'room' in subject && subject.room === room);
  const [by] = room.attendees.keys();
  if (by === undefined || (room.type !== 2 && room.type !== 3)) return;
  const parameters = { actor: userObject(world, by), user: userObject(world, user) };
  postSystemMessage(world, room, by, 'user_removed', { parameters });
};

/** Changes data of one attendee only: counts for the delta, but not as activity. */
export const changeAttendee = (
  world: World,
  room: Room,
  attendee: Attendee,
  change: Partial<Omit<Attendee, 'id' | 'user' | 'changedAt'>>,
): void => {
  Object.assign(attendee, change);
  attendee.changedAt = world.now();
  room.revision += 1;
};
