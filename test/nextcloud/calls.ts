import { postSystemMessage, userObject } from './messages.ts';
import type { Room } from './model.ts';
import { addNotification, dismissNotifications, notificationLevel } from './notify.ts';
import { touchPresence } from './user-status.ts';
import { wordsIn } from './words.ts';
import type { World } from './world.ts';

/** Call flags: 1 in the call, 2 with audio, 4 with video. */
const AUDIO = 3;
const AUDIO_AND_VIDEO = 7;

/** Starts a call: a system message, the flags in the list, the caller's presence, a notification for the others. */
export const startCall = (world: World, room: Room, by: string): void => {
  room.call = { by, startedAt: world.now(), flag: room.type === 1 ? AUDIO : AUDIO_AND_VIDEO };
  const caller = world.user(by);
  caller.status = {
    status: 'busy',
    message: wordsIn(caller.language).inCall,
    icon: '💬',
    clearAt: null,
    userDefined: false,
  };
  touchPresence(world, by);
  postSystemMessage(world, room, by, 'call_started');
  for (const attendee of room.attendees.values()) {
    if (attendee.user === by || attendee.notifyCalls === 0 || notificationLevel(room, attendee) === 3) continue;
    addNotification(world, attendee.user, { kind: 'call', room, by });
  }
};

const duration = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/**
 * Ends a call that nobody else joined. In groups the notification is replaced by a new one ("missed");
 * in one-to-one it keeps its id and its ETag and only reads differently, as recorded.
 */
export const endCall = (world: World, room: Room): void => {
  const { call } = room;
  if (!call) return;
  room.call = null;
  world.user(call.by).status = { status: 'online', message: null, icon: null, clearAt: null, userDefined: false };
  touchPresence(world, call.by);
  postSystemMessage(world, room, call.by, 'call_left');
  const caller = userObject(world, call.by);
  if (room.type === 1) {
    postSystemMessage(world, room, call.by, 'call_missed', { parameters: { user: caller } });
    return;
  }
  const text = duration(world.now() - call.startedAt);
  postSystemMessage(world, room, call.by, 'call_ended', { parameters: { actor: caller, user1: caller }, text });
  for (const attendee of room.attendees.values()) {
    const ended = dismissNotifications(
      world,
      attendee.user,
      ({ subject }) => subject.kind === 'call' && subject.room === room,
    );
    if (ended > 0) addNotification(world, attendee.user, { kind: 'call-missed', room, by: call.by });
  }
};
