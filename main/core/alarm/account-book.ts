import type { AcknowledgedBy } from '../model/alarm.ts';
import { globalToken } from '../model/global-token.ts';
import { isEqual } from '../model/is-equal.ts';
import type { MessageId } from '../model/message-id.ts';
import { newReference } from '../nextcloud/reference.ts';
import type { Clock, SettingsStore } from '../ports.ts';
import {
  type AlarmTimes,
  type Answer,
  acknowledge,
  alarmId,
  type Book,
  EMPTY_BOOK,
  follow,
  type Heard,
  hear,
  miss,
  type OpenAlarm,
  pass,
  ring,
  type Shown,
  unfollow,
} from './book.ts';
import { kept } from './log.ts';
import { createBookStore } from './stored-book.ts';

/** What the card shows of an alarm's message. It stays in memory. */
export interface AlarmWords {
  sender: string;
  /** Null: the administrator wants texts hidden. */
  text: string | null;
  /** When the message was last edited, seconds by the server's clock; 0: never. Earlier words do not replace later ones. */
  edited: number;
}

/** The emoji and the line that acknowledging adds in the conversation; empty: none. */
export interface AnswerWords {
  reaction: string;
  line: string;
}

export interface AccountBookOptions {
  /** The account's id and key; null for the test alarms, which belong to none. */
  account: { id: string; key: string } | null;
  settings: SettingsStore;
  /** Names the account where there are several; else null. */
  label: () => string | null;
}

export interface AccountBookDeps extends AccountBookOptions {
  clock: Clock;
  times: () => AlarmTimes;
  keepsLog: () => boolean;
  /** What acknowledging adds in the conversation; empty: nothing. */
  answer?: (() => AnswerWords) | undefined;
  /** The book has changed, and is stored as far as the disk allows. */
  onChange: () => void;
}

export type AccountBook = ReturnType<typeof createAccountBook>;

/**
 * The book of one account while the app runs. Each change is on the disk before anything shows it, so that no crash
 * loses an alarm or brings back an acknowledged alarm.
 */
