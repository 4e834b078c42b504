import type { RecentMessage, ReplyContext } from '../../main/core/model/conversation.ts';
import { bridge } from '../bridge.ts';
import { keepDraftNow } from './reply-drafts.ts';
import { changeRecord, type ReplyRecord, replyRecord, withDraft } from './reply-record.ts';

const NOTHING: ReplyContext = { messages: [], empty: 'not-loaded', draft: '' };

const ask = async (token: string): Promise<ReplyContext> => {
  const answer = await bridge.openReply({ token }).catch(() => null);
  // Without the messages the user can still reply.
  return answer?.ok ? answer.value : NOTHING;
};

/** Loads what a reply starts with: the last messages and the stored draft. */
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
  // The user may have typed meanwhile.
  keepDraftNow(token);
};

/**
 * Loads the messages again after a change in the conversation, because those on screen may no longer be the last ones.
 */
export const reloadMessages = async (token: string): Promise<void> => {
  const confirmed = sentOf(replyRecord(token));
  const { messages } = await ask(token);
  const record = replyRecord(token);
  // The request failed or returned nothing, so the messages on screen stay.
  if (!record || record.loading || messages.length === 0) return;
  const outgoing = record.outgoing.filter(({ id }) => !confirmed.has(id));
  changeRecord(token, { messages, empty: null, outgoing });
  // A message that was sent during this request may be in the answer, and would appear twice.
  if (outgoing.some(({ state }) => state === 'sent')) await reloadMessages(token);
};

/** Messages that the server accepted before the request are in its answer. */
const sentOf = (record: ReplyRecord | undefined): Set<string> =>
  new Set(record?.outgoing.filter(({ state }) => state === 'sent').map(({ id }) => id));

const newest = (messages: RecentMessage[]): RecentMessage['id'] => messages.at(-1)?.id ?? 0;
