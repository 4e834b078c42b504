import { type Author, marked } from '../conversations/author.ts';
import { canReply, isWithOne, nameOf } from '../conversations/facts.ts';
import { isDeleted, isOwn, previewOf } from '../conversations/preview.ts';
import type { Say } from '../i18n/index.ts';
import type { Attachment } from '../model/conversation.ts';
import { type MessageId, nextId } from '../model/message-id.ts';
import { cut } from '../model/plain-text.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { NotificationRequest } from '../ports.ts';
import type { NotifyRules } from '../settings/preferences.ts';
import { callsRing } from './calls.ts';
import type { OwnNotice } from './second-opinion.ts';
import type { Announcement } from './what-changed.ts';

/** More messages at once in one conversation become one notification that counts. */
const MOST_PER_CONVERSATION = 3;
/**
 * More notifications at once over all conversations become one that counts, so that a flood does not fill the screen.
 */
export const MOST_AT_ONCE = 10;
/** Linux cuts or refuses longer bodies. */
const BODY_LENGTH = 190;
/** A longer name would hide the mark after it and the text. */
const AUTHOR_LENGTH = 60;

/** Author and mark as a notification's text begins with them. */
export const authorIn = ({ name, mark }: Author): string => marked({ name: cut(name, AUTHOR_LENGTH), mark });

/** Attachments whose name alone does not show that they are files. */
const CLIPPED: ReadonlySet<Attachment> = new Set(['file', 'image', 'video', 'audio']);

/** A missed call and an invitation are system messages, which do not count as unread. */
const OF_SYSTEM: ReadonlySet<Shown['kind']> = new Set(['missed-call', 'digest-of-calls', 'invitation']);

/** A notification on the screen, with the conditions for withdrawing it. */
export interface Shown extends NotificationRequest {
  kind: 'message' | 'count' | 'call' | 'missed-call' | 'digest' | 'digest-of-calls' | 'invitation' | 'notice';
  /** By conversation: once the user has read up to these messages, the notification is withdrawn. */
  covers: ReadonlyMap<string, MessageId>;
  /** The number of messages, or of conversations for invitations, in this notification. */
  count: number;
  /** The ids of its known messages, oldest first; empty when it covers several conversations. */
  members: readonly MessageId[];
  /** When its message, or the last of its messages, expires; seconds by the server's clock, null: never. */
  expires: number | null;
  /**
   * What it says while strangers may read the screen; missing: it says that always. A message leaves the name of its
   * conversation, a call no name: the name is all that a call says.
   */
  textFree?: Pick<NotificationRequest, 'title' | 'body'>;
}

/** Key of the notification of a running call. */
export const callKey = (token: string): string => `${token}/call`;

/** Returns the notification as strangers may read it. */
export const textFreeOf = (shown: Shown): Shown => ({ ...shown, ...shown.textFree });

/** Whether the notification contains more than strangers may read. */
export const showsText = ({ title, body, textFree }: Shown): boolean =>
  textFree !== undefined && (title !== textFree.title || body !== textFree.body);

/** Returns the part that the notifier needs. Whatever the text is made of, it is never too long. */
export function requestOf({
  key,
  title,
  body,
  token,
  thread,
  silent,
  replyPlaceholder,
  markRead,
  join,
}: Shown): NotificationRequest {
  const request = { key, title, body: cut(body, BODY_LENGTH), token, thread, silent, replyPlaceholder, markRead };
  return join === undefined ? request : { ...request, join };
}

/** The wording of notifications on this computer. */
interface Words {
  say: Say;
  rules: NotifyRules;
}

export interface Plan {
  /** Keys of notifications that others replace. */
  withdraw: string[];
  show: Shown[];
}

/**
 * Plans the notifications: one per message, up to three per conversation, then one that counts and replaces them. After
 * a gap (sleep, offline, start), and for more than ten at once, a single digest instead of a flood. Calls are separate,
 * up to ten.
 * @param shown the notifications on the screen
 */
export function plan(
  announcements: readonly Announcement[],
  shown: readonly Shown[],
  afterGap: boolean,
  rules: NotifyRules,
  say: Say,
): Plan {
  const words: Words = { say, rules };
  const withMessages = announcements.filter(({ messages }) => messages.length > 0);
  const total = withMessages.reduce((sum, { messages }) => sum + messages.length, 0);
  const calls = announcements.flatMap((announcement) => callsOf(announcement, words));
  const plans = withMessages.map((announcement) => messagesOf(announcement, shown, words));
  const flood = calls.length + plans.reduce((sum, { show }) => sum + show.length, 0) > MOST_AT_ONCE;
  const storm = flood || (afterGap && total > MOST_PER_CONVERSATION);
  const messages =
    storm && withMessages.length > 1 ? [{ withdraw: [], show: [digest(withMessages, total, words)] }] : plans;
  return {
    withdraw: messages.flatMap(({ withdraw }) => withdraw),
    show: [
      ...messages.flatMap(({ show }) => show),
      ...(calls.length > MOST_AT_ONCE ? [digestOfCalls(calls, words)] : calls),
    ],
  };
}