export function createAccountBook({
  account,
  settings,
  label,
  clock,
  times,
  keepsLog,
  answer,
  onChange,
}: AccountBookDeps) {
  let place = settings;
  let store = createBookStore(place, account?.id ?? null);
  const words = new Map<string, AlarmWords>();
  /** When each alarm was written, in milliseconds by this computer's clock. */
  const writtenAt = new Map<string, number>();
  let book = store.load(clock.now());
  /** Until when time has been counted, by the monotonic clock. */
  let countedTo = clock.monotonic();
  /** The moment of the book's `aliveAt`, by the monotonic clock. */
  let aliveTo = clock.monotonic();
  /** The server's time in seconds, and when it told it, by the monotonic clock; null: not since the start. */
  let told: { seconds: number; at: number } | null = null;
  /** The app was away until then, by the monotonic clock; the server's next time says how long. */
  let backAt: number | null = clock.monotonic();
  let closed = false;

  /** Seconds by the server's clock; null: unknown. */
  const serverNow = (): number | null =>
    told === null ? null : told.seconds + Math.floor((clock.monotonic() - told.at) / 1_000);

  function set(next: Book): void {
    if (next === book || closed) return;
    book = { ...next, log: keepsLog() ? kept(next.log, clock.now()) : [] };
    forgetWords();
    save();
    onChange();
  }

  /** Returns false when it was not stored. */
  function save(): boolean {
    if (closed) return true;
    book = { ...book, aliveAt: aliveNow() };
    aliveTo = clock.monotonic();
    return store.save(book);
  }

  /** The server's time now, as far as it is known; while the server is silent, the time that the app has run counts. */
  function aliveNow(): number | null {
    const now = serverNow();
    if (now !== null || book.aliveAt === null) return now;
    return book.aliveAt + (clock.monotonic() - aliveTo) / 1_000;
  }

  function forgetWords(): void {
    const open = new Set(book.open.map(({ id }) => id));
    for (const id of words.keys()) if (!open.has(id)) words.delete(id);
    for (const id of writtenAt.keys()) if (!open.has(id)) writtenAt.delete(id);
  }

  /** Counts the time since the last count, without storing it. */
  function count(): void {
    const now = clock.monotonic();
    const next = pass(book, now - countedTo, times(), clock.now());
    countedTo = now;
    const isOver = next.open.some(({ isMissed }, at) => isMissed !== book.open[at]?.isMissed);
    if (isOver) set(next);
    else book = next;
  }

  function noteTimes(): void {
    const now = serverNow();
    if (now === null) return;
    for (const { id, writtenAt: seconds } of book.open)
      if (seconds !== null && !writtenAt.has(id)) writtenAt.set(id, clock.now() - (now - seconds) * 1_000);
  }

  /** A reaction to each message, and one line in each conversation. */
  function answersTo(ids: readonly string[]): Answer[] {
    const { reaction, line } = answer?.() ?? { reaction: '', line: '' };
    const lined = new Set<string>();
    return book.open.toReversed().flatMap(({ id, token, message, isDeleted }) => {
      if (!ids.includes(id) || token === null || message === null || isDeleted) return [];
      const about = { token, message, isTried: false, at: clock.now() };
      const isFirst = !lined.has(token);
      lined.add(token);
      return [
        ...(reaction === ''
          ? []
          : [{ ...about, kind: 'reaction' as const, text: reaction, reference: newReference() }]),
        ...(line === '' || !isFirst
          ? []
          : [{ ...about, kind: 'line' as const, text: line, reference: newReference() }]),
      ];
    });
  }

  /** Talk's token as it is known outside of the account. */
  const named = (token: string): string => globalToken(account?.key ?? '', token);

  return {
    account,
    label,
    /** The account's documents are kept elsewhere from now on: whether it is remembered has changed. */
    moveTo(next: SettingsStore): void {
      if (next === place) return;
      place = next;
      store = createBookStore(place, account?.id ?? null);
      save();
    },
    book: (): Book => book,
    heard: (token: string): Heard | null => book.heard.get(token) ?? null,
    followed: (): string[] => [...book.heard.keys()],
    follow: (token: string, upTo: MessageId, since: number): void => set(follow(book, token, upTo, since)),
    unfollow: (token: string): void => set(unfollow(book, token)),
    openIn: (token: string): OpenAlarm[] => book.open.filter((one) => one.token === token),
    /**
     * Takes what a conversation has shown.
     * @param said the words of its messages, by id
     */
    hear(shown: Omit<Shown, 'globalToken'>, said: ReadonlyMap<MessageId, AlarmWords>): void {
      count();
      const global = named(shown.token);
      const next = hear(book, { ...shown, globalToken: global }, times(), clock.now());
      let isNew = false;
      for (const { id, message } of next.open) {
        const about = message === null || id !== alarmId(global, message) ? undefined : said.get(message);
        const known = words.get(id);
        if (!about || (known && (known.edited > about.edited || isEqual(known, about)))) continue;
        words.set(id, about);
        isNew = true;
      }
      if (next !== book) set(next);
      else if (isNew) onChange();
    },
    ring(alarm: OpenAlarm, said: AlarmWords): void {
      count();
      words.set(alarm.id, said);
      set(ring(book, alarm, clock.now()));
    },
    acknowledge(ids: readonly string[], by: AcknowledgedBy): void {
      count();
      const next = acknowledge(book, ids, by, clock.now());
      // Who has reacted or read on another device has answered there.
      const isHere = next !== book && by !== 'reaction' && by !== 'elsewhere';
      set(isHere ? { ...next, answers: [...book.answers, ...answersTo(ids)] } : next);
    },
    /** What is still to be sent. */
    answers: (): readonly Answer[] => book.answers,
    /** A request is about to be sent. */
    beginAnswer: (reference: string): void =>
      set({
        ...book,
        answers: book.answers.map((one) => (one.reference === reference ? { ...one, isTried: true } : one)),
      }),
    /** It is there, or never will be. */
    endAnswer: (reference: string): void =>
      set({ ...book, answers: book.answers.filter((one) => one.reference !== reference) }),
    /** The message cannot be had any more. */
    noWords(token: string, message: MessageId): void {
      const id = alarmId(named(token), message);
      if (!words.has(id)) words.set(id, { sender: '', text: null, edited: 0 });
    },
    wordsOf: (id: string): AlarmWords | null => words.get(id) ?? null,
    /** Milliseconds since 1970 by this computer's clock; null: unknown. */
    writtenAt(id: string): number | null {
      noteTimes();
      return writtenAt.get(id) ?? null;
    },
    serverNow,
    /** The server has told its time. @param seconds since 1970; null: it has not */
    serverSaid(seconds: number | null): void {
      if (seconds === null || closed) return;
      told = { seconds, at: clock.monotonic() };
      if (backAt === null) return;
      const cameBack = seconds - (clock.monotonic() - backAt) / 1_000;
      const isLate = book.aliveAt !== null && cameBack - book.aliveAt > times().lateS;
      backAt = null;
      count();
      // What was found since the app is back has been judged by its own age.
      if (isLate) set(miss(book, clock.now()));
      else if (book.open.length > 0) save();
    },
    /** The computer goes to sleep. */
    suspend(): void {
      count();
      if (book.open.length > 0) save();
    },
    /** The computer is awake again. */
    resume(): void {
      backAt = clock.monotonic();
      book = { ...book, aliveAt: aliveNow() };
      aliveTo = clock.monotonic();
    },
    count,
    /** Stores how far the alarms have rung, so that a crash does not start them anew. */
    save,
    log: () => kept(book.log, clock.now()),
    /** Erases the log. Returns false when it may still be on the disk. */
    eraseLog(): boolean {
      if (book.log.length === 0) return true;
      book = { ...book, log: [] };
      const isStored = save();
      onChange();
      return isStored;
    },
    /** Removes lines of the log that are too old. */
    pruneLog(): void {
      if (kept(book.log, clock.now()).length < book.log.length) set({ ...book });
    },
    /** Forgets everything and writes nothing any more. Returns false when something is still on the disk. */
    clear(): boolean {
      closed = true;
      book = EMPTY_BOOK;
      forgetWords();
      return store.clear();
    },
  };
}
