import type { MessageId } from '../model/message-id.ts';
import { latestId } from '../model/message-id.ts';
import type { Cursors } from './cursors.ts';

/** More than are ever unread and known one by one; older ones are decided together. */
const MOST = 500;

export type Decided = ReturnType<typeof createDecided>;

/**
 * Which messages have rung, or were held back because the person wanted quiet: nothing else may make these ring.
 * @param known how far conversations had been considered when the app started: who knows what rang then
 */
export function createDecided(known: Cursors | null) {
  /** Everything up to these is decided, by conversation. */
  const floors = new Map<string, MessageId>([...(known ?? [])].map(([token, { message }]) => [token, message]));
  const ids = new Map<string, Set<MessageId>>();

  function raise(token: string, to: MessageId): void {
    const floor = latestId(floors.get(token) ?? to, to);
    floors.set(token, floor);
    const above = new Set([...(ids.get(token) ?? [])].filter((id) => id > floor));
    ids.set(token, above);
  }

  return {
    /** Up to a message, with all before it. */
    raise,
    add(token: string, messages: readonly { id: MessageId }[]): void {
      if (messages.length === 0) return;
      const all = ids.get(token) ?? new Set();
      for (const { id } of messages) all.add(id);
      ids.set(token, all);
      const oldest = all.size > MOST ? [...all].at(-MOST) : undefined;
      if (oldest !== undefined) raise(token, oldest);
    },
    has(token: string, id: MessageId): boolean {
      const floor = floors.get(token);
      return (floor !== undefined && id <= floor) || (ids.get(token)?.has(id) ?? false);
    },
  };
}