function messagesOf({ room, messages, latest, more }: Announcement, shown: readonly Shown[], words: Words): Plan {
  const before = shown.filter(({ token, kind }) => token === room.token && (kind === 'message' || kind === 'count'));
  const total = before.reduce((sum, { count }) => sum + count, 0) + messages.length;
  const counting = before.some(({ kind }) => kind === 'count');
  if (!more && !counting && total <= MOST_PER_CONVERSATION)
    return { withdraw: [], show: messages.map((message) => single(room, message, words)) };
  if (!latest) return { withdraw: [], show: [] };
  const text = words.say(more ? 'newMessagesOrMore' : 'newMessages', { count: total });
  const counted = single(room, latest, words);
  const members = [...before.flatMap((one) => one.members), ...messages.map(({ id }) => id)];
  const title = `${nameOf(room)} – ${text}`;
  const textFree = { title, body: words.say('newMessage') };
  return {
    withdraw: before.filter(({ kind }) => kind === 'message').map(({ key }) => key),
    show: [{ ...counted, thread: null, key: `${room.token}/+`, kind: 'count', title, count: total, members, textFree }],
  };
}

function single(room: Room, message: Message, words: Words): Shown {
  const { say, rules } = words;
  return {
    key: `${room.token}/${message.id}`,
    kind: 'message',
    title: titleOf(room, message, rules),
    body: bodyOf(room, message, words),
    token: room.token,
    thread: message.thread ? String(message.thread.id) : null,
    silent: !rules.sound,
    replyPlaceholder: canReply(room) ? say('replyPlaceholder') : null,
    markRead: say('markRead'),
    covers: new Map([[room.token, message.id]]),
    count: 1,
    members: [message.id],
    expires: message.expires ?? null,
    textFree: { title: nameOf(room), body: say('newMessage') },
  };
}

/** Includes the thread's title, unless message texts are hidden. */
function titleOf(room: Room, { thread }: Message, rules: NotifyRules): string {
  const title = room.isSensitive || !rules.previewText ? '' : (thread?.title ?? '');
  return title === '' ? nameOf(room) : `${nameOf(room)} › ${title}`;
}

/** For sensitive conversations, and when the user has turned off texts, the body only says that there is a message. */
function bodyOf(room: Room, message: Message, { say, rules }: Words): string {
  if (room.isSensitive || !rules.previewText) return say('newMessage');
  const { author, mark = null, text, attachment } = previewOf(message, room, say);
  const words = attachment !== null && CLIPPED.has(attachment) ? `📎 ${text}` : text;
  const name = author === null ? null : authorIn({ name: author, mark });
  // The title is the conversation's name, which is that of the other person in a conversation of two.
  const isInTitle = name === nameOf(room) || (isWithOne(room) && mark === null && !isOwn(message, room));
  return cut(name === null || isInTitle ? words : `${name}: ${words}`, BODY_LENGTH);
}

/**
 * Returns the notification with the current text of its message.
 * @param message the one whose text the notification shows
 * @returns null when the text is the same or the message was never edited
 */
export function editedTo(shown: Shown, room: Room, message: Message, rules: NotifyRules, say: Say): Shown | null {
  if (message.edited === undefined || isDeleted(message)) return null;
  const body = bodyOf(room, message, { say, rules });
  return body === shown.body ? null : { ...shown, body };
}

/** Whether the notification is about messages of one conversation. */
export const isOfMessages = ({ kind }: Shown): boolean => kind === 'message' || kind === 'count';

function callsOf({ room, call, missedCall }: Announcement, { say, rules }: Words): Shown[] {
  const notification = {
    title: nameOf(room),
    token: room.token,
    covers: new Map(),
    count: 0,
    members: [],
    expires: null,
    silent: !rules.sound,
    thread: null,
    replyPlaceholder: null,
    markRead: null,
  };
  const words = (body: string) => ({ body, textFree: { title: 'Talkmelder', body } });
  // A call that is running again is more urgent than the missed one.
  if (call)
    return [
      {
        ...notification,
        ...words(say('callStarted')),
        key: callKey(room.token),
        kind: 'call',
        join: say('callJoin'),
      },
    ];
  if (!missedCall) return [];
  const covers = new Map([[room.token, room.lastMessage?.id ?? nextId(room.lastReadMessage)]]);
  return [
    { ...notification, ...words(say('callMissed')), covers, key: `${room.token}/missed-call`, kind: 'missed-call' },
  ];
}

