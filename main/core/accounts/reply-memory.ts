import * as v from 'valibot';
import { compareIds, type MessageId, StoredId, storableId } from '../model/message-id.ts';

/** More entries drop the oldest; no user sends so much that older ones matter. */
const MOST = 100;

/** A message that may have reached the server without an answer. */
const Uncertain = v.object({
  token: v.string(),
  text: v.string(),
  /** The newest known message at the first attempt: if the message arrived, it stands after this one. */
  after: StoredId,
});
export type Uncertain = v.InferOutput<typeof Uncertain>;

/** What survives the end of the app. */
export const KeptReplies = v.object({
  /** By conversation. */
  drafts: v.array(v.tuple([v.string(), v.string()])),
  /** By the id of the message. */
  uncertain: v.array(v.tuple([v.string(), Uncertain])),
});
export type KeptReplies = v.InferOutput<typeof KeptReplies>;

export type ReplyMemory = ReturnType<typeof createReplyMemory>;

/**
 * What must be remembered between two attempts to answer. It outlives a session that the server ended, because that is
 * when an unsent text matters most.
 * @param onChange called when the data to be stored has changed
 */
export function createReplyMemory(onChange = (): void => {}) {
  const drafts = new Map<string, string>();
  const uncertain = new Map<string, Uncertain>();
  const sent = new Set<string>();
  let restored = Promise.resolve();

  return {
    /** Unsent texts by conversation. */
    drafts: drafts as ReadonlyMap<string, string>,
    keepDraft(token: string, text: string): void {
      if (text === (drafts.get(token) ?? '')) return;
      if (text === '') drafts.delete(token);
      else drafts.set(token, text);
      onChange();
    },
    /** @param until resolves when the texts of an earlier run have been restored */
    waitFor(until: Promise<void>): void {
      restored = until;
    },
    restored: (): Promise<void> => restored,
    /** Puts the texts of an earlier run in front of those typed since. */
    restore(kept: KeptReplies): void {
      for (const [token, text] of kept.drafts) {
        const typed = drafts.get(token);
        drafts.set(token, typed === undefined || typed === text ? text : `${text}\n${typed}`);
      }
      for (const [id, about] of kept.uncertain) if (!uncertain.has(id)) uncertain.set(id, about);
    },
    /** Returns the data to be stored; null: there is none. */
    kept(): v.InferInput<typeof KeptReplies> | null {
      if (drafts.size === 0) return null;
      const stored = [...uncertain].map(([id, about]): [string, v.InferInput<typeof Uncertain>] => [
        id,
        { ...about, after: storableId(about.after) },
      ]);
      return { drafts: [...drafts], uncertain: stored };
    },
    isSent: (id: string): boolean => sent.has(id),
    /** The server has the message. Other attempts with the same text in the same conversation were the same message. */
    settle(id: string, token: string, text: string): void {
      for (const [other, about] of uncertain) if (isSame(about, token, text)) uncertain.delete(other);
      uncertain.delete(id);
      sent.add(id);
      forgetOldest(sent);
      onChange();
    },
    /** The server has refused the message, so it did not arrive. */
    dismiss(id: string): void {
      if (uncertain.delete(id)) onChange();
    },
    doubt(id: string, about: Uncertain): void {
      if (!uncertain.has(id)) uncertain.set(id, about);
      forgetOldest(uncertain);
      onChange();
    },
    /**
     * Under which ids this message may be on the server, and after which message to look for it; no ids: it cannot be
     * there.
     */
    suspects(id: string, token: string, text: string): { ids: Set<string>; after: MessageId } {
      const found = [...uncertain].filter(([other, about]) => other === id || isSame(about, token, text));
      const [first = 0] = found.map(([, { after }]) => after).sort(compareIds);
      return { ids: new Set(found.map(([other]) => other)), after: first };
    },
  };
}

const isSame = (about: Uncertain, token: string, text: string): boolean =>
  about.token === token && about.text.trim() === text.trim();

function forgetOldest(kept: Set<string> | Map<string, unknown>): void {
  const [oldest] = kept.keys();
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
}
