import * as v from 'valibot';
import type { DraftStore } from '../ports.ts';
import { createReplyMemory, KeptReplies, type ReplyMemory } from './reply-memory.ts';

interface Entry {
  memory: ReplyMemory;
  /** What is not sent survives the end of the app. */
  isKept: boolean;
  /** What an earlier run has kept is there. */
  restored: Promise<void>;
  /** The last change has been written. */
  isSaved: boolean;
  saving: Promise<void> | null;
}

export type ReplyMemories = ReturnType<typeof createReplyMemories>;

/**
 * What was typed and not sent, by account. Of accounts that are remembered on this PC it survives the end of the app,
 * encrypted by the system; where that cannot be, nothing is written.
 * @param store left out where nothing is ever kept
 */
export function createReplyMemories(store?: DraftStore) {
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

  /** One after the other; what changes meanwhile is written at once after it. */
  async function save(id: string, entry: Entry): Promise<void> {
    // What an earlier run has kept must not be lost to the first letter of this one.
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
    /** The memory of an account that is put to work. @param isRemembered the account is known after the end of the app */
    open(id: string, isRemembered: boolean): ReplyMemory {
      const entry = entries.get(id) ?? create(id);
      entries.set(id, entry);
      if (entry.isKept === isRemembered) return entry.memory;
      entry.isKept = isRemembered;
      if (isRemembered) {
        entry.restored = restore(id, entry.memory).catch(() => {});
        entry.memory.waitFor(entry.restored);
      } else store?.remove(id);
      return entry.memory;
    },
    /** Nothing of the account stays, on the disk either. False when something of it may still be there. */
    forget(id: string): boolean {
      const entry = entries.get(id);
      if (entry) entry.isKept = false;
      entries.delete(id);
      return store?.remove(id) ?? true;
    },
    /** In how many conversations something was typed, is not sent, and would be lost if the app ended now. */
    lost: (): number =>
      [...entries.values()]
        .filter(({ isSaved, saving }) => !isSaved || saving !== null)
        .reduce((sum, { memory }) => sum + memory.drafts.size, 0),
    /** What is being written; each resolves. */
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
