import type { Say } from '../i18n/index.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { NotificationRequest } from '../ports.ts';
import { previewOf } from './message-text.ts';
import type { Announcement } from './what-changed.ts';

/** More than these at once in one conversation become one notification that counts. */
const MOST_PER_CONVERSATION = 3;
/** Linux cuts or refuses longer bodies. */
const BODY_LENGTH = 190;

/** A notification, and the message up to which reading makes it pointless (in its conversation). */
export interface Planned extends NotificationRequest {
  upTo: number;
}

/**
 * What a person is shown: one notification per message, one that counts when many came at once, and after a gap
 * (sleep, offline, start) a single digest instead of a storm.
 */
export function plan(announcements: readonly Announcement[], afterGap: boolean, say: Say): Planned[] {
  const ringing = announcements.filter(({ messages }) => messages.length > 0);
  const total = ringing.reduce((sum, { messages }) => sum + messages.length, 0);
  if (afterGap && total > MOST_PER_CONVERSATION && ringing.length > 1) return [digest(total, ringing.length, say)];
  return ringing.flatMap((announcement) => inConversation(announcement, say));
}

function inConversation({ room, messages, more }: Announcement, say: Say): Planned[] {
  if (!more && messages.length <= MOST_PER_CONVERSATION) return messages.map((message) => single(room, message, say));
  const last = messages.at(-1);
  if (!last) return [];
  // With more behind them, the last message came from the list and stands for those that were not fetched.
  const count = more
    ? say('newMessagesOrMore', { count: messages.length - 1 })
    : say('newMessages', { count: messages.length });
  return [{ ...single(room, last, say), title: `${room.displayName} – ${count}` }];
}

function single(room: Room, message: Message, say: Say): Planned {
  const { author, text } = previewOf(message, room, say);
  const body = author === null ? text : `${author}: ${text}`;
  return {
    key: `${room.token}/${message.id}`,
    title: room.displayName,
    body: body.length > BODY_LENGTH ? `${body.slice(0, BODY_LENGTH - 1)}…` : body,
    token: room.token,
    upTo: message.id,
  };
}

const digest = (count: number, conversations: number, say: Say): Planned => ({
  key: 'digest',
  title: 'Talkmelder',
  body: say('digest', { count, conversations }),
  token: null,
  upTo: 0,
});
