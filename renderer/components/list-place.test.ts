import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeRows } from './list-place.ts';

/** As much of a document's list as placing rows needs; it counts how often each row is put somewhere or taken out. */
class FakeList {
  rows: FakeRow[] = [];
  get children(): FakeRow[] {
    return this.rows;
  }
  get firstChild(): FakeRow | null {
    return this.rows[0] ?? null;
  }
  insertBefore(row: FakeRow, next: FakeRow | null): void {
    if (row.parentNode === this) this.rows.splice(this.rows.indexOf(row), 1);
    row.parentNode = this;
    row.moves += 1;
    this.rows.splice(next === null ? this.rows.length : this.rows.indexOf(next), 0, row);
  }
}

class FakeRow {
  parentNode: FakeList | null = null;
  moves = 0;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  get nextSibling(): FakeRow | null {
    return this.parentNode?.rows[this.parentNode.rows.indexOf(this) + 1] ?? null;
  }
  remove(): void {
    this.moves += 1;
    this.parentNode?.rows.splice(this.parentNode.rows.indexOf(this), 1);
    this.parentNode = null;
  }
}

const place = (list: FakeList, rows: FakeRow[], still: FakeRow | null): void =>
  placeRows(list as unknown as Element, rows as unknown as Element[], still as unknown as Element | null);
const named = (names: string): FakeRow[] => [...names].map((name) => new FakeRow(name));
const someNames = fc.uniqueArray(fc.constantFrom(...'abcdefghij')).map((names) => names.join(''));

it('brings any rows into any order, and never moves the row that must stay', () => {
  fc.assert(
    fc.property(someNames, someNames, fc.option(fc.constantFrom(...'abcdefghij')), (before, after, still) => {
      const rows = new Map(named('abcdefghij').map((row) => [row.name, row]));
      const of = (names: string): FakeRow[] => [...names].flatMap((name) => rows.get(name) ?? []);
      const list = new FakeList();
      place(list, of(before), null);
      for (const row of rows.values()) row.moves = 0;
      const kept = still !== null && after.includes(still) ? (rows.get(still) ?? null) : null;
      place(list, of(after), kept);
      expect(list.rows.map(({ name }) => name).join('')).toBe(after);
      if (kept && before.includes(kept.name)) expect(kept.moves).toBe(0);
    }),
  );
});

it('moves one row when one message arrives, and none when nothing changes', () => {
  const rows = named('abcdefgh');
  const list = new FakeList();
  place(list, rows, null);
  const total = (): number => rows.reduce((sum, { moves }) => sum + moves, 0);
  const drawn = total();
  place(list, rows, null);
  expect(total()).toBe(drawn);
  const last = rows.at(-1) as FakeRow;
  place(list, [last, ...rows.slice(0, -1)], null);
  place(list, rows, rows[2] as FakeRow);
  expect(total() - drawn).toBeLessThanOrEqual(2);
});
