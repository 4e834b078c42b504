import type { MessageId } from '../model/message-id.ts';
import { latestId } from '../model/message-id.ts';
import type { Cursors } from './cursors.ts';

/** More messages than are ever unread and tracked one by one; older ones are decided together. */
const MOST = 500;

export type Decided = ReturnType<typeof createDecided>;

/**
 * Remembers which messages have rung or were held back on the user's wish, so that nothing else makes them ring.
 * @param known the cursors when the app started: it is unknown which messages before them rang
 */
export function createDecided(known: Cursors | null) {
  /** By conversation: every message up to this one is decided. */
  const floors = new Map<string, MessageId>([...(known ?? [])].map(([token, { message }]) => [token, message]));
  const ids = new Map<string, Set<MessageId>>();

  function raise(token: string, to: MessageId): void {
    const floor = latestId(floors.get(token) ?? to, to);
    floors.set(token, floor);
    const above = new Set([...(ids.get(token) ?? [])].filter((id) => id > floor));
    ids.set(token, above);
  }

  return {
    /** Decides all messages up to this one. */
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
