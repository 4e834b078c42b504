import { talkHash } from './capabilities.ts';
import { type Context, fields, integer, isYes } from './http.ts';
import type { Attendee, Room } from './model.ts';
import { failure, invalidQuery, type OcsAnswer } from './ocs.ts';
import { isOldTalk } from './old-talk.ts';
import { type RoomView, roomJsonText } from './room-json.ts';
import { changeAttendee, createRoom } from './rooms.ts';
import { routes } from './router.ts';
import { seenOnline } from './user-status.ts';

/** Returns the room in the path and the user's attendee in it; null, which means 404, if either is missing. */
export const findAttendance = ({ world, user, params }: Context): { room: Room; attendee: Attendee } | null => {
  const room = world.rooms.get(params.token ?? '');
  const attendee = user && room?.attendees.get(user.id);
  return room && attendee ? { room, attendee } : null;
};

const WHOLE: RoomView = { status: true, lastMessage: true };

const roomAnswer = (context: Context, room: Room, attendee: Attendee, headers?: OcsAnswer['headers']): OcsAnswer => ({
  dataJson: roomJsonText(context.world, room, attendee, WHOLE),
  ...(headers && { headers }),
});

type AttendeeChange = Parameters<typeof changeAttendee>[3];

/**
 * Changes the asking user's attendee and answers with the whole room, as all of Talk's switches do; an old Talk answers
 * with an empty list.
 */
const apply = (context: Context, change: AttendeeChange): OcsAnswer => {
  const found = findAttendance(context);
  if (!found) return failure(404);
  changeAttendee(context.world, found.room, found.attendee, change);
  return isOldTalk(context.world) ? { data: [] } : roomAnswer(context, found.room, found.attendee);
};

const changing =
  (change: AttendeeChange) =>
  (context: Context): OcsAnswer =>
    apply(context, change);

/** Does the same; an old Talk does not have the route. */
const changingLately =
  (change: AttendeeChange) =>
  (context: Context): OcsAnswer =>
    isOldTalk(context.world) ? invalidQuery() : apply(context, change);

const setLevel =
  (field: 'level' | 'notifyCalls', highest: number) =>
  (context: Context): OcsAnswer => {
    const value = integer(fields(context).level, -1);
    if (value < 0 || value > highest) return { ...failure(400), data: { error: 'level' } };
    return apply(context, { [field]: value });
  };

/**
 * Returns whether a room belongs in the delta: after activity, after a change for the asking user only, or during a
 * call; with presence, one-to-one rooms always. No delta reports that the user was removed from a room.
 */
const isModified = (room: Room, attendee: Attendee, since: number, includeStatus: boolean): boolean =>
  room.lastActivity >= since || attendee.changedAt >= since || room.call !== null || (includeStatus && room.type === 1);

const list = (context: Context): OcsAnswer => {
  const { world, user, query } = context;
  if (!user) return { data: [] };
  if (!isYes(query.get('noStatusUpdate'))) seenOnline(world, user);
  const view = {
    status: isYes(query.get('includeStatus')),
    lastMessage: !['false', '0'].includes(query.get('includeLastMessage') ?? ''),
  };
  const since = integer(query.get('modifiedSince'), 0);
  const rooms: string[] = [];
  for (const room of world.rooms.values()) {
    const attendee = room.attendees.get(user.id);
    if (!attendee || (since > 0 && !isModified(room, attendee, since, view.status))) continue;
    rooms.push(roomJsonText(world, room, attendee, view));
  }
  return {
    dataJson: `[${rooms.join(',')}]`,
    headers: {
      'X-Nextcloud-Talk-Hash': talkHash(world),
      'X-Nextcloud-Talk-Modified-Before': String(world.now()),
    },
  };
};

const single = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  if (!found) return failure(404);
  return roomAnswer(context, found.room, found.attendee, { 'X-Nextcloud-Talk-Hash': talkHash(context.world) });
};

/**
 * Answers the state of a call that rings for the user. An ended call and a call joined on any device look alike;
 * whether it was silent does not matter. Source: spreed's CallNotificationController and
 * ParticipantService::checkIfUserIsMissingCall.
 */
const callState = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  if (!found) return { ...failure(404), data: null };
  const { call } = found.room;
  if (!call) return { status: 201, data: null };
  return call.attended.has(found.attendee.user) ? { ...failure(404), data: null } : { data: null };
};

/** Does the same; an old Talk does not have the route. */
const callStateLately = (context: Context): OcsAnswer =>
  isOldTalk(context.world) ? invalidQuery() : callState(context);

/** Creates a one-to-one conversation, or returns the one that exists. Other types need Talk itself. */
const create = (context: Context): OcsAnswer => {
  const { world, user } = context;
  const { roomType, invite } = fields(context);
  const other = world.users.get(String(invite ?? ''));
  if (!user || roomType !== 1) return failure(400);
  if (!other || other.id === user.id) return { ...failure(404), data: { error: 'invite' } };
  const isBoth = ({ attendees }: Room): boolean => attendees.has(user.id) && attendees.has(other.id);
  const existing = [...world.rooms.values()].find((room) => room.type === 1 && isBoth(room));
  const room = existing ?? createRoom(world, { type: 'one-to-one', members: [user.id, other.id] });
  const found = findAttendance({ ...context, params: { token: room.token } });
  if (!found) return failure(404);
  return { ...roomAnswer(context, room, found.attendee), status: existing ? 200 : 201 };
};

/** Creates the conversation on first use, as Talk does. */
const noteToSelf = (context: Context): OcsAnswer => {
  const { world, user } = context;
  if (!user) return failure(404);
  const existing = [...world.rooms.values()].find((room) => room.type === 6 && room.objectId === user.id);
  const room = existing ?? createRoom(world, { type: 'note-to-self', members: [user.id] });
  return single({ ...context, params: { token: room.token } });
};

/** Talk's conversation list and a user's settings of a conversation. */
export const conversationRoutes = routes(
  '/apps/spreed/api/v4',
  { app: 'talk' },
  {
    'GET /room': list,
    'POST /room': create,
    'GET /room/note-to-self': noteToSelf,
    'GET /room/{token}': single,
    'GET /call/{token}/notification-state': callStateLately,
    'POST /room/{token}/notify': setLevel('level', 3),
    'POST /room/{token}/notify-calls': setLevel('notifyCalls', 1),
    'POST /room/{token}/favorite': changing({ favourite: true }),
    'DELETE /room/{token}/favorite': changing({ favourite: false }),
    'POST /room/{token}/archive': changingLately({ archived: true }),
    'DELETE /room/{token}/archive': changingLately({ archived: false }),
    'POST /room/{token}/important': changingLately({ important: true }),
    'DELETE /room/{token}/important': changingLately({ important: false }),
    'POST /room/{token}/sensitive': changingLately({ sensitive: true }),
    'DELETE /room/{token}/sensitive': changingLately({ sensitive: false }),
  },
);
