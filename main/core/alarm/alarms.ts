import type { Say } from '../i18n/index.ts';
import type { AcknowledgedBy, Alarm, AlarmCard, AlarmLogEntry, AlarmSound } from '../model/alarm.ts';
import { globalToken } from '../model/global-token.ts';
import { isEqual } from '../model/is-equal.ts';
import { compareIds } from '../model/message-id.ts';
import { cut } from '../model/plain-text.ts';
import type { Language } from '../model/settings.ts';
import type { AlarmBell, Clock, NotificationRequest, Notifier, SettingsStore } from '../ports.ts';
import { type AccountBook, type AccountBookOptions, type AnswerWords, createAccountBook } from './account-book.ts';
import { type AlarmTimes, changesIn, type OpenAlarm, stateOf, USUAL_TIMES } from './book.ts';
import { toCsv } from './log.ts';
import { createBookStore } from './stored-book.ts';

/** How often it is stored how far an alarm has rung. */
const STORED_EVERY_MS = 30_000;
/** The newest alarms have notifications of their own; the card shows all. */
const MOST_NOTIFIED = 5;
const DAY_MS = 24 * 60 * 60_000;
/** Linux cuts or refuses longer bodies. */
const BODY_LENGTH = 150;

export interface AlarmsDeps {
  clock: Clock;
  /** For the test alarms, which belong to no account. */
  settings: SettingsStore;
  notifier: Notifier;
  /** Missing: the notifications make the sound. */
  bell?: AlarmBell | undefined;
  say: Say;
  language: () => Language;
  sound: () => AlarmSound;
  /** No notification may show a text, because the screen is locked. */
  hidesText: () => boolean;
  /** Card, window and notifications may show the text of alarms. */
  showsText?: () => boolean;
  keepsLog?: () => boolean;
  times?: () => AlarmTimes;
  /** What acknowledging adds in the conversation. */
  answer?: () => AnswerWords;
  onChange: () => void;
}

/** What an account's book holds of an alarm, with the book. */
interface Kept {
  alarm: OpenAlarm;
  book: AccountBook;
}

export type Alarms = ReturnType<typeof createAlarms>;

/**
 * The alarms of all accounts: rings them until a person acknowledges them. Nothing that keeps other notifications quiet
 * applies here.
 */
