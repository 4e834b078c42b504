import { authorOf } from '../conversations/author.ts';
import { isShown, nameOf } from '../conversations/facts.ts';
import { isOwn } from '../conversations/preview.ts';
import type { Say } from '../i18n/index.ts';
import { latestId, nextId } from '../model/message-id.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { NotifyRules } from '../settings/preferences.ts';
import { concernsAll, type OnFault } from './ask-about.ts';
import type { Cursors } from './cursors.ts';
import { authorIn, type Shown } from './notify-policy.ts';

/** More invitations on the screen become one notification that counts. */
const MOST = 10;
const LOOKED_AT = 40;
const PATIENCE_MS = 3_000;
/** Groups and public conversations; the others are noticed by their first message. */
const INVITING: ReadonlySet<number> = new Set([2, 3]);
/** The user has created the conversation or followed a public link into it. Source: Talk API, "Participant types". */
const BY_ONESELF: ReadonlySet<number> = new Set([1, 5]);
/** System messages that report added participants. */
const ADDED: ReadonlySet<string> = new Set(['user_added', 'group_added', 'circle_added', 'federated_user_added']);

/** Key of the notification that the user was added to a conversation. */
export const invitationKey = (token: string): string => `${token}/invited`;
const MANY_KEY = 'invitations';

/** Another person has added the user to a conversation. */
export interface Invitation {
  room: Room;
  /** The message that reports it; null: no fetched message does. */
  by: Message | null;
}

/** Whether this message reports that the user was added. */
const isAbout = ({ systemMessage, messageParameters }: Message, { actorId }: Room): boolean =>
  systemMessage === 'user_added' && String(messageParameters.user?.id) === actorId;

/**
 * Returns conversations to which other people may have added the user since the last list.
 * @param present those of the last list, by token; null: there was none since the app started
 */
export const mayBeInvited = (
  rooms: readonly Room[],
  known: Cursors,
  present: ReadonlyMap<string, Room> | null,
): Room[] =>
  rooms.filter((room) => {
    const { token, type, participantType, lastMessage, lastReadMessage } = room;
    const isNew = !known.has(token) || (present !== null && !present.has(token));
    if (!isNew || !INVITING.has(type) || !isShown(room) || BY_ONESELF.has(participantType)) return false;
    // A list that was cut short must not make a conversation new again, so only newer messages count.
    const after = latestId(lastReadMessage, known.get(token)?.message ?? 0);
    return lastMessage === undefined ? !known.has(token) : lastMessage.id > after;
  });

/**
 * Finds out who added the user to these conversations, with a request where the list does not show it.
 * @returns those to which another person has added the user
 * @throws errors that concern the whole account
 */
export async function findInvitations(
  candidates: readonly Room[],
  known: Cursors,
  api: Pick<TalkApi, 'messagesAfter'>,
  onFault: OnFault,
): Promise<Invitation[]> {
  // With very many, only their number is shown, so no request is needed.
  const asks = candidates.length <= MOST;
  const found = await Promise.all(candidates.map((room) => findInvitation(room, known, asks ? api : null, onFault)));
  return found.filter((one) => one !== null);
}

/** @param api null: the list must suffice */
async function findInvitation(
  room: Room,
  known: Cursors,
  api: Pick<TalkApi, 'messagesAfter'> | null,
  onFault: OnFault,
): Promise<Invitation | null> {
  const last = room.lastMessage && isAbout(room.lastMessage, room) ? [room.lastMessage] : null;
  const messages = last ?? (api && (await messagesOf(room, known, api, onFault)));
  const by = messages?.findLast((message) => isAbout(message, room)) ?? messages?.findLast(isAddition) ?? null;
  // When no message can be fetched, a conversation counts if it was never there before; Talk notifies of it as well.
  const isInvited = messages === null ? !known.has(room.token) : by !== null && !isOwn(by, room);
  return isInvited ? { room, by } : null;
}

const isAddition = ({ systemMessage }: Message): boolean => ADDED.has(systemMessage) && systemMessage !== 'user_added';

async function messagesOf(
  room: Room,
  known: Cursors,
  api: Pick<TalkApi, 'messagesAfter'>,
  onFault: OnFault,
): Promise<Message[] | null> {
  const after = latestId(room.lastReadMessage, known.get(room.token)?.message ?? 0);
  try {
    return (await api.messagesAfter(room.token, after, LOOKED_AT, PATIENCE_MS)).messages;
  } catch (error) {
    if (concernsAll(error)) throw error;
    onFault(room.token, error);
    return null;
  }
}

/**
 * Returns the silent notifications: one for each conversation, and above ten a single one that counts.
 * @param shown the notifications on the screen
 */
export function planInvitations(
  invitations: readonly Invitation[],
  shown: readonly Shown[],
  words: { say: Say; rules: NotifyRules },
): { withdraw: string[]; show: Shown[] } {
  if (invitations.length === 0) return { withdraw: [], show: [] };
  const before = shown.filter(({ kind }) => kind === 'invitation');
  const singles = invitations.map((invitation) => single(invitation, words));
  const total = before.reduce((sum, { count }) => sum + count, 0) + singles.length;
  if (total <= MOST) return { withdraw: [], show: singles };
  const covers = new Map([...before, ...singles].flatMap((one) => [...one.covers]));
  const body = words.say('invitedToMany', { count: total });
  return {
    withdraw: before.map(({ key }) => key).filter((key) => key !== MANY_KEY),
    show: [{ ...QUIET, key: MANY_KEY, title: 'Talkmelder', body, token: null, covers, count: total }],
  };
}

const QUIET = {
  kind: 'invitation',
  silent: true,
  thread: null,
  replyPlaceholder: null,
  markRead: null,
  members: [],
  expires: null,
} as const;

function single({ room, by }: Invitation, { say, rules }: { say: Say; rules: NotifyRules }): Shown {
  const isNamed = by !== null && rules.previewText && !room.isSensitive;
  return {
    ...QUIET,
    key: invitationKey(room.token),
    title: nameOf(room),
    body: isNamed ? say('invitedBy', { name: authorIn(authorOf(by, say)) }) : say('invited'),
    token: room.token,
    covers: new Map([[room.token, by?.id ?? nextId(room.lastReadMessage)]]),
    count: 1,
    textFree: { title: nameOf(room), body: say('invited') },
  };
}
