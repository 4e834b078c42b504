import { markerBeforeLast } from './chat.ts';
import { messageJson } from './message-json.ts';
import {
  deleteMessage,
  editInMention,
  editMessage,
  findMessage,
  type NewMessage,
  postMessage,
  postSystemMessage,
  react,
  revokeReaction,
  setReadMarker,
  userObject,
} from './messages.ts';
import type { Message, RichObject, Room, ThreadLevel } from './model.ts';
import { dismissNotifications } from './notify.ts';
import { remind, tellReminders } from './reminders.ts';
import { fileObject, geoObject, type NewFile, pollObject } from './rich-objects.ts';
import { setThreadLevel } from './threads.ts';
import type { World } from './world.ts';

export interface SendOptions {
  silent?: boolean;
  /** Users to mention in front of the text; `@id` and `@all` in the text itself work as well. */
  mentions?: string[] | 'all';
  /** Shared with the text as its caption. */
  file?: NewFile;
  poll?: string;
  place?: { name: string; latitude: string; longitude: string };
  /** Id of the message to reply to. */
  replyTo?: number;
  referenceId?: string;
  /** Starts a thread with this title. */
  threadTitle?: string;
  /** Id of a thread's first message: writes in this thread without a quote. */
  thread?: number;
  /** Writes as a bot: `as` is its name then, for example `Wetterbot`, or `changelog`. */
  bot?: boolean;
}

const withMentions = (text: string, mentions: SendOptions['mentions']): string => {
  if (mentions === undefined) return text;
  const names = mentions === 'all' ? ['all'] : mentions;
  return [...names.map((name) => `@"${name}"`), text].join(' ');
};

const richObject = (world: World, room: Room, { file, poll, place }: SendOptions): Record<string, RichObject> => {
  if (file) return { file: fileObject(world, file) };
  if (poll !== undefined) return { object: pollObject(poll) };
  return place ? { object: geoObject(world, room, place) } : {};
};

const newMessage = (world: World, room: Room, as: string, text: string, options: SendOptions): NewMessage => {
  const objects = richObject(world, room, options);
  const [placeholder] = Object.keys(objects);
  return {
    text: placeholder !== undefined && text === '' ? `{${placeholder}}` : withMentions(text, options.mentions),
    parameters: placeholder === undefined ? {} : { actor: userObject(world, as), ...objects },
    type: options.file?.voice ? 'voice-message' : 'comment',
    silent: options.silent ?? false,
    referenceId: options.referenceId ?? '',
    bot: options.bot ?? false,
    ...(options.replyTo !== undefined && { parent: findMessage(room, options.replyTo) }),
    ...(options.thread !== undefined && { parent: findMessage(room, options.thread), unquoted: true }),
  };
};

const startThread = (world: World, room: Room, message: Message, title: string): void => {
  message.thread = { id: message.id, title, replies: 0, levels: new Map([[message.actorId, 0]]) };
  postSystemMessage(world, room, message.actorId, 'thread_created', {
    parent: message,
    thread: message.thread,
    silent: true,
    parameters: {
      actor: userObject(world, message.actorId),
      title: { type: 'highlight', id: `thread/${message.id}`, name: title },
    },
  });
};

/** Messages and read markers. */
export const chatControl = (world: World) => ({
  /** Posts as this user and returns the message's id. */
  send: (as: string, token: string, text: string, options: SendOptions = {}): number => {
    const room = world.room(token);
    if (!options.bot) world.user(as);
    const message = postMessage(world, room, as, newMessage(world, room, as, text, options));
    if (options.threadTitle !== undefined) startThread(world, room, message, options.threadTitle);
    return message.id;
  },
  /** Edits a message as its author. */
  edit: (token: string, id: number, text: string): void => editMessage(world, world.room(token), id, text),
  /** Edits the last message as its author, so that it mentions this user, and notifies the user. */
  editInMention: (user: string, token: string, text: string): void =>
    editInMention(world, world.room(token), user, text),
  /** Dismisses all notifications of the user on another device. */
  dismissAll: (user: string): void => void dismissNotifications(world, user, () => true),
  /** Deletes a message as its author. */
  deleteMessage: (token: string, id: number): void => deleteMessage(world, world.room(token), id),
  /** Sets the user's level for a thread: 0 as in its conversation, 1 always, 2 mention, 3 never. */
  setThreadLevel: (as: string, token: string, threadId: number, level: ThreadLevel): void =>
    setThreadLevel(world.room(token), as, threadId, level),
  /** Sets a reminder ("Remind me later") of a message. @param at seconds since 1970 by the server's clock */
  remind: (as: string, token: string, messageId: number, at: number): void => remind(world, as, token, messageId, at),
  /** Runs the server's background job, which turns reminders that are due into notifications. */
  tellReminders: (): void => tellReminders(world),
  react: (as: string, token: string, id: number, reaction: string): void =>
    react(world, world.room(token), as, id, reaction),
  /** Takes a reaction back. Returns false when there is none. */
  revokeReaction: (as: string, token: string, id: number, reaction: string): boolean =>
    revokeReaction(world, world.room(token), as, id, reaction),
  /** Marks messages as read on another device: up to a message, or all. */
  markRead: (as: string, token: string, upTo?: number): void => {
    const room = world.room(token);
    setReadMarker(world, room, as, upTo ?? room.messages.at(-1)?.id ?? 0);
  },
  /** Makes the last message unread again. */
  markUnread: (as: string, token: string): void => {
    const room = world.room(token);
    setReadMarker(world, room, as, markerBeforeLast(room));
  },
  /** Returns the messages of a conversation as its owner reads them, oldest first. */
  messages: (token: string): Record<string, unknown>[] => {
    const room = world.room(token);
    const [owner = ''] = room.attendees.keys();
    const reader = world.user(owner);
    return room.messages.map((message) => messageJson(world, room, message, reader));
  },
});
