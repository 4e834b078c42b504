import { createStore } from 'solid-js/store';
import type { RecentMessage, WhyEmpty } from '../../main/core/model/conversation.ts';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { accountKeyOf } from '../accounts.ts';

/** A message on its way: until the server has it, it exists only here. */
export type Outgoing = {
  /** Stays the same when the message is sent again, so that it arrives once. */
  id: string;
  text: string;
  /** Null unless sending failed. */
  error: ErrorCode | null;
  state: 'sending' | 'sent' | 'failed';
};

/** The state of the reply to one conversation, open or not. */
export type ReplyRecord = {
  /** The text in the field. */
  text: string;
  /** The draft that main has, as far as the window knows. */
  kept: string;
  /** Main has been asked and has not answered yet. */
  loading: boolean;
  /** The last messages; null until they are loaded. */
  messages: RecentMessage[] | null;
  /** The reason for having no messages. */
  empty: WhyEmpty | null;
  /** The newest message when the reply was opened; later messages of the user's own were written here. */
  openedAt: RecentMessage['id'];
  outgoing: Outgoing[];
};

const [records, setRecords] = createStore<Record<string, ReplyRecord | undefined>>({});

/** Returns the reply record of a conversation. Reactive. */
export const replyRecord = (token: string): ReplyRecord | undefined => records[token];

/** Changes a record, or makes one. */
export const changeRecord = (token: string, change: Partial<ReplyRecord>): void =>
  setRecords(token, (record) => ({
    text: '',
    kept: '',
    loading: false,
    messages: null,
    empty: null,
    openedAt: Number.POSITIVE_INFINITY,
    outgoing: [],
    ...record,
    ...change,
  }));

/** Changes a message on its way, if it still exists. */
export const changeOutgoing = (token: string, id: string, change: Partial<Outgoing>): void =>
  setRecords(
    token,
    (record) =>
      record && {
        ...record,
        outgoing: record.outgoing.map((message) => (message.id === id ? { ...message, ...change } : message)),
      },
  );

/** Returns all text that was typed and has not arrived, in order. */
export const unsentText = ({ text, outgoing }: Pick<ReplyRecord, 'text' | 'outgoing'>): string =>
  [...outgoing.filter(({ state }) => state !== 'sent').map((message) => message.text), text]
    .filter((part) => part.trim() !== '')
    .join('\n');

/**
 * Returns the field's content once main has sent its draft. A draft that the window does not know (from an earlier
 * window, or from a failed reply in a notification) comes before the text that was typed meanwhile.
 */
export const withDraft = (
  record: Pick<ReplyRecord, 'text' | 'kept' | 'outgoing'>,
  draft: string,
): Pick<ReplyRecord, 'text' | 'kept'> => {
  const { text, kept } = record;
  if (draft === '' || draft === kept || draft === unsentText(record)) return { text, kept: draft };
  return { text: text === '' ? draft : `${draft}\n${text}`, kept: draft };
};

/** Returns the tokens of the conversations that have a record. */
export const recordedTokens = (): string[] => Object.keys(records);

/** Forgets the replies of accounts that are gone. @param keys of the accounts */
export const forgetReplies = (keys: readonly string[]): void => {
  for (const token of recordedTokens()) if (keys.includes(accountKeyOf(token))) setRecords(token, undefined);
};
