import type { RecentMessage, ReplyContext } from '../../main/core/model/conversation.ts';
import { bridge } from '../bridge.ts';
import { keepDraftNow } from './reply-drafts.ts';
import { changeRecord, type ReplyRecord, replyRecord, withDraft } from './reply-record.ts';

const NOTHING: ReplyContext = { messages: [], empty: 'not-loaded', draft: '' };

const ask = async (token: string): Promise<ReplyContext> => {
  const answer = await bridge.openReply({ token }).catch(() => null);
  // Without the messages the user can still answer.
  return answer?.ok ? answer.value : NOTHING;
};

/** What a reply starts with: the last messages, and the draft that was kept. */
export const loadReply = async (token: string): Promise<void> => {
  if (replyRecord(token)?.loading) return;
  changeRecord(token, { loading: true });
  const { messages, empty, draft } = await ask(token);
  const record = replyRecord(token);
  if (!record) return;
  changeRecord(token, {
    ...withDraft(record, draft),
    loading: false,
    messages,
    empty,
    openedAt: newest(messages),
    outgoing: record.outgoing.filter(({ state }) => state !== 'sent'),
  });
  // What was typed meanwhile.
  keepDraftNow(token);
};

/** Something has happened in the conversation: the messages on screen may no longer be the last ones. */
export const reloadMessages = async (token: string): Promise<void> => {
  const confirmed = sentOf(replyRecord(token));
  const { messages } = await ask(token);
  const record = replyRecord(token);
  // Nothing has come: what is on screen is better.
  if (!record || record.loading || messages.length === 0) return;
  const outgoing = record.outgoing.filter(({ id }) => !confirmed.has(id));
  changeRecord(token, { messages, empty: null, outgoing });
  // Sent while this was asked: it may be in the answer, and would stand there twice.
  if (outgoing.some(({ state }) => state === 'sent')) await reloadMessages(token);
};

/** Messages that the server had before it was asked are in its answer. */
const sentOf = (record: ReplyRecord | undefined): Set<string> =>
  new Set(record?.outgoing.filter(({ state }) => state === 'sent').map(({ id }) => id));

const newest = (messages: RecentMessage[]): RecentMessage['id'] => messages.at(-1)?.id ?? 0;
