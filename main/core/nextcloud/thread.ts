import { type MessageId, readMessageId } from '../model/message-id.ts';
import { listOf, nameText, plainText, recordOf, wholeNumber } from './fields.ts';

/** The thread of a message. Its id is that of its first message. */
export interface Thread {
  id: MessageId;
  /** Empty when it is unreadable. */
  title: string;
}

/** The user's notification level for a thread; 0: the conversation's level. Source: Talk's OpenAPI, ThreadAttendee. */
export type ThreadLevel = 0 | 1 | 2 | 3;

/** A thread that the user follows. */
export interface FollowedThread {
  token: string;
  id: MessageId;
  level: ThreadLevel;
}

/**
 * Returns the thread of a message; undefined without one. Each message has a `threadId`, its own or that of the message
 * it answers, but only `isThread` makes it a thread.
 */
export function threadOf({ isThread, threadId, threadTitle }: Readonly<Record<string, unknown>>): Thread | undefined {
  const id = isThread === true || isThread === 1 ? readMessageId(threadId) : null;
  if (id === null || id <= 0) return undefined;
  return { id, title: nameText(threadTitle) ?? '' };
}

/** Returns null when the level is unreadable. */
export function levelIn(value: unknown): ThreadLevel | null {
  const level = wholeNumber(recordOf(recordOf(value)?.attendee)?.notificationLevel);
  return level === 0 || level === 1 || level === 2 || level === 3 ? level : null;
}

/**
 * Reads each thread of a list on its own, so that an invalid one does not spoil the others. Null when the value is not
 * a list.
 */
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
