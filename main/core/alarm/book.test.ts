import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  type Book,
  changesIn,
  EMPTY_BOOK,
  follow,
  hear,
  miss,
  type OpenAlarm,
  pass,
  stateOf,
  USUAL_TIMES,
} from './book.ts';

const MINUTE = 60_000;
const NOW = 1_800_000_000_000;
const ROOM = { token: 'tok', globalToken: 'tok.0123456789ab', conversation: 'Wache 1' };
const watched = follow(EMPTY_BOOK, 'tok', 10, 1_000);
const id = (message: number): string => `tok.0123456789ab/${message}`;

/** Returns the book after a conversation has shown this alarm. */
function heard(
  book: Book,
  message: number,
  { ageS = 0, upTo = message }: { ageS?: number | null; upTo?: number } = {},
) {
  return hear(book, { ...ROOM, upTo, found: [{ message, writtenAt: 1_000, ageS }] }, USUAL_TIMES, NOW);
}
const states = (book: Book): string[] => book.open.map((alarm) => stateOf(alarm, USUAL_TIMES));
const after = (book: Book, ms: number): Book => pass(book, ms, USUAL_TIMES, NOW);
const ends = (book: Book) => book.log.map(({ end, by }) => [end, by]);

it('an alarm rings, and is over once a person has acknowledged it', () => {
  const ringing = heard(watched, 11);
  expect(states(ringing)).toEqual(['ringing']);
  const seen = acknowledge(ringing, [id(11)], 'card', NOW);
  expect(states(seen)).toEqual([]);
  expect(ends(seen)).toEqual([['acknowledged', 'card']]);
  expect(states(heard(seen, 11))).toEqual([]);
});

it('several alarms are open at once, and are acknowledged one by one or together', () => {
  const three = [11, 12, 13].reduce((book, message) => heard(book, message), watched);
  const two = acknowledge(three, [id(12)], 'key', NOW);
  expect(two.open.map((alarm) => alarm.message)).toEqual([11, 13]);
  expect(acknowledge(two, [id(11), id(13), id(99)], 'tray', NOW).open).toEqual([]);
});

it('it rings for ten minutes, then one minute of each five, and is missed after two hours', () => {
  const book = heard(watched, 11);
  const minutes = Array.from({ length: 121 }, (_none, minute) => states(after(book, minute * MINUTE))[0]);
  expect(minutes.slice(0, 10)).toEqual(Array(10).fill('ringing'));
  const again = minutes.flatMap((state, minute) => (minute >= 10 && state === 'ringing' ? minute : []));
  expect(again).toEqual(Array.from({ length: 21 }, (_none, turn) => 15 + 5 * turn));
  expect(minutes[119]).toBe('resting');
  expect(minutes[120]).toBe('missed');
  expect(ends(after(book, 120 * MINUTE))).toEqual([['missed', null]]);
});

it.each<[number | null, string]>([
  [null, 'ringing'],
  [-500, 'ringing'],
  [0, 'ringing'],
  [30 * 60, 'ringing'],
  [30 * 60 + 1, 'missed'],
])('an alarm that is found with an age of %s s is %s', (ageS, state) => {
  expect(states(heard(watched, 11, { ageS }))).toEqual([state]);
});

it('a missed alarm stays on the card until a person takes note', () => {
  const missed = miss(heard(watched, 11), NOW);
  expect(states(missed)).toEqual(['missed']);
  const noted = acknowledge(missed, [id(11)], 'card', NOW);
  expect(noted.open).toEqual([]);
  expect(ends(noted)).toEqual([['missed', 'card']]);
});

it('a deleted message stops ringing and stays with a note', () => {
  const book = hear(heard(watched, 11), { ...ROOM, upTo: 12, found: [], deleted: [11] }, USUAL_TIMES, NOW);
  expect(book.open.map(({ isDeleted }) => isDeleted)).toEqual([true]);
  expect(states(book)).toEqual(['missed']);
  expect(ends(book)).toEqual([['deleted', null]]);
  expect(states(heard(book, 11))).toEqual(['missed']);
});

it('an alarm and its acknowledgement in one answer do not ring', () => {
  const shown = {
    ...ROOM,
    upTo: 12,
    found: [{ message: 11, writtenAt: 1_000, ageS: 0 }],
    acknowledged: [{ message: 11, by: 'reaction' as const }],
  };
  const book = hear(watched, shown, USUAL_TIMES, NOW);
  expect(book.open).toEqual([]);
  expect(ends(book)).toEqual([['acknowledged', 'reaction']]);
});

it('an edit below the cursor that makes an alarm rings once', () => {
  const book = heard(watched, 5, { upTo: 10 });
  expect(states(book)).toEqual(['ringing']);
  expect(heard(book, 5, { upTo: 10 })).toBe(book);
});

it('the limit drops missed alarms before those that ring', () => {
  const late = [11, 12].reduce((book, message) => heard(book, message, { ageS: 9_999 }), watched);
  const many = Array.from({ length: 199 }, (_none, at) => at + 20).reduce(
    (book, message) => heard(book, message),
    late,
  );
  expect(many.open).toHaveLength(200);
  expect(many.open[0]?.message).toBe(12);
  expect(states(many).filter((state) => state === 'ringing')).toHaveLength(199);
});

it('nothing that changes nothing makes a new book', () => {
  const book = heard(watched, 11);
  expect(hear(book, { ...ROOM, upTo: 11, found: [] }, USUAL_TIMES, NOW)).toBe(book);
  expect(acknowledge(book, ['other'], 'card', NOW)).toBe(book);
  expect(after(watched, MINUTE)).toBe(watched);
});

const times = fc.record({
  ringMs: fc.integer({ min: 1, max: 20 * MINUTE }),
  everyMs: fc.integer({ min: 1, max: 10 * MINUTE }),
  againMs: fc.integer({ min: 1, max: 10 * MINUTE }),
  longestMs: fc.integer({ min: 1, max: 200 * MINUTE }),
  lateS: fc.constant(1_800),
});
const opened = (rungMs: number): Book => {
  const [alarm] = heard(watched, 11).open;
  return { ...watched, open: [{ ...(alarm as OpenAlarm), rungMs }] };
};

describe('the moments at which it begins and ends to sound', () => {
  it('are never passed by: until then, nothing changes', () => {
    fc.assert(
      fc.property(times, fc.nat(150 * MINUTE), fc.nat(10_000), (wanted, rungMs, part) => {
        const book = opened(Math.min(rungMs, wanted.longestMs - 1));
        const wait = changesIn(book, wanted) ?? 0;
        expect(wait).toBeGreaterThan(0);
        const before = Math.floor((wait - 1) * (part / 10_000));
        const stateAfter = (ms: number) => pass(book, ms, wanted, NOW).open.map((one) => stateOf(one, wanted));
        expect(stateAfter(before)).toEqual(stateAfter(0));
      }),
    );
  });

  it('come to an end: it is missed after its longest time, and not before', () => {
    fc.assert(
      fc.property(times, fc.array(fc.nat(30 * MINUTE), { maxLength: 30 }), (wanted, waits) => {
        let book = opened(0);
        let passed = 0;
        for (const wait of waits) {
          book = pass(book, wait, wanted, NOW);
          passed += wait;
          expect(book.open[0]?.isMissed).toBe(passed >= wanted.longestMs);
        }
      }),
    );
  });
});