export function createAlarms(deps: AlarmsDeps) {
  const { clock, notifier, bell, say, language, sound, hidesText, keepsLog = () => true, onChange } = deps;
  const showsText = deps.showsText ?? (() => true);
  const times = deps.times ?? (() => USUAL_TIMES);
  const books = new Map<string | null, AccountBook>();
  /** The notifications on the screen, by alarm, with what they say. */
  const notified = new Map<string, NotificationRequest>();
  let states = new Map<string, Alarm['state']>();
  let card: AlarmCard | null = null;
  let shown: readonly Alarm[] = [];
  let cancel = (): void => {};
  let isPruning = false;
  let cancelPruning = (): void => {};
  let storedAt = clock.monotonic();
  let probes = 0;
  /** Nothing is shown before, because the app is not complete yet. */
  let started = false;
  let stopped = false;

  const probeBook = open({ account: null, settings: deps.settings, label: () => null });

  function open(options: AccountBookOptions): AccountBook {
    const id = options.account?.id ?? null;
    const known = books.get(id);
    known?.moveTo(options.settings);
    if (known) return known;
    const book = createAccountBook({ ...options, clock, times, keepsLog, answer: deps.answer, onChange: changed });
    books.set(id, book);
    if (!keepsLog()) book.eraseLog();
    // The book of the test alarms is opened while the app is being put together, which must not be told yet.
    if (book.book().open.length > 0) clock.after(0, changed);
    return book;
  }

  const all = (): Kept[] => [...books.values()].flatMap((book) => book.book().open.map((alarm) => ({ alarm, book })));

  function toAlarm({ alarm, book }: Kept): Alarm {
    const { id, kind, token, conversation, isDeleted } = alarm;
    const words = book.wordsOf(id);
    return {
      id,
      kind,
      token: token === null ? null : globalToken(book.account?.key ?? '', token),
      conversation,
      account: book.label(),
      sender: words?.sender ?? '',
      text: showsText() ? (words?.text ?? null) : null,
      writtenAt: book.writtenAt(id),
      state: stateOf(alarm, times()),
      deleted: isDeleted,
    };
  }

  /** Newest first: an alarm may be found before an earlier one. One without a time counts as new. */
  const current = (): Alarm[] => all().toReversed().sort(byTime).map(toAlarm);

  /** The log must not keep old lines while no alarm comes. */
  function pruneDaily(): void {
    if (isPruning || [...books.values()].every((book) => book.book().log.length === 0)) return;
    isPruning = true;
    cancelPruning = clock.after(DAY_MS, () => {
      isPruning = false;
      for (const book of books.values()) book.pruneLog();
      pruneDaily();
    });
  }

  function changed(): void {
    if (!started || stopped) return;
    arm();
    pruneDaily();
    const alarms = current();
    const before = states;
    states = new Map(alarms.map(({ id, state }) => [id, state]));
    notify(alarms, before);
    const next = cardOf(alarms);
    if (!isEqual(next, card)) {
      card = next;
      bell?.show(card);
    }
    if (isEqual(alarms, shown)) return;
    shown = alarms;
    onChange();
  }

  function cardOf(alarms: Alarm[]): AlarmCard | null {
    if (alarms.length === 0) return null;
    const sounds = alarms.some(({ state }) => state === 'ringing');
    return { language: language(), alarms, sounds, sound: sound() };
  }

  /** Shows a notification beside the card each time that an alarm begins to ring. */
  function notify(alarms: readonly Alarm[], before: ReadonlyMap<string, Alarm['state']>): void {
    for (const [id, { key }] of notified)
      if (!states.has(id)) {
        notified.delete(id);
        notifier.withdraw(key);
      }
    for (const alarm of alarms.slice(0, MOST_NOTIFIED).toReversed()) {
      const request = requestOf(alarm);
      const known = notified.get(alarm.id);
      const begins = alarm.state === 'ringing' && before.get(alarm.id) !== 'ringing';
      if (!known || begins) notifier.show(request);
      else if (isEqual(known, request)) continue;
      else notifier.update(request);
      notified.set(alarm.id, request);
    }
  }

  function requestOf(alarm: Alarm): NotificationRequest {
    const { id, kind, token, conversation, account, sender, text, state, deleted } = alarm;
    const name = kind === 'probe' ? say('alarmProbe') : conversation;
    const title = say(state === 'missed' && !deleted ? 'alarmMissedTitle' : 'alarmTitle', { conversation: name });
    const words = text === null || hidesText() ? say('newMessage') : sender === '' ? text : `${sender}: ${text}`;
    const body = deleted ? say('alarmDeleted') : cut(words.replace(/\s+/g, ' '), BODY_LENGTH);
    return {
      key: keyOf(alarm),
      title: account === null ? title : `${title} · ${account}`,
      body: `${body}\n${say('alarmClickSeen')}`,
      token,
      thread: null,
      silent: bell !== undefined || state !== 'ringing',
      replyPlaceholder: null,
      markRead: null,
      acknowledge: { alarm: id, label: say('alarmSeen') },
    };
  }

  function keyOf({ id, token }: Alarm): string {
    const key = token === null ? '' : `${token.slice(token.lastIndexOf('.') + 1)}/`;
    return `${key}alarm/${id}`;
  }

  /** Wakes up for the next moment at which an alarm begins or ends to sound, and stores now and then how far it is. */
  function arm(): void {
    cancel();
    const next = [...books.values()].flatMap((book) => changesIn(book.book(), times()) ?? []);
    if (next.length === 0 || stopped) return;
    const toStore = storedAt + STORED_EVERY_MS - clock.monotonic();
    // Never 0, so that a clock which stands still does not keep the app busy.
    cancel = clock.after(Math.max(100, Math.min(toStore, ...next)), tick);
  }

  function tick(): void {
    for (const book of books.values()) book.count();
    if (clock.monotonic() - storedAt >= STORED_EVERY_MS) {
      storedAt = clock.monotonic();
      for (const book of books.values()) if (changesIn(book.book(), times()) !== null) book.save();
    }
    changed();
  }

  /** Returns the last 50 alarms, newest first. */
  function log(): AlarmLogEntry[] {
    const entries = [...books.values()].flatMap((book) =>
      book.log().map((entry) => ({ ...entry, account: book.label() })),
    );
    return entries.sort((a, b) => b.rangAt - a.rangAt).slice(0, 50);
  }

  return {
    /** Shows what rang when the app ended, as far as its books are open, and everything from now on. */
    start(): void {
      started = true;
      for (const book of books.values()) book.pruneLog();
      changed();
    },
    /** Returns the book of an account, with the alarms that rang when the app ended. A second call returns the same. */
    open,
    /** Forgets an account's alarms, and their log. Returns false when something is still on the disk. */
    forget(id: string): boolean {
      const gone = [books.get(id)?.clear() ?? true, createBookStore(deps.settings, id).clear()];
      books.delete(id);
      changed();
      return !gone.includes(false);
    },
    /** A person has seen these alarms. Unknown ones are ignored: another act may have been faster. */
    acknowledge(ids: readonly string[], by: AcknowledgedBy): void {
      for (const book of books.values()) book.acknowledge(ids, by);
    },
    /** Every alarm that is open, newest first. */
    state: (): readonly Alarm[] => shown,
    /** What the bell shows now. */
    card: (): AlarmCard | null => card,
    /** Rings a test alarm of the station itself. @returns its id */
    probe(words: { sender: string; text: string }): string {
      probes += 1;
      const id = `probe/${clock.now()}-${probes}`;
      const about = { id, kind: 'probe' as const, token: null, message: null, conversation: say('alarmProbe') };
      const alarm = { ...about, writtenAt: null, rungMs: 0, isMissed: false, isDeleted: false };
      probeBook.ring(alarm, { ...words, edited: 0 });
      return id;
    },
    /** Erases the log of the test alarms. Returns false when it may still be on the disk. */
    forgetTests: (): boolean => probeBook.eraseLog(),
    log,
    /** The log as a table for a spreadsheet. */
    logAsCsv: (): string => toCsv(log(), say),
    /** Settings, texts or language have changed. */
    tellAnew(): void {
      if (!keepsLog()) for (const book of books.values()) book.eraseLog();
      changed();
    },
    suspend(): void {
      for (const book of books.values()) book.suspend();
    },
    resume(): void {
      for (const book of books.values()) book.resume();
      tick();
    },
    /** The app ends: what rings goes on at the next start. */
    stop(): void {
      if (stopped) return;
      stopped = true;
      cancel();
      cancelPruning();
      for (const book of books.values()) {
        book.count();
        if (book.book().open.length > 0) book.save();
      }
      bell?.show(null);
      for (const { key } of notified.values()) notifier.withdraw(key);
      notified.clear();
    },
  };
}

function byTime({ alarm: one }: Kept, { alarm: other }: Kept): number {
  if (one.writtenAt === other.writtenAt)
    return one.message !== null && other.message !== null ? compareIds(other.message, one.message) : 0;
  return (other.writtenAt ?? Number.POSITIVE_INFINITY) - (one.writtenAt ?? Number.POSITIVE_INFINITY);
}
