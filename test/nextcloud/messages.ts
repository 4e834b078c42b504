import { createHash } from 'node:crypto';
import type { Message, RichObject, Room, Thread } from './model.ts';
import { addNotification, dismissNotifications, isAboutMessage, notifyOfMessage } from './notify.ts';
import type { SystemWord } from './words.ts';
import type { World } from './world.ts';

/** System messages that neither become a conversation's last message nor count as activity. */
const HIDDEN = new Set(['reaction', 'reaction_deleted', 'reaction_revoked', 'message_deleted', 'message_edited']);

export const isHidden = (message: Message): boolean => HIDDEN.has(message.system);

/** Returns whether a message counts as unread: system messages and deleted ones do not. */
export const countsAsUnread = (message: Message): boolean =>
  message.type === 'comment' || message.type === 'voice-message';

export const userObject = (world: World, id: string): RichObject => ({
  type: 'user',
  id,
  name: world.displayName(id),
  'mention-id': id,
});

export const avatarUrl = (world: World, room: Room): string =>
  `${world.baseUrl}/ocs/v2.php/apps/spreed/api/v1/room/${room.token}/avatar?v=${room.avatarVersion}`;

export const callType = (room: Room): string =>
  room.type === 1 || room.type === 5 ? 'one2one' : room.type === 3 ? 'public' : 'group';

export interface NewMessage {
  text: string;
  silent?: boolean;
  referenceId?: string;
  share?: string;
  parent?: Message;
  /** Writes in the parent's thread without quoting it. */
  unquoted?: boolean;
  parameters?: Record<string, RichObject>;
  type?: 'comment' | 'voice-message';
  bot?: boolean;
  thread?: Thread;
}

/** Returns whether a message has expired, which no delta reports. */
export const hasExpired = (world: World, { expiresAt }: Message): boolean => expiresAt > 0 && expiresAt <= world.now();

const append = (world: World, room: Room, message: Omit<Message, 'id' | 'at' | 'expiresAt'>): Message => {
  const at = world.now();
  const expiresAt = room.messageExpiration > 0 ? at + room.messageExpiration : 0;
  const stored: Message = { ...message, id: world.nextId('message'), at, expiresAt };
  room.messages.push(stored);
  room.revision += 1;
  if (!isHidden(stored)) room.lastActivity = stored.at;
  return stored;
};

/** Replaces `@id`, `@"id"` and `@all` by the placeholders that Talk stores. */
const parseMentions = (world: World, room: Room, text: string) => {
  const parameters: Record<string, RichObject> = {};
  const users = new Set<string>();
  let all = false;
  const parsed = text.replace(/(?<![\w.])@(?:"([^"]+)"|([\w.-]*\w))/g, (whole, quoted?: string, plain?: string) => {
    const id = quoted ?? plain ?? '';
    if (id === 'all') {
      all = true;
      parameters['mention-call1'] = {
        type: 'call',
        id: room.token,
        name: room.name,
        'call-type': callType(room),
        'icon-url': avatarUrl(world, room),
        'mention-id': 'all',
      };
      return '{mention-call1}';
    }
    if (!room.attendees.has(id)) return whole;
    users.add(id);
    const key = `mention-user${users.size}`;
    parameters[key] = userObject(world, id);
    return `{${key}}`;
  });
  return { text: parsed, parameters, mentions: { users, all } };
};

/** Names under which Talk itself writes. */
const OF_TALK = new Set(['changelog', 'sample']);

/** Talk names a bot by a hash, and marks its name as a bot's. */
const botActor = (name: string): Pick<Message, 'actorId' | 'botName'> => ({
  actorId: `bot-${createHash('sha1').update(name).digest('hex')}`,
  botName: `${name} (Bot)`,
});

/** Stores a message of this author, moves the author's read marker and notifies the others. */
export const postMessage = (world: World, room: Room, author: string, input: NewMessage): Message => {
  const parsed = parseMentions(world, room, input.text);
  const thread = input.thread ?? input.parent?.thread ?? null;
  if (thread && input.parent) thread.replies += 1;
  // The author of a post follows its thread at the default level.
  if (thread && !thread.levels.has(author)) thread.levels.set(author, 0);
  const message = append(world, room, {
    actorType: input.bot ? 'bots' : 'users',
    ...(input.bot && !OF_TALK.has(author) ? botActor(author) : { actorId: author }),
    text: parsed.text,
    parameters: { ...input.parameters, ...parsed.parameters },
    type: input.type ?? 'comment',
    system: '',
    silent: input.silent ?? false,
    referenceId: input.referenceId ?? '',
    ...(input.share !== undefined && { share: input.share }),
    reactions: {},
    parent: input.parent ?? null,
    quotes: input.parent !== undefined && input.unquoted !== true,
    thread,
    edited: null,
    mentions: parsed.mentions,
  });
  setReadMarker(world, room, author, message.id);
  notifyOfMessage(world, room, message);
  readOnScreens(world, room, message);
  world.events.emit('message', { room, message });
  return message;
};

/** Names of texts for one side only; no message bears them. */
type Reading = 'user_added_you' | 'call_started_one_to_one' | 'call_started_silent' | 'call_tried';
type Ending =
  | 'call_ended_one_to_one'
  | 'call_ended_2'
  | 'call_ended_3'
  | 'call_ended_4'
  | 'call_ended_5'
  | 'call_ended_more';
