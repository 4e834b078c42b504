import { setTimeout as wait } from 'node:timers/promises';
import { findAttendance } from './conversations.ts';
import { type Context, fields, integer, isYes } from './http.ts';
import { findById, idText, readId } from './ids.ts';
import { hasLostShare, messageJson } from './message-json.ts';
import {
  deleteMessage,
  hasExpired,
  postMessage,
  react,
  reactorsOf,
  revokeReaction,
  setReadMarker,
} from './messages.ts';
import type { Attendee, Message, Room } from './model.ts';
import { dismissNotifications } from './notify.ts';
import { failure, internalError, type OcsAnswer } from './ocs.ts';
import { isOldTalk } from './old-talk.ts';
import { commonRead, isHeldInLobby, roomJsonText } from './room-json.ts';
import { routes } from './router.ts';
import { seenOnline } from './user-status.ts';
import type { World } from './world.ts';

const MAX_LENGTH = 32_000;
const MAX_LIMIT = 200;
const MAX_TIMEOUT_S = 30;

const commonReadHeader = (world: World, room: Room) => ({
  'X-Chat-Last-Common-Read': idText(world, commonRead(room)),
});

interface Wanted {
  future: boolean;
  limit: number;
  known: number;
  includeKnown: boolean;
}

const wanted = ({ query, world }: Context): Wanted => ({
  future: query.get('lookIntoFuture') === '1',
  limit: Math.min(integer(query.get('limit'), 100), MAX_LIMIT),
  known: readId(query.get('lastKnownMessageId'), 0, world),
  includeKnown: isYes(query.get('includeLastKnown')),
});

/**
 * Selects the future oldest first, or the past newest first, without the known message unless the client asks for it.
 */
const select = (world: World, room: Room, { future, limit, known, includeKnown }: Wanted): Message[] => {
  const fits = (id: number): boolean => {
    if (id === known) return includeKnown;
    return future ? id > known : known === 0 || id < known;
  };
  const picked: Message[] = [];
  if (future) {
    const start = room.messages.findLastIndex((message) => !fits(message.id)) + 1;
    const fresh = room.messages.slice(start);
    return fresh.filter((message) => !hasExpired(world, message)).slice(0, limit);
  }
  for (let index = room.messages.length - 1; index >= 0 && picked.length < limit; index -= 1) {
    const message = room.messages[index];
    if (message && fits(message.id) && !hasExpired(world, message)) picked.push(message);
  }
  return picked;
};

/** Waits for a message in the room, for at most `timeoutS` seconds. */
const nextMessage = async ({ world }: Context, room: Room, timeoutS: number): Promise<void> => {
  const stop = new AbortController();
  const message = world.events.waitFor('message', (event) => event.room === room);
  await Promise.race([message, wait(timeoutS * 1000, undefined, { signal: stop.signal, ref: false })]);
  stop.abort();
};

/** Fetching counts as reading unless the client says otherwise. */
const markSeen = ({ world, query }: Context, room: Room, attendee: Attendee, messages: Message[]): void => {
  const newest = messages.reduce((highest, message) => Math.max(highest, message.id), 0);
  if (query.get('setReadMarker') !== '0' && newest > attendee.lastRead) {
    setReadMarker(world, room, attendee.user, newest);
  }
  // Recorded: fetching the history leaves the notifications alone, polling for new messages does not.
  if (query.get('lookIntoFuture') === '1' && query.get('markNotificationsAsRead') !== '0') {
    dismissNotifications(world, attendee.user, ({ subject }) => 'message' in subject && subject.room === room);
  }
};

const history = async (context: Context): Promise<OcsAnswer> => {
  const found = findAttendance(context);
  const { world, user, query } = context;
  if (!found || !user) return failure(404);
  const { room, attendee } = found;
  if (isHeldInLobby(room, attendee)) return failure(412);
  if (!isYes(query.get('noStatusUpdate'))) seenOnline(world, user);
  const wish = wanted(context);
  let messages = select(world, room, wish);
  const timeout = Math.min(integer(query.get('timeout'), MAX_TIMEOUT_S), MAX_TIMEOUT_S);
  if (messages.length === 0 && wish.future && timeout > 0) {
    await nextMessage(context, room, timeout);
    messages = select(world, room, wish);
  }
  markSeen(context, room, attendee, messages);
  const last = messages.at(-1);
  if (!last) return { status: 304 };
  return {
    data: messages.map((message) => messageJson(world, room, message, user)),
    headers: { 'X-Chat-Last-Given': idText(world, last.id), ...commonReadHeader(world, room) },
  };
};

