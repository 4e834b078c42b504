import * as v from 'valibot';
import { AcknowledgedBy } from '../model/alarm.ts';
import { StoredId, storableId } from '../model/message-id.ts';
import type { SettingsStore } from '../ports.ts';
import { type Answer, type Book, EMPTY_BOOK, type Heard, type OpenAlarm } from './book.ts';
import { kept, type LogEntry } from './log.ts';

const text = v.string();
const number = v.pipe(v.number(), v.finite());
const kind = v.picklist(['message', 'probe']);

const StoredOpen = v.object({
  id: text,
  kind,
  token: v.nullable(text),
  message: v.nullable(StoredId),
  conversation: v.fallback(text, ''),
  writtenAt: v.fallback(v.nullable(number), null),
  // In doubt it rings, from the start.
  rungMs: v.fallback(number, 0),
  isMissed: v.fallback(v.boolean(), false),
  isDeleted: v.fallback(v.boolean(), false),
});

const StoredHeard = v.object({ token: text, upTo: StoredId, since: number, alarms: v.array(StoredId) });

const StoredEntry = v.object({
  id: text,
  kind,
  conversation: text,
  rangAt: number,
  endedAt: v.nullable(number),
  end: v.nullable(v.picklist(['acknowledged', 'missed', 'deleted'])),
  by: v.nullable(AcknowledgedBy),
});

const StoredAnswer = v.object({
  token: text,
  message: StoredId,
  kind: v.picklist(['reaction', 'line']),
  text,
  reference: text,
  isTried: v.fallback(v.boolean(), true),
  at: number,
});

const list = v.fallback(v.array(v.unknown()), []);
const Stored = v.object({
  open: list,
  heard: list,
  log: list,
  aliveAt: v.fallback(v.nullable(number), null),
  answers: v.optional(list, []),
});

/** Reads each element on its own, so that a damaged one costs no other. */
const readEach = <S extends v.GenericSchema>(schema: S, elements: readonly unknown[]): v.InferOutput<S>[] =>
  elements.flatMap((element) => {
    const read = v.safeParse(schema, element);
    return read.success ? [read.output] : [];
  });

export type BookStore = ReturnType<typeof createBookStore>;

/**
 * The book of alarms of one account on disk. It contains neither texts nor authors: after a restart, these are fetched
 * again.
 * @param accountId null: the test alarms, which belong to no account
 */
export function createBookStore(settings: SettingsStore, accountId: string | null) {
  const name = accountId === null ? 'alarms' : `alarms/${accountId}`;
  return {
    /** @param now milliseconds since 1970 */
    load(now: number): Book {
      const stored = v.safeParse(Stored, settings.read(name));
      if (!stored.success) return EMPTY_BOOK;
      const { open, heard, log, aliveAt, answers } = stored.output;
      const conversations = readEach(StoredHeard, heard).map(({ token, ...known }): [string, Heard] => [token, known]);
      return {
        open: readEach(StoredOpen, open) satisfies OpenAlarm[],
        heard: new Map(conversations),
        log: kept(readEach(StoredEntry, log) satisfies LogEntry[], now),
        aliveAt,
        answers: readEach(StoredAnswer, answers) satisfies Answer[],
      };
    },
    /** Returns false when it was not written. */
    save({ open, heard, log, aliveAt, answers }: Book): boolean {
      return settings.write(name, {
        open: open.map((one) => ({ ...one, message: one.message === null ? null : storableId(one.message) })),
        heard: [...heard].map(([token, { upTo, since, alarms }]) => ({
          token,
          upTo: storableId(upTo),
          since,
          alarms: alarms.map(storableId),
        })),
        log,
        aliveAt,
        answers: answers.map((one) => ({ ...one, message: storableId(one.message) })),
      });
    },
    /** Returns false when it is still there. */
    clear: (): boolean => settings.remove(name),
  };
}
