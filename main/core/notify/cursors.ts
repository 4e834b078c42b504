import * as v from 'valibot';
import { type MessageId, StoredId, storableId } from '../model/message-id.ts';
import type { SettingsStore } from '../ports.ts';

const whole = v.pipe(v.number(), v.safeInteger());

const Cursor = v.object({
  message: StoredId,
  call: v.optional(whole, 0),
  running: v.optional(v.boolean()),
  quiet: v.optional(v.boolean()),
  since: v.optional(whole),
});

/** How far a conversation has been announced. */
export interface Cursor {
  /** Id of the last message that was considered. */
  message: MessageId;
  /** When the last call that was considered had started, seconds; 0: none. */
  call: number;
  /** That call still ran then. */
  running?: boolean | undefined;
  /** It was started silently, or the user has taken part in it: its end is nothing to tell. */
  quiet?: boolean | undefined;
  /**
   * Its messages could not be had when the first list was taken as known: what was written up to then, seconds by the
   * server's clock, counts as known as soon as they can be.
   */
  since?: number | undefined;
}
/** By conversation token. */
export type Cursors = ReadonlyMap<string, Cursor>;

/** Named inside, so that an empty file is not taken for an account without conversations. */
const Stored = v.object({
  // No record of the library's: those leave out keys such as "constructor", which a server may give as a token.
  conversations: v.custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
});
const stored = ({ message, ...cursor }: Cursor): object => ({
  message: storableId(message),
  ...cursor,
});
const nameFor = (accountId: string): string => `cursors/${accountId}`;
const noticesFor = (accountId: string): string => `cursors/${accountId}/notices`;

const StoredNotices = v.object({ told: v.array(StoredId) });

/** Ids of notifications of the server that were told; null: none were ever asked for. */
export interface NoticeStore {
  load(): readonly MessageId[] | null;
  save(ids: readonly MessageId[]): void;
}

export type CursorStore = ReturnType<typeof createCursorStore>;

/** The cursors of one account on disk. */
export function createCursorStore(settings: SettingsStore, accountId: string) {
  return {
    /** Null when there are none yet, or when they cannot be read: the next list is then a silent baseline. */
    load(): Cursors | null {
      const stored = v.safeParse(Stored, settings.read(nameFor(accountId)));
      if (!stored.success) return null;
      const cursors = new Map<string, Cursor>();
      for (const [token, value] of Object.entries(stored.output.conversations)) {
        const cursor = v.safeParse(Cursor, value);
        if (!cursor.success) return null;
        cursors.set(token, cursor.output);
      }
      return cursors;
    },
    save(cursors: Cursors): void {
      const conversations = Object.fromEntries([...cursors].map(([token, cursor]) => [token, stored(cursor)]));
      settings.write(nameFor(accountId), { conversations });
    },
    /** False when they are still there. */
    clear(): boolean {
      const removed = [nameFor(accountId), noticesFor(accountId)].map((name) => settings.remove(name));
      return removed.every((isGone) => isGone);
    },
    notices: {
      load() {
        const stored = v.safeParse(StoredNotices, settings.read(noticesFor(accountId)));
        return stored.success ? stored.output.told : null;
      },
      save(ids) {
        settings.write(noticesFor(accountId), {
          told: ids.map(storableId),
        });
      },
    } satisfies NoticeStore,
  };
}
