import { postSystemMessage, userObject } from './messages.ts';
import type { Call, RichObject, Room } from './model.ts';
import { addNotification, dismissNotifications } from './notify.ts';
import { touchPresence } from './user-status.ts';
import { wordsIn } from './words.ts';
import type { World } from './world.ts';

/** Call flags: 1 in the call, 2 with audio, 4 with video. */
const AUDIO = 3;
const AUDIO_AND_VIDEO = 7;
const ONE_TO_ONE = 1;
/** `call_ended` names at most this many people, and counts the others. */
export const MOST_NAMED = 5;
export const NAMED_OF_MORE = 4;

const aboutCall =
  (room: Room) =>
  ({ subject }: { subject: { kind: string; room?: Room } }): boolean =>
    subject.kind === 'call' && subject.room === room;

const enter = (world: World, call: Call, user: string): void => {
  call.present.push(user);
  call.attended.add(user);
  const { language } = world.user(user);
  const inCall = { status: 'busy', message: wordsIn(language).inCall, icon: '💬', clearAt: null, userDefined: false };
  world.user(user).status = inCall;
  touchPresence(world, user);
};

/**
 * Starts a call: a system message, the flags in the list, the caller's presence, and a notification for all others
 * whose calls ring, whatever their level is. A silent call creates no notification.
 */
export const startCall = (world: World, room: Room, by: string, silent = false): void => {
  const flag = room.type === ONE_TO_ONE ? AUDIO : AUDIO_AND_VIDEO;
  room.call = { by, startedAt: world.now(), flag, silent, present: [], attended: new Set() };
  enter(world, room.call, by);
  postSystemMessage(world, room, by, 'call_started', { silent });
  if (silent) return;
  for (const { user, notifyCalls } of room.attendees.values()) {
    if (user !== by && notifyCalls !== 0) addNotification(world, user, { kind: 'call', room, by });
  }
};

/** Joins the running call, from any device, and dismisses its notification. */
export const joinCall = (world: World, room: Room, user: string): void => {
  const { call } = room;
  if (!call || call.present.includes(user)) throw new Error(`"${user}" cannot join a call in "${room.token}"`);
  enter(world, call, user);
  dismissNotifications(world, user, aboutCall(room));
  postSystemMessage(world, room, user, 'call_joined');
};

/** Leaves the running call. The call ends when the last user leaves it. */
export const leaveCall = (world: World, room: Room, user: string): void => {
  const { call } = room;
  if (!call?.present.includes(user)) throw new Error(`"${user}" is in no call in "${room.token}"`);
  call.present = call.present.filter((other) => other !== user);
  world.user(user).status = { status: 'online', message: null, icon: null, clearAt: null, userDefined: false };
  touchPresence(world, user);
  if (call.present.length === 0) room.call = null;
  postSystemMessage(world, room, user, 'call_left');
  if (call.present.length === 0) end(world, room, call, user);
};

/** Makes all users leave the running call; the first one who joined leaves last. */
export const endCall = (world: World, room: Room): void => {
  for (const user of [...(room.call?.present ?? [])].reverse()) leaveCall(world, room, user);
};

const duration = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/**
 * Returns the parameters of the message about the end: in one-to-one only its actor, in groups some of those who took
 * part.
 */
const endedParameters = (world: World, room: Room, { attended }: Call, actor: string): Record<string, RichObject> => {
  const named = [...attended].sort().slice(0, attended.size > MOST_NAMED ? NAMED_OF_MORE : MOST_NAMED);
  const people = named.map((id, index): [string, RichObject] => [`user${index + 1}`, userObject(world, id)]);
  return { actor: userObject(world, actor), ...(room.type !== ONE_TO_ONE && Object.fromEntries(people)) };
};

/**
 * Ends the call. In groups its notification gets a new id ("missed"); in one-to-one it keeps its id and its ETag and
 * only reads differently, as recorded. Push reports neither: the server only notices when a client asks for the
 * notifications.
 */
const end = (world: World, room: Room, call: Call, actor: string): void => {
  if (room.type === ONE_TO_ONE && call.attended.size === 1) {
    postSystemMessage(world, room, actor, 'call_missed', { parameters: { user: userObject(world, actor) } });
    return;
  }
  postSystemMessage(world, room, actor, 'call_ended', {
    parameters: endedParameters(world, room, call, actor),
    text: duration(world.now() - call.startedAt),
    participants: call.attended.size,
  });
  if (room.type === ONE_TO_ONE) return;
  for (const { user } of room.attendees.values()) {
    const quietly = { tellPush: false };
    if (dismissNotifications(world, user, aboutCall(room), quietly) === 0) continue;
    addNotification(world, user, { kind: 'call-missed', room, by: call.by }, quietly);
  }
};
