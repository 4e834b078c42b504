import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStation, type StationPc } from './station.ts';
import { rowOf } from './view.ts';

/** Too long for a row. */
const HEBREW_NAME = 'תחנת הכיבוי המרכזית של העיר הגדולה ביותר באזור הצפון כולו';
const HEBREW = 'האימון של המשמרת השנייה מתחיל מחר בשעה 18:30 בחצר התחנה, נא להגיע בזמן עם ציוד מלא.';
const ARABIC = 'التدريب غدًا (18:30)';
const GERMAN = 'Die Übung der zweiten Schicht beginnt morgen um 18:30 Uhr im Hof, bitte pünktlich und mit Ausrüstung.';

/** An element's place and text direction, in CSS pixels from the window's left edge. */
interface Placed {
  direction: string;
  left: number;
  right: number;
  /** Place of the first and the last character of its own text; cut-off text lies beyond the element. */
  first: number;
  last: number;
}

const placed = (element: Locator): Promise<Placed> =>
  element.evaluate((found) => {
    const { left, right } = found.getBoundingClientRect();
    const words = [...found.childNodes]
      .filter((node): node is Text => node instanceof Text)
      .findLast(({ data }) => data !== '');
    if (!words) throw new Error('no words');
    const middle = (at: number): number => {
      const range = document.createRange();
      range.setStart(words, at);
      range.setEnd(words, at + 1);
      const box = range.getBoundingClientRect();
      return (box.left + box.right) / 2;
    };
    const { direction } = getComputedStyle(found);
    return { direction, left, right, first: middle(0), last: middle(words.data.length - 1) };
  });

let pc: StationPc;
let page: Page;
/** Tokens of the conversations, named by their content. */
let hebrew: string;
let arabic: string;
let mixed: string;
let german: string;

beforeAll(async () => {
  pc = await openStation();
  const { control } = pc.nextcloud;
  control.addUser({ id: 'noa', displayName: 'נועה כהן', password: 'noa', language: 'de' });
  hebrew = control.addRoom({ type: 'group', name: HEBREW_NAME, members: ['noa', 'alice'] });
  arabic = control.addRoom({ type: 'group', name: 'Fahrdienst', members: ['bob', 'alice'] });
  mixed = control.addRoom({ type: 'group', name: 'Nachbarwache', members: ['noa', 'alice'] });
  german = control.addRoom({ type: 'group', name: 'Übungsgruppe', members: ['bob', 'alice'] });
  control.send('noa', hebrew, HEBREW);
  control.send('bob', arabic, ARABIC);
  control.send('noa', mixed, GERMAN);
  control.send('bob', german, GERMAN);
  page = await pc.signIn();
  await rowOf(page, hebrew).waitFor();
});
afterAll(() => pc.stop());

const name = (token: string): Promise<Placed> => placed(rowOf(page, token).locator('.row-name'));
const preview = (token: string): Promise<Placed> => placed(rowOf(page, token).locator('.row-preview'));
/** Returns the inner edges of a row, where both of its lines end. */
const edges = (token: string) =>
  rowOf(page, token).evaluate((row) => {
    const of = (selector: string) => row.querySelector(selector)?.getBoundingClientRect();
    return { avatar: of('.avatar')?.left, time: of('.row-time')?.right, badge: of('.badge')?.right };
  });

describe('from right to left', () => {
  it('a name runs from the right, and is cut off on the left', async () => {
    const { direction, left, right, first, last } = await name(hebrew);
    expect(direction).toBe('rtl');
    expect(first).toBeGreaterThan((left + right) / 2);
    expect(first).toBeLessThan(right);
    expect(last).toBeLessThan(left);
  });

  it('a message runs from the right, and is cut off on the left', async () => {
    const { direction, left, right, last } = await preview(hebrew);
    expect(direction).toBe('rtl');
    expect(last).toBeLessThan(left);
    // The author comes first, on the right.
    const author = await placed(rowOf(page, hebrew).locator('.row-author'));
    expect(author.direction).toBe('rtl');
    expect(author.right).toBeCloseTo(right, 0);
  });

  it('a short message starts where names start, with the author before the text', async () => {
    const { direction, left, first, last } = await preview(arabic);
    expect(direction).toBe('rtl');
    expect(last).toBeLessThan(first);
    expect(last - left).toBeLessThan(10);
    const author = await placed(rowOf(page, arabic).locator('.row-author'));
    expect(author.direction).toBe('ltr');
    expect(author.left).toBeGreaterThan(first);
    expect((await name(arabic)).direction).toBe('ltr');
  });
});

it('an author’s right-to-left name does not reverse a German message', async () => {
  const { direction, left, right, first, last } = await preview(mixed);
  expect(direction).toBe('ltr');
  expect(first).toBeLessThan((left + right) / 2);
  expect(last).toBeGreaterThan(right);
  const author = await placed(rowOf(page, mixed).locator('.row-author'));
  expect(author.direction).toBe('rtl');
  expect(author.left).toBeCloseTo(left, 0);
});

it('picture, time and badge keep their places', async () => {
  const usual = await edges(german);
  expect(Object.values(usual)).not.toContain(undefined);
  for (const token of [hebrew, arabic, mixed]) expect(await edges(token)).toEqual(usual);
});
