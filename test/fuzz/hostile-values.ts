import type { Random } from './random.ts';

const MEGABYTE = 1_000_000;
/** Parts of long texts, which reveal slow or wrong handling of a character. */
const FILLINGS = [
  'a',
  '\u0000',
  '\u202e',
  '{mention-user1}',
  '**_~~`[](',
  '](',
  '\n> # ',
  '🚒',
  '\ud800',
  '"\\',
  '\ue0000\ue001',
];

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  1.5,
  -0.000_001,
  1e308,
  -1e308,
  2 ** 53,
  -(2 ** 53),
  2 ** 31,
  '',
  ' ',
  '0',
  '-1',
  'NaN',
  'Infinity',
  '1e999',
  'true',
  'null',
  '__proto__',
  'constructor',
  'toString',
  'javascript:alert(1)',
  'https://evil.example/',
  '//evil.example/',
  '../../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  '\u0000\u0001\u001b[31m\u007f\u0085\u2028\u2029',
  '\u202e\u2066\u200f umgedreht',
  '\ud800 halb',
  '{mention-user1}{__proto__}{constructor}{0}',
];

const EMPTY: readonly (() => unknown)[] = [() => [], () => ({}), () => [[]], () => [null], () => ({ length: 1 })];

/** Returns a short value of any type, none of which the app expects. */
export const hostileValue = (random: Random): unknown =>
  random.chance(0.2) ? random.pick(EMPTY)() : random.pick(VALUES);

/** Returns a text of up to about a thousand characters. */
export const longText = (random: Random): string => random.pick(FILLINGS).repeat(1 + random.int(90));

/** Returns a text of about a megabyte. */
export const hugeText = (random: Random): string => {
  const filling = random.pick(FILLINGS);
  return filling.repeat(Math.ceil(MEGABYTE / filling.length));
};

/** Names with a meaning in JavaScript itself. */
export const HOSTILE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', '0', ''];

/** Number literals that JSON allows but JSON.stringify never writes. */
export const RAW_NUMBERS = [
  '1e999',
  '-1e999',
  '-0',
  '0.1e-400',
  '9007199254740993',
  '1E5',
  '123456789012345678901234567890',
];