const NOTICE = {
  kind: 'notice' as const,
  covers: new Map(),
  count: 0,
  members: [],
  expires: null,
  replyPlaceholder: null,
  markRead: null,
};

/** Key of the notification that replaces many invitations from other servers: strangers decide how many there are. */
export const MANY_INVITATIONS = 'invitation/+';

/** The silent notification that counts more than ten invitations. */
export const manyInvitations = (count: number, say: Say): Shown => ({
  ...NOTICE,
  key: MANY_INVITATIONS,
  title: 'Talkmelder',
  body: say('invitedElsewhereOften', { count }),
  token: null,
  thread: null,
  silent: true,
});

/** The notification for an entry of the server's list: a reminder of a message, or an invitation, which is silent. */
export function noticeOf(notice: OwnNotice, room: Room | undefined, rules: NotifyRules, say: Say): Shown {
  const words: Words = { say, rules };
  if (notice.kind === 'invitation' || !room) {
    const text = notice.kind === 'invitation' && rules.previewText ? cut(notice.words, BODY_LENGTH) : '';
    const body = text === '' ? say('invitedElsewhere') : text;
    return {
      ...NOTICE,
      key: `invitation/${notice.id}`,
      title: 'Talkmelder',
      body,
      token: null,
      thread: null,
      silent: true,
      textFree: { title: 'Talkmelder', body: say('invitedElsewhere') },
    };
  }
  const { message } = notice;
  const isHidden = message === null || room.isSensitive || !rules.previewText;
  return {
    ...NOTICE,
    key: `${room.token}/reminder/${notice.id}`,
    title: nameOf(room),
    body: isHidden ? say('reminderHidden') : say('reminder', { text: bodyOf(room, message, words) }),
    token: room.token,
    thread: message?.thread ? String(message.thread.id) : null,
    silent: !rules.sound,
    textFree: { title: nameOf(room), body: say('reminderHidden') },
  };
}

const digest = (announcements: readonly Announcement[], count: number, { say, rules }: Words): Shown => ({
  key: 'digest',
  kind: 'digest',
  title: 'Talkmelder',
  body: say('digest', { count, conversations: announcements.length }),
  token: null,
  thread: null,
  silent: !rules.sound,
  replyPlaceholder: null,
  markRead: null,
  covers: new Map(announcements.map(({ room, messages }) => [room.token, messages.at(-1)?.id ?? 0])),
  count,
  members: [],
  expires: lastExpiry(announcements.flatMap(({ messages }) => messages)),
});

/** Returns when all of these have expired; null: never. */
function lastExpiry(messages: readonly Message[]): number | null {
  const times = messages.map(({ expires }) => expires ?? Number.POSITIVE_INFINITY);
  const last = Math.max(0, ...times);
  return Number.isFinite(last) ? last : null;
}

const digestOfCalls = (calls: readonly Shown[], { say, rules }: Words): Shown => ({
  key: 'digest-of-calls',
  kind: 'digest-of-calls',
  title: 'Talkmelder',
  body: say('digestCalls', { count: calls.length, conversations: calls.length }),
  token: null,
  thread: null,
  silent: !rules.sound,
  replyPlaceholder: null,
  markRead: null,
  // 0 for a running call, because no message covers it.
  covers: new Map(calls.flatMap(({ token, covers }) => (token === null ? [] : [[token, covers.get(token) ?? 0]]))),
  count: 0,
  members: [],
  expires: null,
});

/** Whether the list shows that the notification's message has been deleted. */
export const isDeletedNow = (shown: Shown, rooms: ReadonlyMap<string, Room>): boolean => {
  const { token, covers } = shown;
  const last = token === null ? undefined : rooms.get(token)?.lastMessage;
  return isOfMessages(shown) && last !== undefined && isDeleted(last) && last.id === covers.get(token ?? '');
};

/** Whether everything in a notification has been read elsewhere or is gone, or its call has ended or been muted. */
export function isPointless({ kind, token, covers }: Shown, rooms: ReadonlyMap<string, Room>): boolean {
  // The server's own list decides about notices.
  if (kind === 'notice') return false;
  if (kind === 'call') {
    const room = token === null ? undefined : rooms.get(token);
    return !(room?.hasCall && callsRing(room));
  }
  return [...covers].every(([covered, upTo]) => {
    const room = rooms.get(covered);
    if (kind === 'digest-of-calls' && room?.hasCall && callsRing(room)) return false;
    if (!room || room.lastReadMessage >= upTo) return true;
    return room.unreadMessages === 0 && !isUnsure(room, 'unreadMessages') && !OF_SYSTEM.has(kind);
  });
}
