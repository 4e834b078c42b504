import * as v from 'valibot';
import { compareIds, type MessageId, StoredId, storableId } from '../model/message-id.ts';

/** Longest-remembered first; nobody sends so much that older ones matter. */
const MOST = 100;

/** A message that may have reached the server although nobody knows. */
const Uncertain = v.object({
  token: v.string(),
  text: v.string(),
  /** The newest message that was known when it was first sent: it is behind this one, if anywhere. */
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
 * What must not be forgotten between two attempts to answer. It outlives a session that the server ended, because then
 * above all a text waits to be sent.
 * @param onChange called when something of what is to be kept has changed
 */
export function createReplyMemory(onChange = (): void => {}) {
  const drafts = new Map<string, string>();
  const uncertain = new Map<string, Uncertain>();
  const sent = new Set<string>();
  let restored = Promise.resolve();

  return {
    /** What was typed and not sent, by conversation. */
    drafts: drafts as ReadonlyMap<string, string>,
    keepDraft(token: string, text: string): void {
      if (text === (drafts.get(token) ?? '')) return;
      if (text === '') drafts.delete(token);
      else drafts.set(token, text);
      onChange();
    },
    /** @param until resolves when what an earlier run of the app has kept is here */
    waitFor(until: Promise<void>): void {
      restored = until;
    },
    restored: (): Promise<void> => restored,
    /** What an earlier run has kept comes in front of what was typed since. */
    restore(kept: KeptReplies): void {
      for (const [token, text] of kept.drafts) {
        const typed = drafts.get(token);
        drafts.set(token, typed === undefined || typed === text ? text : `${text}\n${typed}`);
      }
      for (const [id, about] of kept.uncertain) if (!uncertain.has(id)) uncertain.set(id, about);
    },
    /** What is to be kept; null: nothing is. */
    kept(): v.InferInput<typeof KeptReplies> | null {
      if (drafts.size === 0) return null;
      const stored = [...uncertain].map(([id, about]): [string, v.InferInput<typeof Uncertain>] => [
        id,
        { ...about, after: storableId(about.after) },
      ]);
      return { drafts: [...drafts], uncertain: stored };
    },
    isSent: (id: string): boolean => sent.has(id),
    /** The server has it. Whatever else had the same words in the same conversation was the same message. */
    settle(id: string, token: string, text: string): void {
      for (const [other, about] of uncertain) if (isSame(about, token, text)) uncertain.delete(other);
      uncertain.delete(id);
      sent.add(id);
      forgetOldest(sent);
      onChange();
    },
    /** The server has refused it: it is not there. */
    dismiss(id: string): void {
      if (uncertain.delete(id)) onChange();
    },
    doubt(id: string, about: Uncertain): void {
      if (!uncertain.has(id)) uncertain.set(id, about);
      forgetOldest(uncertain);
      onChange();
    },
    /** Under which ids this message may be on the server, and from where on to look for it; none when it cannot be. */
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
