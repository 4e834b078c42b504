import { type MessageId, readMessageId } from '../model/message-id.ts';
import { listOf, nameText, plainText, recordOf, wholeNumber } from './fields.ts';

/** A thread that a message belongs to. Its id is that of its first message. */
export interface Thread {
  id: MessageId;
  /** Empty where none can be read. */
  title: string;
}

/** How the user wants to hear of one thread; 0: as of its conversation. Source: Talk's OpenAPI, ThreadAttendee. */
export type ThreadLevel = 0 | 1 | 2 | 3;

/** A thread that the user follows. */
export interface FollowedThread {
  token: string;
  id: MessageId;
  level: ThreadLevel;
}

/**
 * The thread of a message; undefined without one. Each message has a `threadId`, its own or that of what it answers,
 * but only `isThread` makes a thread of it.
 */
export function threadOf({ isThread, threadId, threadTitle }: Readonly<Record<string, unknown>>): Thread | undefined {
  const id = isThread === true || isThread === 1 ? readMessageId(threadId) : null;
  if (id === null || id <= 0) return undefined;
  return { id, title: nameText(threadTitle) ?? '' };
}

/** Null where none can be read. */
export function levelIn(value: unknown): ThreadLevel | null {
  const level = wholeNumber(recordOf(recordOf(value)?.attendee)?.notificationLevel);
  return level === 0 || level === 1 || level === 2 || level === 3 ? level : null;
}

/** Each thread of a list on its own: an odd one costs no other. Null for what is no list. */
export function followedIn(value: unknown): FollowedThread[] | null {
  const list = listOf(value);
  if (list === null) return null;
  return list.flatMap((element) => {
    const thread = recordOf(recordOf(element)?.thread);
    const token = plainText(thread?.roomToken);
    const id = readMessageId(thread?.id);
    const level = levelIn(element);
    return token === null || id === null || level === null ? [] : { token, id, level };
  });
}
