import * as v from 'valibot';
import { expect, it } from 'vitest';
import { describeError, Maintenance, ServerError } from './errors.ts';

const SECRET = 'Treffpunkt um acht am Nordtor';

it.each([
  [new Maintenance('503'), 'maintenance'],
  [new ServerError('status 502', 502), 'server-error 502'],
])('describes an expected error by its code: %s', (error, code) => {
  expect(describeError(error)).toBe(code);
});

it('describes any other error by its stack, with the errors that caused it', () => {
  const cause = new RangeError('too far', { cause: new Maintenance('503') });
  const text = describeError(new TypeError('broken', { cause }));
  expect(text).toMatch(
    /^TypeError: broken\n {4}at [\s\S]+errors\.test\.ts:\d+:\d+[\s\S]*\ncaused by RangeError: too far\n {4}at [\s\S]+\ncaused by maintenance$/,
  );
});

const text: unknown = SECRET;
const cases: [string, () => unknown, RegExp][] = [
  [
    'a schema',
    () => v.parse(v.object({ a: v.object({ b: v.number() }) }), { a: { b: text } }),
    /^ValiError: unexpected shape at a\.b\n/,
  ],
  ['JSON', () => JSON.parse(SECRET), /^SyntaxError\n/],
  ['a number', () => BigInt(SECRET), /^SyntaxError\n/],
  ['a pattern', () => new RegExp(`${SECRET}(`), /^SyntaxError\n/],
  [
    'a property of a text',
    () => Object.assign(text as object, [1]),
    /^TypeError: Cannot assign to read only property\n/,
  ],
  ['a key in a text', () => 'x' in (text as object), /^TypeError: Cannot use\n/],
  [
    'a time zone',
    () => new Intl.DateTimeFormat('de', { timeZone: SECRET }),
    /^RangeError: Invalid time zone specified\n/,
  ],
  ['an address', () => new URL(`ht tp://${SECRET}`), /^TypeError: ERR_INVALID_URL\n/],
  [
    'a file',
    () => Promise.reject(Object.assign(new Error(`ENOENT: no such file, open '${SECRET}'`), { code: 'ENOENT' })),
    /^Error: ENOENT\n/,
  ],
  ['a quotation', () => Promise.reject(new Error(`cannot use “${SECRET}”`)), /^Error: cannot use\n/],
  [
    'an address in a sentence',
    () => Promise.reject(new Error(`loading https://x/${SECRET}`)),
    /^Error: loading https\n/,
  ],
  [
    'a network error',
    () => Promise.reject(new Error(`net::ERR_NAME_NOT_RESOLVED at ${SECRET.length}`)),
    /^Error: net::ERR_NAME_NOT_RESOLVED at\n/,
  ],
  [
    'lines like a stack',
    () => Promise.reject(new Error(`odd:\n    at ${SECRET} (x:1:1)\n    at y (x:1:1)`)),
    /^Error: odd\n/,
  ],
];

it.each(cases)('says where and not what when the message quotes %s', async (_name, task, expected) => {
  const error: unknown = await Promise.resolve()
    .then(task)
    .catch((reason: unknown) => reason);
  const described = describeError(error);
  expect(described).toMatch(expected);
  expect(described).toMatch(/\n {4}at /);
  expect(described).not.toContain(SECRET);
  expect(described).not.toContain('Nordtor');
});

it.each([
  [SECRET, 'string'],
  [null, 'null'],
  [undefined, 'undefined'],
  [{ text: SECRET }, 'object'],
])('names only the type of a thrown value: %j', (thrown, type) => {
  expect(describeError(thrown)).toBe(`a thrown ${type}`);
});

it('does not believe the name of an error', () => {
  expect(describeError(Object.assign(new Error('x'), { name: SECRET }))).toMatch(/^Error: x\n/);
});