type SystemName = Exclude<SystemWord, Reading | Ending> | 'reaction' | 'reaction_revoked';

/** Stores a system message; its text is composed for each reader. */
export const postSystemMessage = (
  world: World,
  room: Room,
  actor: string,
  system: SystemName,
  extra: Partial<Pick<Message, 'parameters' | 'parent' | 'thread' | 'silent' | 'text' | 'participants'>> = {},
): Message => {
  const message = append(world, room, {
    actorType: 'users',
    actorId: actor,
    text: extra.text ?? '',
    parameters: extra.parameters ?? { actor: userObject(world, actor) },
    type: 'system',
    system,
    silent: extra.silent ?? false,
    referenceId: '',
    reactions: {},
    parent: extra.parent ?? null,
    quotes: false,
    thread: extra.thread ?? null,
    edited: null,
    mentions: { users: new Set(), all: false },
    ...(extra.participants !== undefined && { participants: extra.participants }),
  });
  if (!isHidden(message)) readOnScreens(world, room, message);
  world.events.emit('message', { room, message });
  return message;
};

/** Marks new messages as read for users with a visible tab. */
const readOnScreens = (world: World, room: Room, message: Message): void => {
  for (const { user, open } of room.attendees.values()) {
    if (open === 'visible') setReadMarker(world, room, user, message.id);
  }
};

/** Moves a reader's read marker, in either direction, and dismisses the notifications of read messages. */
export const setReadMarker = (world: World, room: Room, userId: string, messageId: number): void => {
  const attendee = room.attendees.get(userId);
  if (!attendee) return;
  attendee.lastRead = messageId;
  attendee.changedAt = world.now();
  room.revision += 1;
  dismissNotifications(world, userId, (notification) => isAboutMessage(notification, room, messageId));
};

/** @throws when there is no such message: a mistake in the test. */
export const findMessage = (room: Room, id: number): Message => {
  const message = room.messages.find((candidate) => candidate.id === id);
  if (!message) throw new Error(`There is no message ${id} in "${room.token}"`);
  return message;
};

export const editMessage = (world: World, room: Room, id: number, text: string): void => {
  const message = findMessage(room, id);
  message.text = text;
  message.edited = { by: message.actorId, at: world.now() };
  postSystemMessage(world, room, message.actorId, 'message_edited', { parent: message });
};

/** Source: spreed's ChatManager::editMessage, which notifies of mentions that are new. */
export const editInMention = (world: World, room: Room, user: string, text: string): void => {
  const message = room.messages.findLast(({ system }) => system === '');
  if (!message) throw new Error(`There is no message in "${room.token}"`);
  const { text: parsed, parameters, mentions } = parseMentions(world, room, text);
  Object.assign(message, { parameters: { ...message.parameters, ...parameters }, mentions });
  editMessage(world, room, message.id, parsed);
  addNotification(world, user, { kind: 'mention', room, message });
};

/**
 * Deletes a message as its author: it stays in the history, without its content. The share that it tells of goes, too.
 * Source: spreed's ChatManager::deleteMessage.
 */
export const deleteMessage = (world: World, room: Room, id: number): void => {
  const message = findMessage(room, id);
  if (message.share !== undefined) world.shares.delete(message.share);
  message.type = 'comment_deleted';
  message.text = '';
  message.parameters = { actor: userObject(world, message.actorId) };
  message.reactions = {};
  message.mentions = { users: new Set(), all: false };
  for (const attendee of room.attendees.values()) {
    dismissNotifications(world, attendee.user, ({ subject }) => 'message' in subject && subject.message === message);
  }
  postSystemMessage(world, room, message.actorId, 'message_deleted', { parent: message });
};

/** Who has reacted to a message, by emoji. */
const reactors = new WeakMap<Message, Map<string, Set<string>>>();

export const reactorsOf = (message: Message): ReadonlyMap<string, ReadonlySet<string>> =>
  reactors.get(message) ?? new Map();

export const react = (world: World, room: Room, as: string, id: number, reaction: string): void => {
  const message = findMessage(room, id);
  const known = reactors.get(message) ?? new Map<string, Set<string>>();
  reactors.set(message, known.set(reaction, new Set(known.get(reaction)).add(as)));
  message.reactions[reaction] = (message.reactions[reaction] ?? 0) + 1;
  postSystemMessage(world, room, as, 'reaction', { parent: message, parameters: {}, text: reaction });
};

/**
 * Takes a reaction back: the message of the reaction stays, as deleted, and another one reports that. Returns false when
 * the user has not reacted like that.
 */
export const revokeReaction = (world: World, room: Room, as: string, id: number, reaction: string): boolean => {
  const message = findMessage(room, id);
  const known = reactors.get(message);
  const users = known?.get(reaction);
  if (!known || !users?.delete(as)) return false;
  const { [reaction]: count = 0, ...others } = message.reactions;
  message.reactions = users.size === 0 ? others : { ...message.reactions, [reaction]: count - 1 };
  if (users.size === 0) known.delete(reaction);
  const reacted = room.messages.find(
    (one) => one.system === 'reaction' && one.parent === message && one.actorId === as && one.text === reaction,
  );
  if (reacted) reacted.system = 'reaction_deleted';
  postSystemMessage(world, room, as, 'reaction_revoked', { parent: message, parameters: {}, text: reaction });
  return true;
};
