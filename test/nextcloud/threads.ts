import { findAttendance } from './conversations.ts';
import { type Context, fields, integer } from './http.ts';
import { readId, tellId } from './ids.ts';
import { messageJson } from './message-json.ts';
import type { Room, Thread, ThreadLevel, User } from './model.ts';
import { failure, invalidQuery, type OcsAnswer } from './ocs.ts';
import { isOldTalk } from './old-talk.ts';
import { routes } from './router.ts';
import type { World } from './world.ts';

/** The most threads in one answer. Source: recordings of Talk 22 and spreed's ThreadService, which has this limit. */
const MOST = 100;
const NEVER = 3;

export const threadsOf = (room: Room): Thread[] => [
  ...new Set(room.messages.flatMap(({ thread, id }) => (thread?.id === id ? [thread] : []))),
];

/** @throws when there is no such thread, which is a mistake in the test. */
export const setThreadLevel = (room: Room, user: string, threadId: number, level: ThreadLevel): void => {
  const thread = threadsOf(room).find(({ id }) => id === threadId);
  if (!thread) throw new Error(`There is no thread ${threadId} in "${room.token}"`);
  thread.levels.set(user, level);
};

const threadJson = (world: World, room: Room, thread: Thread, reader: User): Record<string, unknown> => {
  const posts = room.messages.filter((message) => message.thread === thread && message.system === '');
  const [first] = posts;
  const last = posts.at(-1);
  return {
    thread: {
      id: tellId(world, thread.id),
      roomToken: room.token,
      lastMessageId: tellId(world, last?.id ?? 0),
      numReplies: thread.replies,
      lastActivity: last?.at ?? 0,
      title: thread.title,
    },
    attendee: { notificationLevel: thread.levels.get(reader.id) ?? 0 },
    first: first ? messageJson(world, room, first, reader, false) : null,
    last: last ? messageJson(world, room, last, reader, false) : null,
  };
};

const byActivity = (a: { last: number }, b: { last: number }): number => b.last - a.last;

/** Wraps a handler so that it runs only if Talk has threads and the reader is in the room. */
const withRoom =
  (answer: (context: Context, room: Room, user: User) => OcsAnswer) =>
  (context: Context): OcsAnswer => {
    if (isOldTalk(context.world)) return invalidQuery();
    const found = findAttendance(context);
    return found && context.user ? answer(context, found.room, context.user) : failure(404);
  };

const recent = withRoom(({ world, query }, room, user) => ({
  data: threadsOf(room)
    .toReversed()
    .slice(0, integer(query.get('limit'), 50))
    .map((thread) => threadJson(world, room, thread, user)),
}));

/** Lists the followed threads, without the muted ones. */
const subscribed = (context: Context): OcsAnswer => {
  const { world, user, query } = context;
  if (isOldTalk(world)) return invalidQuery();
  if (!user) return { data: [] };
  const followed = [...world.rooms.values()].flatMap((room) =>
    room.attendees.has(user.id)
      ? threadsOf(room)
          .filter(({ levels }) => (levels.get(user.id) ?? NEVER) !== NEVER)
          .map((thread) => ({ room, thread, last: room.messages.findLast((one) => one.thread === thread)?.id ?? 0 }))
      : [],
  );
  const from = integer(query.get('offset'), 0);
  const limit = Math.min(integer(query.get('limit'), MOST), MOST);
  const page = followed.sort(byActivity).slice(from, from + limit);
  return { data: page.map(({ room, thread }) => threadJson(world, room, thread, user)) };
};

const single = withRoom(({ world, params }, room, user) => {
  const id = readId(params.threadId, 0, world);
  const thread = threadsOf(room).find((one) => one.id === id);
  return thread ? { data: threadJson(world, room, thread, user) } : { ...failure(404), data: { error: 'thread' } };
});

const notify = withRoom((context, room, user) => {
  const { world, params } = context;
  const level = integer(fields(context).level, -1);
  if (![0, 1, 2, 3].includes(level)) return { ...failure(400), data: { error: 'level' } };
  const id = readId(params.messageId, 0, world);
  const thread = threadsOf(room).find((one) => one.id === id);
  if (!thread) return { ...failure(404), data: { error: 'message' } };
  thread.levels.set(user.id, level as ThreadLevel);
  return { data: threadJson(world, room, thread, user) };
});

/**
 * Talk's threads. These routes come before those of one conversation, which would take `subscribed-threads` for a
 * token.
 */
export const threadRoutes = routes(
  '/apps/spreed/api/v1/chat',
  { app: 'talk' },
  {
    'GET /subscribed-threads': subscribed,
    'GET /{token}/threads/recent': recent,
    'GET /{token}/threads/{threadId}': single,
    'POST /{token}/threads/{messageId}/notify': notify,
  },
);
