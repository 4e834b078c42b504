import { endCall, joinCall, leaveCall, startCall } from './calls.ts';
import { setReadMarker } from './messages.ts';
import type { Attendee, Language, Room } from './model.ts';
import { changeAttendee, createRoom, inviteToRoom, joinRoom, type NewRoom, removeFromRoom } from './rooms.ts';
import { setStatus } from './user-status.ts';
import type { World } from './world.ts';

export interface NewUser {
  id: string;
  displayName: string;
  password: string;
  /** The server's language without it. */
  language?: Language;
}

export type AttendeeSettings = Partial<
  Pick<Attendee, 'favourite' | 'archived' | 'important' | 'sensitive' | 'notifyCalls'>
>;

const attendeeOf = (room: Room, user: string): Attendee => {
  const attendee = room.attendees.get(user);
  if (!attendee) throw new Error(`"${user}" is not in "${room.token}"`);
  return attendee;
};

/** Users, conversations and who is in them. */
export const peopleControl = (world: World) => ({
  addUser: ({ id, displayName, password, language }: NewUser): void => {
    world.users.set(id, {
      id,
      displayName,
      password,
      language: language ?? world.options.language,
      enabled: true,
      awaitsWebLogin: false,
      status: null,
      notifications: [],
    });
  },
  /** What this user may sign in with besides, as a directory has it: `DOMAIN\\user`, an e-mail address. */
  addLoginName: (user: string, loginName: string): void => void world.loginNames.set(loginName, world.user(user).id),
  /** Adds a conversation and returns its token. `notificationLevel` (1 always, 2 mention, 3 never) is every member's. */
  addRoom: ({ notificationLevel, ...input }: NewRoom & { notificationLevel?: 1 | 2 | 3 }): string => {
    const room = createRoom(world, input);
    for (const attendee of room.attendees.values()) attendee.level = notificationLevel ?? 0;
    return room.token;
  },
  invite: (by: string, user: string, token: string): void => inviteToRoom(world, world.room(token), by, user),
  /** The user comes in by their own doing: by a public link, or into a group that the server lists. */
  joinRoom: (user: string, token: string): void => joinRoom(world, world.room(token), user),
  /** What is written from now on is gone after so many seconds; 0: never. */
  setExpiration: (token: string, seconds: number): void => {
    const room = world.room(token);
    room.messageExpiration = seconds;
    room.revision += 1;
  },
  removeFromRoom: (user: string, token: string): void => removeFromRoom(world, world.room(token), user),
  deleteRoom: (token: string): void => {
    const room = world.room(token);
    for (const user of [...room.attendees.keys()]) removeFromRoom(world, room, user);
    world.rooms.delete(token);
  },
  setLevel: (as: string, token: string, level: 1 | 2 | 3): void => {
    const room = world.room(token);
    changeAttendee(world, room, attendeeOf(room, as), { level });
  },
  /** Favourite, archived and the like, as this user sets them elsewhere. */
  configure: (as: string, token: string, settings: AttendeeSettings): void => {
    const room = world.room(token);
    changeAttendee(world, room, attendeeOf(room, as), settings);
  },
  setLobby: (token: string, on: boolean): void => {
    const room = world.room(token);
    room.lobby = on;
    room.revision += 1;
  },
  /** A bit mask, told since Talk 24. */
  setAttributes: (token: string, attributes: number): void => {
    const room = world.room(token);
    room.attributes = attributes;
    room.revision += 1;
  },
  setReadOnly: (token: string, on: boolean): void => {
    const room = world.room(token);
    room.readOnly = on;
    room.revision += 1;
  },
  setStatus: (user: string, status: 'online' | 'away' | 'dnd' | 'busy' | 'invisible' | 'offline'): void => {
    setStatus(world, world.user(user), { status, userDefined: true });
  },
  /** A disabled user's credentials are refused; they work again once enabled. */
  disable: (user: string): void => {
    world.user(user).enabled = false;
  },
  enable: (user: string): void => {
    world.user(user).enabled = true;
  },
  startCall: (as: string, token: string, { silent = false } = {}): void =>
    startCall(world, world.room(token), as, silent),
  /** Enters the call that runs, on whatever device of this user. */
  joinCall: (as: string, token: string): void => joinCall(world, world.room(token), as),
  /** When the last one leaves a call, it ends. */
  leaveCall: (as: string, token: string): void => leaveCall(world, world.room(token), as),
  /** All leave the call. */
  endCall: (token: string): void => endCall(world, world.room(token)),
  /** The user opens the conversation in a browser. A tab that can be seen reads what is in it and what comes. */
  openConversation: (as: string, token: string, { visible = true } = {}): void => {
    const room = world.room(token);
    attendeeOf(room, as).open = visible ? 'visible' : 'hidden';
    if (visible) setReadMarker(world, room, as, room.messages.at(-1)?.id ?? 0);
  },
  closeConversation: (as: string, token: string): void => {
    attendeeOf(world.room(token), as).open = 'no';
  },
  /** The id of the last message this user has read. */
  readMarker: (user: string, token: string): number => attendeeOf(world.room(token), user).lastRead,
});
