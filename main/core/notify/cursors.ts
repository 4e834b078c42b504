import * as v from 'valibot';
import { type MessageId, StoredId, storableId } from '../model/message-id.ts';
import type { SettingsStore } from '../ports.ts';

const whole = v.pipe(v.number(), v.safeInteger());

const Cursor = v.object({
  message: StoredId,
  call: v.optional(v.fallback(whole, 0), 0),
  running: v.optional(v.fallback(v.optional(v.boolean()), undefined)),
  quiet: v.optional(v.fallback(v.optional(v.boolean()), undefined)),
  since: v.optional(v.fallback(v.optional(whole), undefined)),
  callsUpTo: v.optional(v.fallback(v.optional(StoredId), undefined)),
});

/** How far a conversation has been considered. */
export interface Cursor {
  /** Id of the last considered message. */
  message: MessageId;
  /** Start of the last considered call, in seconds; 0: none. */
  call: number;
  /** That call was still running then. */
  running?: boolean | undefined;
  /** The call was started silently or the user has taken part in it, so its end is not announced. */
  quiet?: boolean | undefined;
  /**
   * The messages could not be fetched for the baseline: messages up to this time, seconds by the server's clock, count
   * as known as soon as they can be fetched.
   */
  since?: number | undefined;
  /**
   * Messages were announced while the call log could not be fetched: how the calls went that ended after this message is
   * still owed. Missing: nothing is owed.
   */
  callsUpTo?: MessageId | undefined;
}
/** By conversation token. */
export type Cursors = ReadonlyMap<string, Cursor>;

/** The named property distinguishes an account without conversations from an empty file. */
const Stored = v.object({
  // Not the library's record, which drops keys such as "constructor" that a server may use as a token.
  conversations: v.custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
});
const stored = ({ message, callsUpTo, ...cursor }: Cursor): object => ({
  message: storableId(message),
  ...cursor,
  ...(callsUpTo === undefined ? {} : { callsUpTo: storableId(callsUpTo) }),
});
const nameFor = (accountId: string): string => `cursors/${accountId}`;
const noticesFor = (accountId: string): string => `cursors/${accountId}/notices`;

const StoredNotices = v.object({ told: v.array(StoredId) });

/** Ids of the server's notifications that were announced; null: the list was never requested. */
export interface NoticeStore {
  load(): readonly MessageId[] | null;
  save(ids: readonly MessageId[]): void;
}

export type CursorStore = ReturnType<typeof createCursorStore>;

/** The cursors of one account on disk. */
export function createCursorStore(settings: SettingsStore, accountId: string) {
  /** Tokens of cursors that could not be read. */
  const damaged = new Set<string>();
  return {
    /**
     * Returns null when there are no cursors: the next list is then a silent baseline. An unreadable cursor is left out:
     * its conversation begins at the read marker, which may repeat a notification and loses none.
     */
    load(): Cursors | null {
      const stored = v.safeParse(Stored, settings.read(nameFor(accountId)));
      if (!stored.success) return null;
      const cursors = new Map<string, Cursor>();
      for (const [token, value] of Object.entries(stored.output.conversations)) {
        const cursor = v.safeParse(Cursor, value);
        if (cursor.success) cursors.set(token, cursor.output);
        else damaged.add(token);
      }
      return cursors;
    },
    /** Was there a cursor that could not be read? Then the conversation is not new. */
    isDamaged: (token: string): boolean => damaged.has(token),
    save(cursors: Cursors): void {
      const conversations = Object.fromEntries([...cursors].map(([token, cursor]) => [token, stored(cursor)]));
      settings.write(nameFor(accountId), { conversations });
    },
    /** Returns false when they are still there. */
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
