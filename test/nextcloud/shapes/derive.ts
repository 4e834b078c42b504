import { writeFileSync } from 'node:fs';
import { readRecordings, type ShapeFiles } from '../recordings.ts';

/** Derives the project's shapes from the recordings: `node test/nextcloud/shapes/derive.ts`. */
const recordings = readRecordings();
if (!recordings) throw new Error('The recordings are not beside the project');

const numbers = new Map<string, number>();
const exchanges: ShapeFiles['exchanges'] = {};
for (const [name, { shape, ...exchange }] of recordings) {
  const text = shape && JSON.stringify(shape);
  if (text !== null && !numbers.has(text)) numbers.set(text, numbers.size);
  exchanges[name] = { ...exchange, shapeNumber: text === null ? null : (numbers.get(text) ?? null) };
}

/** Each entry has a line of its own, so that diffs stay small. */
const lines = (entries: string[]): string => entries.join(',\n');
const write = (name: string, text: string): void => writeFileSync(new URL(name, import.meta.url), text);
write(
  'exchanges.json',
  `{\n${lines(Object.entries(exchanges).map(([name, exchange]) => `${JSON.stringify(name)}: ${JSON.stringify(exchange)}`))}\n}\n`,
);
write('bodies.json', `[\n${lines([...numbers.keys()])}\n]\n`);
