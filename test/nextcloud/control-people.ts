import { firstCalendars } from './calendars.ts';
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
  /** As the profile tells others; default: nothing. */
  mail?: string;
  phone?: string;
  /** Default: the server's language. */
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

/** Users, conversations and their participants. */
export const peopleControl = (world: World) => ({
  addUser: ({ id, displayName, password, language, mail, phone }: NewUser): void => {
    world.users.set(id, {
      id,
      displayName,
      ...(mail !== undefined && { mail }),
      ...(phone !== undefined && { phone }),
      password,
      language: language ?? world.options.language,
      enabled: true,
      awaitsWebLogin: false,
      status: null,
      notifications: [],
      calendars: firstCalendars(),
      addressBooks: new Map([['contacts', { uri: 'contacts', name: 'Kontakte', cards: new Map() }]]),
      files: new Map(),
      folders: new Set(),
      uploads: new Map(),
      quota: null,
    });
  },
  /** Adds another login name for this user, as a directory has it: `DOMAIN\\user`, an e-mail address. */
  addLoginName: (user: string, loginName: string): void => void world.loginNames.set(loginName, world.user(user).id),
  /** Adds a conversation and returns its token. `notificationLevel` (1 always, 2 mention, 3 never) is every member's. */
  addRoom: ({ notificationLevel, ...input }: NewRoom & { notificationLevel?: 1 | 2 | 3 }): string => {
    const room = createRoom(world, input);
    for (const attendee of room.attendees.values()) attendee.level = notificationLevel ?? 0;
    return room.token;
  },
  invite: (by: string, user: string, token: string): void => inviteToRoom(world, world.room(token), by, user),
  /** Makes the user join by themselves: by a public link, or a group that the server lists. */
  joinRoom: (user: string, token: string): void => joinRoom(world, world.room(token), user),
  /** Makes messages from now on expire after this many seconds; 0: never. */
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
  /** Changes the user's own settings of a conversation, such as favourite or archived, on another device. */
  configure: (as: string, token: string, settings: AttendeeSettings): void => {
    const room = world.room(token);
    changeAttendee(world, room, attendeeOf(room, as), settings);
  },
  setLobby: (token: string, on: boolean): void => {
    const room = world.room(token);
    room.lobby = on;
    room.revision += 1;
  },
  /** Sets the attributes, a bit mask that Talk 24 and later send. */
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
  setStatus: (
    user: string,
    status: 'online' | 'away' | 'dnd' | 'busy' | 'invisible' | 'offline',
    message?: string,
  ): void => {
    const said = message === undefined ? {} : { message, icon: '💬' };
    setStatus(world, world.user(user), { status, userDefined: true, ...said });
  },
  /** Disables a user: the server refuses the credentials until the user is enabled again. */
  disable: (user: string): void => {
    world.user(user).enabled = false;
  },
  enable: (user: string): void => {
    world.user(user).enabled = true;
  },
  startCall: (as: string, token: string, { silent = false } = {}): void =>
    startCall(world, world.room(token), as, silent),
  /** Joins the running call on another device of this user. */
  joinCall: (as: string, token: string): void => joinCall(world, world.room(token), as),
  /** Leaves the call, which ends when the last user leaves it. */
  leaveCall: (as: string, token: string): void => leaveCall(world, world.room(token), as),
  /** Makes all users leave the call. */
  endCall: (token: string): void => endCall(world, world.room(token)),
  /** Opens the conversation in the user's browser. A visible tab marks present and new messages as read. */
  openConversation: (as: string, token: string, { visible = true } = {}): void => {
    const room = world.room(token);
    attendeeOf(room, as).open = visible ? 'visible' : 'hidden';
    if (visible) setReadMarker(world, room, as, room.messages.at(-1)?.id ?? 0);
  },
  closeConversation: (as: string, token: string): void => {
    attendeeOf(world.room(token), as).open = 'no';
  },
  /** Returns the id of the last message that this user has read. */
  readMarker: (user: string, token: string): number => attendeeOf(world.room(token), user).lastRead,
});
