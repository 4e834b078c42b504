import { expect, it } from 'vitest';
import { decodeConsole } from './console-text.ts';

const never = (): string => {
  throw new Error('asked for the code page');
};
const bytes = (...values: number[]) => Uint8Array.from(values);

it('needs no code page for ASCII and UTF-8', () => {
  expect(decodeConsole(new TextEncoder().encode('Wache 1'), never)).toBe('Wache 1');
  expect(decodeConsole(new TextEncoder().encode('Wache Süd 🚒'), never)).toBe('Wache Süd 🚒');
});

it.each([
  ['437', 'Süd', [0x53, 0x81, 0x64]],
  ['850', 'Süd Ø', [0x53, 0x81, 0x64, 0x20, 0x9d]],
  ['858', 'ä€', [0x84, 0xd5]],
  ['852', 'Łódź', [0x9d, 0xa2, 0x64, 0xab]],
  ['1252', 'Süd', [0x53, 0xfc, 0x64]],
  ['866', 'Да', [0x84, 0xa0]],
  ['932', '消防', [0x8f, 0xc1, 0x96, 0x68]],
])('reads code page %s: %s', (page, text, values) => {
  expect(decodeConsole(bytes(...values), () => page)).toBe(text);
});

it.each([null, '', '99999', 'x/../y'])('marks what it cannot read with the code page %j', (page) => {
  expect(decodeConsole(bytes(0x53, 0x81, 0x64), () => page)).toBe('S\uFFFDd');
});
