import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { usedMembers } from './used-members.ts';

const folder = join(import.meta.dirname, '../electron');

/** The rows of the table "What the app uses of Electron", as their five cells. */
const rows = readFileSync(join(folder, 'README.md'), 'utf8')
  .split('\n## ')
  .find((section) => section.startsWith('What the app uses of Electron'))
  ?.split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  ) as string[][];

test('the table names exactly the parts of Electron that the app uses', () => {
  const named = rows.flatMap(([used = '']) => [...used.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  // `urgency` is listed for its value, and is not a call.
  const members = named.filter((name) => name !== 'urgency');
  expect(members.toSorted()).toEqual([...usedMembers()].toSorted());
});

test('each row says what Electron does, names the source, and names the test of the host', () => {
  for (const row of rows) {
    const [, does = '', source = '', , held = ''] = row;
    expect(row, row.join()).toHaveLength(5);
    expect(does).not.toBe('');
    expect(source, row.join()).toMatch(/\.(cc|h|mm|ts|md)\b/);
    const [file = '', ...titles] = held.split(' › ');
    expect(existsSync(join(folder, file)), held).toBe(true);
    const tests = readFileSync(join(folder, file), 'utf8');
    expect(titles.length, held).toBeGreaterThan(0);
    for (const title of titles) expect(tests.includes(`'${title}'`), `${file}: ${title}`).toBe(true);
  }
});
