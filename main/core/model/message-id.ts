import * as v from 'valibot';

/**
 * The id of a message. Ids are ordered: a later message has a greater one. A number when a number holds it exactly, a
 * bigint otherwise, so that `===`, `<` and `>` are right for any two ids. Nextcloud counts ids up; from version 33,
 * some are 63-bit snowflakes, sent as a string or a number.
 */
export type MessageId = number | bigint;

/** 64 bits have twenty digits. */
const DIGITS = /^-?\d{1,20}$/;

/** Returns the one form that a whole number has here. */
const canonical = (value: bigint): MessageId =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

/** @returns null for a value that is not a whole number, and for a number that may have been rounded on the way */
export function readMessageId(value: unknown): MessageId | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value === 'bigint') return canonical(value);
  return typeof value === 'string' && DIGITS.test(value) ? canonical(BigInt(value)) : null;
}

export const compareIds = (a: MessageId, b: MessageId): number => (a < b ? -1 : a > b ? 1 : 0);

/** Returns the smallest later id. */
export const nextId = (id: MessageId): MessageId => canonical(BigInt(id) + 1n);

/** Returns the greatest earlier id. */
export const previousId = (id: MessageId): MessageId => canonical(BigInt(id) - 1n);

/** Returns the id in a form that JSON can hold, which has no bigints. */
export const storableId = (id: MessageId): number | string => (typeof id === 'bigint' ? String(id) : id);

/** A stored id in either form. */
export const StoredId = v.pipe(
  v.union([v.number(), v.string(), v.bigint()]),
  v.rawTransform<number | string | bigint, MessageId>(({ dataset, addIssue, NEVER }) => {
    const read = readMessageId(dataset.value);
    if (read !== null) return read;
    addIssue({ message: 'an id' });
    return NEVER;
  }),
);

/** Returns the greatest of the ids. */
export const latestId = (first: MessageId, ...others: readonly MessageId[]): MessageId =>
  others.reduce((latest, id) => (compareIds(id, latest) > 0 ? id : latest), first);

/** More digits than a JavaScript number holds exactly; hardly any answer contains such a number. */
const LONG_NUMBER = /[:,[]\s*-?\d{16}/;
const WHOLE = /^-?\d{16,20}$/;

/**
 * Parses JSON and returns whole numbers that a JavaScript number would round as bigints.
 * @throws SyntaxError when the text is not JSON
 */
export const parseJson = (text: string): unknown =>
  // The reviver is slow, so it runs only when the text contains a long number.
  LONG_NUMBER.test(text) ? JSON.parse(text, keepWhole) : JSON.parse(text);

const keepWhole = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && WHOLE.test(context?.source ?? '')
    ? BigInt(context?.source ?? '')
    : value;
