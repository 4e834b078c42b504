import { createStore } from 'solid-js/store';
import type { RecentMessage, WhyEmpty } from '../../main/core/model/conversation.ts';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { accountKeyOf } from '../accounts.ts';

/** A message on its way: until the server has it, this is the only place that has. */
export type Outgoing = {
  /** The same when it is sent again, so that it arrives once. */
  id: string;
  text: string;
  /** Null unless it failed. */
  error: ErrorCode | null;
  state: 'sending' | 'sent' | 'failed';
};

/** What there is about answering one conversation, open or not. */
export type ReplyRecord = {
  /** What is in the field. */
  text: string;
  /** The draft that main has, as far as the window knows. */
  kept: string;
  /** Main has been asked and has not answered yet. */
  loading: boolean;
  /** The last messages; null until they have come. */
  messages: RecentMessage[] | null;
  /** Why there are none. */
  empty: WhyEmpty | null;
  /** The newest message there was when the reply was opened; own ones after it were written here. */
  openedAt: RecentMessage['id'];
  outgoing: Outgoing[];
};

const [records, setRecords] = createStore<Record<string, ReplyRecord | undefined>>({});

/** What there is about answering a conversation. Reactive. */
export const replyRecord = (token: string): ReplyRecord | undefined => records[token];

/** Changes a record, and makes one where there is none. */
export const changeRecord = (token: string, change: Partial<ReplyRecord>): void =>
  setRecords(token, (record) => ({
    ...{ text: '', kept: '', loading: false, messages: null, empty: null },
    ...{ openedAt: Number.POSITIVE_INFINITY, outgoing: [] },
    ...record,
    ...change,
  }));

/** Changes a message on its way, if there still is one. */
export const changeOutgoing = (token: string, id: string, change: Partial<Outgoing>): void =>
  setRecords(
    token,
    (record) =>
      record && {
        ...record,
        outgoing: record.outgoing.map((message) => (message.id === id ? { ...message, ...change } : message)),
      },
  );

/** Everything that was typed and has not arrived, in its order. */
export const unsentText = ({ text, outgoing }: Pick<ReplyRecord, 'text' | 'outgoing'>): string =>
  [...outgoing.filter(({ state }) => state !== 'sent').map((message) => message.text), text]
    .filter((part) => part.trim() !== '')
    .join('\n');

/**
 * What belongs in the field now that main has told its draft. One that the window does not know (an earlier window's,
 * or an answer to a notification that failed) comes in front of what was typed meanwhile.
 */
export const withDraft = (
  record: Pick<ReplyRecord, 'text' | 'kept' | 'outgoing'>,
  draft: string,
): Pick<ReplyRecord, 'text' | 'kept'> => {
  const { text, kept } = record;
  if (draft === '' || draft === kept || draft === unsentText(record)) return { text, kept: draft };
  return { text: text === '' ? draft : `${draft}\n${text}`, kept: draft };
};

/** Tokens of the conversations that something is known about. */
export const recordedTokens = (): string[] => Object.keys(records);

/** These accounts are gone, and their messages with them. @param keys of the accounts */
export const forgetReplies = (keys: readonly string[]): void => {
  for (const token of recordedTokens()) if (keys.includes(accountKeyOf(token))) setRecords(token, undefined);
};
