import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/clock.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import type { SettingsStore } from '../ports.ts';
import { createAccountBook } from './account-book.ts';
import { stateOf, USUAL_TIMES } from './book.ts';

const ACCOUNT = { id: 'alice@cloud.example.org', key: '0123456789ab' };
const SERVER_START = 5_000_000;

/** A PC with a disk, whose process can die at any write. */
function createPc(clock: FakeClock) {
  const disk = createFakeSettings();
  /** Writes that are left before the process dies; infinite: it lives. */
  let left = Number.POSITIVE_INFINITY;
  const settings: SettingsStore = {
    ...disk,
    write(name, value) {
      if (left <= 0) return false;
      left -= 1;
      return disk.write(name, value);
    },
  };
  let rings: string[] = [];
  const start = () => {
    left = Number.POSITIVE_INFINITY;
    const book = createAccountBook({
      account: ACCOUNT,
      settings,
      label: () => null,
      clock,
      times: () => USUAL_TIMES,
      keepsLog: () => true,
      onChange() {
        // A dead process shows nothing.
        if (left > 0) rings = sounding(book);
      },
    });
    rings = sounding(book);
    return book;
  };
  const sounding = ({ book }: ReturnType<typeof createAccountBook>): string[] =>
    book().open.flatMap((alarm) => (stateOf(alarm, USUAL_TIMES) === 'ringing' ? String(alarm.message) : []));
  return {
    start,
    disk,
    /** What a person hears. */
    rings: () => rings,
    dieAfter(writes: number): void {
      left = writes;
    },
    isDead: () => left <= 0,
  };
}

const serverNow = (clock: FakeClock): number => SERVER_START + Math.floor(clock.monotonic() / 1_000);
const words = (message: number) => new Map([[message, { sender: 'Bob', text: `message ${message}`, edited: 0 }]]);
const shownOf = (message: number, clock: FakeClock) => {
  const at = serverNow(clock);
  return { token: 'tok', conversation: 'Wache 1', upTo: message, found: [{ message, writtenAt: at, ageS: 0 }] };
};
const named = (message: number): string => `tok.0123456789ab/${message}`;

it('whenever the process dies between two writes, each alarm rings, and none after its acknowledgement', async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ do: 'alarm' as const }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('seen' as const), pick: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 90_000 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('die' as const), writes: fc.nat(3) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const clock = createFakeClock();
      const pc = createPc(clock);
      let book = pc.start();
      book.serverSaid(serverNow(clock));
      book.follow('tok', 0, 0);
      /** What the server has, and what a person has acknowledged and seen disappear. */
      const written: number[] = [];
      const seen = new Set<number>();
      const listed = (): void => {
        // The server's list shows everything since the cursor, again and again.
        for (const message of written.filter((one) => one > Number(book.heard('tok')?.upTo ?? 0)))
          if (!pc.isDead()) book.hear(shownOf(message, clock), words(message));
      };
      for (const next of steps) {
        if (next.do === 'alarm') written.push(written.length + 1);
        else if (next.do === 'pass') await clock.advance(next.ms);
        else if (next.do === 'die') pc.dieAfter(next.writes);
        else {
          const heard = pc.rings()[next.pick % Math.max(1, pc.rings().length)];
          if (heard !== undefined) {
            book.acknowledge([named(Number(heard))], 'card');
            if (!pc.isDead()) seen.add(Number(heard));
          }
        }
        listed();
        book.count();
        if (pc.isDead()) {
          book = pc.start();
          book.serverSaid(serverNow(clock));
          listed();
        }
        const open = new Set(book.book().open.map(({ message }) => Number(message)));
        for (const message of written) {
          // Either it is open, or a person has seen it: an act that the dying process had begun may count.
          if (seen.has(message)) expect(open.has(message)).toBe(false);
          else if (!open.has(message)) expect(endOf(book, message)).toBe('acknowledged');
        }
        expect(open.size).toBe(book.book().open.length);
      }
    }),
    { numRuns: 500 },
  );
});

const endOf = (book: ReturnType<typeof createAccountBook>, message: number) =>
  book.log().find(({ id }) => id === named(message))?.end;

it('rings on after a restart, from where it was, and without a network', async () => {
  const clock = createFakeClock();
  const pc = createPc(clock);
  const before = pc.start();
  before.serverSaid(serverNow(clock));
  before.follow('tok', 0, 0);
  before.hear(shownOf(1, clock), words(1));
  await clock.advance(9 * 60_000);
  before.count();
  before.save();
  const after = pc.start();
  expect(pc.rings()).toEqual(['1']);
  await clock.advance(2 * 60_000);
  after.count();
  expect(after.book().open.map((alarm) => stateOf(alarm, USUAL_TIMES))).toEqual(['resting']);
});

it.each([
  [29, ['1']],
  [31, []],
])('after %s minutes without the app, it rings %j as soon as the server has told the time', async (minutes, rings) => {
  const clock = createFakeClock();
  const pc = createPc(clock);
  const before = pc.start();
  before.serverSaid(serverNow(clock));
  before.follow('tok', 0, 0);
  before.hear(shownOf(1, clock), words(1));
  await clock.advance(minutes * 60_000);
  // The wall clock of a PC may say anything.
  clock.jump(-86_400_000);
  const after = pc.start();
  expect(pc.rings()).toEqual(['1']);
  after.serverSaid(serverNow(clock));
  expect(pc.rings()).toEqual(rings);
  expect(after.book().open).toHaveLength(1);
});

it('does not count a time without network as time away', async () => {
  const clock = createFakeClock();
  const pc = createPc(clock);
  const book = pc.start();
  book.serverSaid(serverNow(clock));
  book.follow('tok', 0, 0);
  book.hear(shownOf(1, clock), words(1));
  await clock.advance(16 * 60_000 - 30_000);
  book.count();
  await clock.advance(40 * 60_000);
  book.count();
  book.suspend();
  book.resume();
  book.serverSaid(serverNow(clock));
  expect(book.book().open.map(({ isMissed }) => isMissed)).toEqual([false]);
});

it('stores neither text nor author, and forgets everything with the account', () => {
  const clock = createFakeClock();
  const pc = createPc(clock);
  const book = pc.start();
  book.follow('tok', 0, 0);
  book.hear(shownOf(1, clock), words(1));
  const stored = [...pc.disk.documents.values()].join('\n');
  expect(stored).toContain('Wache 1');
  expect(stored).not.toContain('message 1');
  expect(stored).not.toContain('Bob');
  expect(book.clear()).toBe(true);
  book.hear(shownOf(2, clock), words(2));
  book.save();
  expect([...pc.disk.documents]).toEqual([]);
});

it('a damaged entry costs no other', () => {
  const clock = createFakeClock();
  const pc = createPc(clock);
  const before = pc.start();
  before.follow('tok', 0, 0);
  before.hear(shownOf(1, clock), words(1));
  before.hear(shownOf(2, clock), words(2));
  const [[name, text] = ['', '']] = pc.disk.documents;
  const document = JSON.parse(text);
  document.open[0] = { id: 5 };
  document.heard.push('nonsense');
  document.aliveAt = 'yesterday';
  pc.disk.write(name, document);
  const after = pc.start();
  expect(pc.rings()).toEqual(['2']);
  expect(after.heard('tok')?.upTo).toBe(2);
});
