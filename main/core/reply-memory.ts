import { compareIds, type MessageId } from './model/message-id.ts';

/** Longest-remembered first; nobody sends so much that older ones matter. */
const MOST = 100;

/** A message that may have reached the server although nobody knows. */
export interface Uncertain {
  token: string;
  text: string;
  /** The newest message that was known when it was first sent: it is behind this one, if anywhere. */
  after: MessageId;
}

export type ReplyMemory = ReturnType<typeof createReplyMemory>;

/**
 * What must not be forgotten between two attempts to answer. In memory only, for a PC is shared; it outlives a session
 * that the server ended, because then above all a text waits to be sent.
 */
export function createReplyMemory() {
  const uncertain = new Map<string, Uncertain>();
  const sent = new Set<string>();

  return {
    /** What was typed and not sent, by conversation. */
    drafts: new Map<string, string>(),
    isSent: (id: string): boolean => sent.has(id),
    /** The server has it. Whatever else had the same words in the same conversation was the same message. */
    settle(id: string, token: string, text: string): void {
      for (const [other, about] of uncertain) if (isSame(about, token, text)) uncertain.delete(other);
      uncertain.delete(id);
      sent.add(id);
      forgetOldest(sent);
    },
    /** The server has refused it: it is not there. */
    dismiss: (id: string): boolean => uncertain.delete(id),
    doubt(id: string, about: Uncertain): void {
      if (!uncertain.has(id)) uncertain.set(id, about);
      forgetOldest(uncertain);
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