const post = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  const { world, user } = context;
  if (!found || !user) return failure(404);
  const { room, attendee } = found;
  if (isHeldInLobby(room, attendee)) return failure(412);
  if (room.readOnly) return failure(403);
  const input = fields(context);
  const text = typeof input.message === 'string' ? input.message : '';
  if (text.trim() === '') return { ...failure(400), data: { error: 'message' } };
  if (text.length > MAX_LENGTH) return { ...failure(413), data: { error: 'message' } };
  const isReply = readId(input.replyTo, 0, world) > 0;
  const parent = isReply ? findById(world, room, input.replyTo) : undefined;
  if (isReply && !parent) return { ...failure(400), data: { error: 'reply-to' } };
  const message = postMessage(world, room, user.id, {
    text,
    silent: input.silent === true || input.silent === 'true' || input.silent === '1',
    referenceId: typeof input.referenceId === 'string' ? input.referenceId : '',
    ...(parent && { parent }),
  });
  return { status: 201, data: messageJson(world, room, message, user), headers: commonReadHeader(world, room) };
};

/**
 * Deletes an own message. Answers with the system message that says so, as Talk does. The message of a share that was
 * taken back cannot be deleted. Source: spreed's ChatController::deleteMessage.
 */
const remove = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  const { world, user, params } = context;
  if (!found || !user) return failure(404);
  const { room, attendee } = found;
  if (isHeldInLobby(room, attendee)) return failure(412);
  if (room.readOnly) return failure(403);
  const message = findById(world, room, params.id);
  if (!message) return failure(404);
  if (message.actorId !== user.id) return failure(403);
  if (message.type !== 'comment') return { ...failure(405), data: { error: 'message' } };
  if (hasLostShare(world, message)) return { ...failure(404), data: { error: 'share' } };
  deleteMessage(world, room, message.id);
  const told = room.messages.at(-1);
  return told ? { data: messageJson(world, room, told, user), headers: commonReadHeader(world, room) } : failure(404);
};

const roomWithCommonRead = (context: Context, room: Room, attendee: Attendee): OcsAnswer => ({
  ...(isOldTalk(context.world)
    ? { data: [] }
    : { dataJson: roomJsonText(context.world, room, attendee, { status: true, lastMessage: true }) }),
  headers: commonReadHeader(context.world, room),
});

const markRead = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  if (!found) return failure(404);
  const { room, attendee } = found;
  const { lastReadMessage } = fields(context);
  // The old PHP method fails without its one argument.
  if (lastReadMessage === undefined && isOldTalk(context.world)) return internalError();
  const upTo = readId(lastReadMessage, room.messages.at(-1)?.id ?? 0, context.world);
  setReadMarker(context.world, room, attendee.user, upTo);
  return roomWithCommonRead(context, room, attendee);
};

/** Returns the id before the last message: the read marker that makes the last one unread again. */
export const markerBeforeLast = (room: Room): number => room.messages.at(-2)?.id ?? 0;

const markUnread = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  if (!found) return failure(404);
  const { room, attendee } = found;
  setReadMarker(context.world, room, attendee.user, markerBeforeLast(room));
  return roomWithCommonRead(context, room, attendee);
};

const reactionsJson = (world: World, message: Message) =>
  Object.fromEntries(
    [...reactorsOf(message)].map(([reaction, users]) => [
      reaction,
      [...users].map((id) => ({
        actorType: 'users',
        actorId: id,
        actorDisplayName: world.user(id).displayName,
        timestamp: message.at,
      })),
    ]),
  );

const reactions = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  const message = found && findById(context.world, found.room, context.params.id);
  return message ? { data: reactionsJson(context.world, message) } : failure(404);
};

const isEmoji = (reaction: unknown): reaction is string =>
  typeof reaction === 'string' && /^\p{Emoji_Presentation}/u.test(reaction);

/** Recorded: refusals of reactions have `null` as their data. */
const refused = (status: number): OcsAnswer => ({ ...failure(status), data: null });

/** Recorded: 201 the first time, 200 again, 400 for a text that is no emoji. */
const addReaction = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  const { world, user } = context;
  const message = found && findById(world, found.room, context.params.id);
  if (!found || !user || !message) return refused(404);
  const { reaction } = fields(context);
  if (!isEmoji(reaction)) return refused(400);
  const isKnown = reactorsOf(message).get(reaction)?.has(user.id) ?? false;
  if (!isKnown) react(world, found.room, user.id, message.id, reaction);
  return { status: isKnown ? 200 : 201, data: reactionsJson(world, message) };
};

const removeReaction = (context: Context): OcsAnswer => {
  const found = findAttendance(context);
  const { world, user } = context;
  const message = found && findById(world, found.room, context.params.id);
  if (!found || !user || !message) return refused(404);
  const { reaction } = fields(context);
  if (!isEmoji(reaction)) return refused(400);
  if (!revokeReaction(world, found.room, user.id, message.id, reaction)) return refused(404);
  return { data: reactionsJson(world, message) };
};

/** Talk's chat: reading, posting, reactions, the read marker. */
export const chatRoutes = routes(
  '/apps/spreed/api/v1',
  { app: 'talk' },
  {
    'GET /chat/{token}': history,
    'POST /chat/{token}': post,
    'POST /chat/{token}/read': markRead,
    'DELETE /chat/{token}/read': markUnread,
    'DELETE /chat/{token}/{id}': remove,
    'GET /reaction/{token}/{id}': reactions,
    'POST /reaction/{token}/{id}': addReaction,
    'DELETE /reaction/{token}/{id}': removeReaction,
  },
);
