import { MOST_NAMED, NAMED_OF_MORE } from './calls.ts';
import { tellId } from './ids.ts';
import { userObject } from './messages.ts';
import type { Message, Room, User } from './model.ts';
import { isNewTalk, newMessage } from './new-talk.ts';
import { fill, type SystemWord, wordsIn } from './words.ts';
import type { World } from './world.ts';

/** PHP's json_encode writes an empty array as a list: empty parameters are `[]`, others an object. */
export const objectOrEmptyList = (value: Record<string, unknown>): Record<string, unknown> | never[] =>
  Object.keys(value).length === 0 ? [] : value;

const isSystemWord = (name: string, words: Record<string, unknown>): name is SystemWord => name in words;

/** A missed call appears to the caller as a call that was tried. */
const systemNameFor = (message: Message, reader: User): string =>
  message.system === 'call_missed' && message.actorId === reader.id ? 'call_tried' : message.system;

/** The text of an ended call depends on how many people took part. */
const endedName = ({ participants = 1 }: Message, room: Room): string => {
  if (room.type === 1) return 'call_ended_one_to_one';
  if (participants > MOST_NAMED) return 'call_ended_more';
  return participants === 1 ? 'call_ended' : `call_ended_${participants}`;
};

const systemText = (message: Message, room: Room, reader: User): string => {
  const { system } = wordsIn(reader.language);
  let name = systemNameFor(message, reader);
  if (name === 'call_started' && room.type === 1) name = 'call_started_one_to_one';
  if (name === 'call_started' && message.silent) name = 'call_started_silent';
  if (name === 'call_ended') name = endedName(message, room);
  if (name === 'user_added' && message.parameters.user?.id === reader.id) name = 'user_added_you';
  if (!isSystemWord(name, system)) return message.text;
  const [ofOthers, ofMine] = system[name];
  const text = (message.actorId === reader.id ? ofMine : ofOthers) ?? '';
  return fill(text, { duration: message.text, more: String((message.participants ?? 0) - NAMED_OF_MORE) });
};

/** The message tells of a share that was taken back. */
export const hasLostShare = (world: World, { type, share }: Message): boolean =>
  type !== 'comment_deleted' && share !== undefined && !world.shares.has(share);

const textFor = (world: World, message: Message, room: Room, reader: User): string => {
  if (message.type === 'system') return systemText(message, room, reader);
  const words = wordsIn(reader.language);
  if (hasLostShare(world, message)) {
    const [ofOthers, ofMine] = words.fileGone;
    const caption = message.text === '{file}' ? '' : `\n\n${message.text}`;
    return `*${message.actorId === reader.id ? ofMine : ofOthers}*${caption}`;
  }
  if (message.type !== 'comment_deleted') return message.text;
  return message.actorId === reader.id ? words.deletedByYou : words.deletedByAuthor;
};

const actorName = (world: World, message: Message, reader: User): string => {
  if (message.actorType === 'users') return world.displayName(message.actorId);
  if (message.botName !== undefined) return message.botName;
  return message.actorId === 'changelog' ? wordsIn(reader.language).changelogRoom : 'Nextcloud';
};

const parametersFor = (world: World, message: Message, room: Room, reader: User): Message['parameters'] => {
  if (hasLostShare(world, message)) return { actor: userObject(world, message.actorId) };
  if (message.system !== 'call_missed' || message.actorId !== reader.id) return message.parameters;
  const other = [...room.attendees.keys()].find((id) => id !== reader.id) ?? room.name;
  return { user: userObject(world, other) };
};

/** Returns a message as Talk's chat and conversation list show it to one reader, keys in Talk's order. */
export const messageJson = (
  world: World,
  room: Room,
  message: Message,
  reader: User,
  withParent = true,
): Record<string, unknown> => {
  const told = messageOf(world, room, message, reader, withParent);
  return isNewTalk(world) ? newMessage(told) : told;
};

const messageOf = (
  world: World,
  room: Room,
  message: Message,
  reader: User,
  withParent: boolean,
): Record<string, unknown> => ({
  id: tellId(world, message.id),
  token: room.token,
  actorType: message.actorType,
  actorId: message.actorId,
  actorDisplayName: actorName(world, message, reader),
  timestamp: message.at,
  message: textFor(world, message, room, reader),
  messageParameters: objectOrEmptyList(parametersFor(world, message, room, reader)),
  systemMessage: systemNameFor(message, reader),
  messageType: message.type,
  isReplyable: message.type === 'comment' || message.type === 'voice-message',
  referenceId: message.referenceId,
  reactions: message.reactions,
  expirationTimestamp: message.expiresAt,
  markdown: message.type !== 'system',
  threadId: tellId(world, message.thread?.id ?? message.parent?.thread?.id ?? message.parent?.id ?? message.id),
  ...(message.thread && {
    isThread: true,
    threadTitle: message.thread.title,
    threadReplies: message.thread.replies,
  }),
  ...(message.type === 'comment_deleted' && { deleted: true }),
  ...(message.edited && {
    lastEditActorType: 'users',
    lastEditActorId: message.edited.by,
    lastEditActorDisplayName: world.displayName(message.edited.by),
    lastEditTimestamp: message.edited.at,
  }),
  ...(message.silent && { silent: true }),
  ...(withParent && message.parent && { parent: messageJson(world, room, message.parent, reader, false) }),
});
