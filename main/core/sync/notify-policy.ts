import type { Say } from '../i18n/index.ts';
import type { Attachment } from '../model/conversation.ts';
import { type MessageId, nextId } from '../model/message-id.ts';
import { oneLine } from '../model/plain-text.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { NotificationRequest } from '../ports.ts';
import { callsRing } from './calls.ts';
import { previewOf } from './message-text.ts';
import type { NotifyRules } from './notify-rules.ts';
import { canReply, nameOf } from './room-store.ts';
import type { OwnNotice } from './second-opinion.ts';
import type { Announcement } from './what-changed.ts';

/** More than these at once in one conversation become one notification that counts. */
const MOST_PER_CONVERSATION = 3;
/** Linux cuts or refuses longer bodies. */
const BODY_LENGTH = 190;

/** What a name alone does not show to be a file. */
const CLIPPED: ReadonlySet<Attachment> = new Set(['file', 'image', 'video', 'audio']);

/** A notification that is shown, with what makes it pointless. */
export interface Shown extends NotificationRequest {
  kind: 'message' | 'count' | 'call' | 'missed-call' | 'digest' | 'notice';
  /** Reading up to these messages, by conversation, makes it pointless. */
  covers: ReadonlyMap<string, MessageId>;
  /** How many messages it stands for. */
  count: number;
}

/** Names the notification of a call that runs. */
export const callKey = (token: string): string => `${token}/call`;

/** How notifications are worded here. */
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
 * What a person is shown: one notification per message, up to three per conversation, then one that counts and takes
 * their place; after a gap (sleep, offline, start) a single digest instead of a storm. Calls come on their own.
 * @param shown what is on the screen already
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
  const storm = afterGap && total > MOST_PER_CONVERSATION && withMessages.length > 1;
  const plans = storm
    ? [{ withdraw: [], show: [digest(withMessages, total, words)] }]
    : withMessages.map((announcement) => messagesOf(announcement, shown, words));
  const calls = announcements.flatMap((announcement) => callsOf(announcement, words));
  return {
    withdraw: plans.flatMap(({ withdraw }) => withdraw),
    show: [...plans.flatMap(({ show }) => show), ...calls],
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
  return {
    withdraw: before.filter(({ kind }) => kind === 'message').map(({ key }) => key),
    show: [
      {
        ...counted,
        thread: null,
        key: `${room.token}/+`,
        kind: 'count',
        title: `${nameOf(room)} – ${text}`,
        count: total,
      },
    ],
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
  };
}

/** With the thread's title, which tells as much as a message does. */
function titleOf(room: Room, { thread }: Message, rules: NotifyRules): string {
  const title = room.isSensitive || !rules.previewText ? '' : oneLine(thread?.title ?? '');
  return title === '' ? nameOf(room) : `${nameOf(room)} › ${title}`;
}

/** Of sensitive conversations, and if the person wants it so, a screen that others see tells only that there is something. */
function bodyOf(room: Room, message: Message, { say, rules }: Words): string {
  if (room.isSensitive || !rules.previewText) return say('newMessage');
  const { author, text, attachment } = previewOf(message, room, say);
  const words = attachment !== null && CLIPPED.has(attachment) ? `📎 ${text}` : text;
  const body = author === null ? words : `${author}: ${words}`;
  return body.length > BODY_LENGTH ? `${body.slice(0, BODY_LENGTH - 1)}…` : body;
}

function callsOf({ room, call, missedCall }: Announcement, { say, rules }: Words): Shown[] {
  const notification = {
    ...{ title: nameOf(room), token: room.token, covers: new Map(), count: 0 },
    ...{ silent: !rules.sound, thread: null, replyPlaceholder: null, markRead: null },
  };
  // A call that runs again is more urgent than the one that was missed.
  if (call) return [{ ...notification, key: callKey(room.token), kind: 'call', body: say('callStarted') }];
  if (!missedCall) return [];
  const covers = new Map([[room.token, room.lastMessage?.id ?? nextId(room.lastReadMessage)]]);
  return [{ ...notification, covers, key: `${room.token}/missed-call`, kind: 'missed-call', body: say('callMissed') }];
}

/** What the server's own list tells: a reminder of a message, or an invitation, which makes no sound. */
export function noticeOf(notice: OwnNotice, room: Room | undefined, rules: NotifyRules, say: Say): Shown {
  const words: Words = { say, rules };
  const plain = { kind: 'notice' as const, covers: new Map(), count: 0, replyPlaceholder: null, markRead: null };
  if (notice.kind === 'invitation' || !room) {
    const text = notice.kind === 'invitation' && rules.previewText ? oneLine(notice.words) : '';
    const body = text === '' ? say('invitedElsewhere') : text;
    return {
      ...plain,
      key: `invitation/${notice.id}`,
      title: 'Talkmelder',
      body,
      token: null,
      thread: null,
      silent: true,
    };
  }
  const { message } = notice;
  const isHidden = message === null || room.isSensitive || !rules.previewText;
  return {
    ...plain,
    key: `${room.token}/reminder/${notice.id}`,
    title: nameOf(room),
    body: isHidden ? say('reminderHidden') : say('reminder', { text: bodyOf(room, message, words) }),
    token: room.token,
    thread: message?.thread ? String(message.thread.id) : null,
    silent: !rules.sound,
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
});

/** Has everything that a notification stands for been read elsewhere, or has its call ended or been muted? */
export function isPointless({ kind, token, covers }: Shown, rooms: ReadonlyMap<string, Room>): boolean {
  // The server's own list says so.
  if (kind === 'notice') return false;
  if (kind === 'call') {
    const room = token === null ? undefined : rooms.get(token);
    return !(room?.hasCall && callsRing(room));
  }
  return [...covers].every(([covered, upTo]) => {
    const room = rooms.get(covered);
    // That a call was missed is a system message, which does not count as unread.
    if (!room || room.lastReadMessage >= upTo) return true;
    return room.unreadMessages === 0 && !isUnsure(room, 'unreadMessages') && kind !== 'missed-call';
  });
}
