import * as v from 'valibot';
import { describeError } from '../errors.ts';
import type { DraftStore, Logger } from '../ports.ts';
import { createReplyMemory, KeptReplies, type ReplyMemory } from './reply-memory.ts';

interface Entry {
  memory: ReplyMemory;
  /** Unsent texts survive the end of the app. */
  isKept: boolean;
  /** Resolves when the texts of an earlier run have been read. */
  restored: Promise<void>;
  /** The last change has been written. */
  isSaved: boolean;
  saving: Promise<void> | null;
}

export type ReplyMemories = ReturnType<typeof createReplyMemories>;

/**
 * Unsent texts by account. For accounts that are remembered on this PC, they survive the end of the app, encrypted by
 * the system; where the system cannot encrypt, nothing is written.
 * @param store left out where nothing is ever stored
 */
export function createReplyMemories(log: Pick<Logger, 'error'>, store?: DraftStore) {
  const entries = new Map<string, Entry>();

  async function restore(id: string, memory: ReplyMemory): Promise<void> {
    const text = await store?.read(id);
    const kept = text ? v.safeParse(KeptReplies, parsed(text)) : null;
    if (kept?.success) memory.restore(kept.output);
  }

  function changed(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    entry.isSaved = false;
    if (!entry.isKept || entry.saving) return;
    entry.saving = save(id, entry).finally(() => {
      entry.saving = null;
    });
  }

  /** Saves in a loop: a change during a write is written right after it. */
  async function save(id: string, entry: Entry): Promise<void> {
    // The first letter of this run must not overwrite the texts of an earlier run.
    await entry.restored;
    while (!entry.isSaved && entry.isKept) {
      entry.isSaved = true;
      const kept = entry.memory.kept();
      const isDone = kept === null ? store?.remove(id) : await store?.write(id, JSON.stringify(kept));
      if (isDone) continue;
      entry.isSaved = false;
      return;
    }
  }

  function create(id: string): Entry {
    const memory = createReplyMemory(() => changed(id));
    return { memory, isKept: false, restored: Promise.resolve(), isSaved: true, saving: null };
  }

  return {
    /**
     * Returns the memory of an account that becomes active.
     * @param isRemembered the account is kept after the app ends
     */
    open(id: string, isRemembered: boolean): ReplyMemory {
      const entry = entries.get(id) ?? create(id);
      entries.set(id, entry);
      if (entry.isKept === isRemembered) return entry.memory;
      entry.isKept = isRemembered;
      if (isRemembered) {
        entry.restored = restore(id, entry.memory).catch((error: unknown) =>
          log.error(`drafts cannot be restored: ${describeError(error)}`),
        );
        entry.memory.waitFor(entry.restored);
      } else store?.remove(id);
      return entry.memory;
    },
    /** Removes everything of the account, also from the disk. Returns false when something may still be there. */
    forget(id: string): boolean {
      const entry = entries.get(id);
      if (entry) entry.isKept = false;
      entries.delete(id);
      return store?.remove(id) ?? true;
    },
    /** In how many conversations an unsent text would be lost if the app ended now. */
    lost: (): number =>
      [...entries.values()]
        .filter(({ isSaved, saving }) => !isSaved || saving !== null)
        .reduce((sum, { memory }) => sum + memory.drafts.size, 0),
    /** The writes under way; each promise resolves. */
    saving: (): Promise<void>[] => [...entries.values()].flatMap(({ saving }) => saving ?? []),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
