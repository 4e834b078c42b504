import * as v from 'valibot';
import type { SettingsStore } from '../ports.ts';

const id = v.pipe(v.number(), v.safeInteger());

/**
 * How far a conversation has been announced: the id of the last message that was considered, and when the last call
 * that was considered had started (seconds; 0: none), and whether it still ran then.
 */
const Cursor = v.object({ message: id, call: v.optional(id, 0), running: v.optional(v.boolean()) });
export type Cursor = v.InferOutput<typeof Cursor>;
/** By conversation token. */
export type Cursors = ReadonlyMap<string, Cursor>;

/** Named inside, so that an empty file is not taken for an account without conversations. */
const Stored = v.object({ conversations: v.record(v.string(), Cursor) });
const nameFor = (accountId: string): string => `cursors/${accountId}`;

export type CursorStore = ReturnType<typeof createCursorStore>;

/** The cursors of one account on disk. */
export function createCursorStore(settings: SettingsStore, accountId: string) {
  return {
    /** Null when there are none yet, or when they cannot be read: the next list is then a silent baseline. */
    load(): Cursors | null {
      const stored = v.safeParse(Stored, settings.read(nameFor(accountId)));
      return stored.success ? new Map(Object.entries(stored.output.conversations)) : null;
    },
    save(cursors: Cursors): void {
      settings.write(nameFor(accountId), { conversations: Object.fromEntries(cursors) });
    },
    /** False when they are still there. */
    clear: (): boolean => settings.remove(nameFor(accountId)),
  };
}
