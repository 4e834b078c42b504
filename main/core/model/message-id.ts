import * as v from 'valibot';

/**
 * The id of a message, which also tells its place among the others: a later message has a greater one. Always a number
 * where a number can hold it exactly and a bigint beyond, so that `===`, `<` and `>` mean what they say between any two.
 * Nextcloud counts ids up; from version 33 on some of them are snowflakes of 63 bits, told as a text or as a number.
 */
export type MessageId = number | bigint;

/** 64 bits have twenty digits. */
const DIGITS = /^-?\d{1,20}$/;

/** The one form of a whole number. */
const canonical = (value: bigint): MessageId =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

/** @returns null for what is no whole number, and for a number that may have been rounded on the way */
export function readMessageId(value: unknown): MessageId | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value === 'bigint') return canonical(value);
  return typeof value === 'string' && DIGITS.test(value) ? canonical(BigInt(value)) : null;
}

export const compareIds = (a: MessageId, b: MessageId): number => (a < b ? -1 : a > b ? 1 : 0);

/** The least id that is later. */
export const nextId = (id: MessageId): MessageId => canonical(BigInt(id) + 1n);

/** The greatest id that is earlier. */
export const previousId = (id: MessageId): MessageId => canonical(BigInt(id) - 1n);

/** As JSON can hold it, which has no bigints. */
export const storableId = (id: MessageId): number | string => (typeof id === 'bigint' ? String(id) : id);

/** An id as it was stored, in either form. */
export const StoredId = v.pipe(
  v.union([v.number(), v.string(), v.bigint()]),
  v.rawTransform<number | string | bigint, MessageId>(({ dataset, addIssue, NEVER }) => {
    const read = readMessageId(dataset.value);
    if (read !== null) return read;
    addIssue({ message: 'an id' });
    return NEVER;
  }),
);

/** The greatest of them. */
export const latestId = (first: MessageId, ...others: readonly MessageId[]): MessageId =>
  others.reduce((latest, id) => (compareIds(id, latest) > 0 ? id : latest), first);

/** More digits than a JavaScript number holds exactly; nearly no answer has such a number. */
const LONG_NUMBER = /[:,[]\s*-?\d{16}/;
const WHOLE = /^-?\d{16,20}$/;

/**
 * What a text of JSON says, with whole numbers that a JavaScript number would round as bigints.
 * @throws SyntaxError when it is no JSON
 */
export const parseJson = (text: string): unknown =>
  // Looking at each value takes longer than reading all of them.
  LONG_NUMBER.test(text) ? JSON.parse(text, keepWhole) : JSON.parse(text);

const keepWhole = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && WHOLE.test(context?.source ?? '')
    ? BigInt(context?.source ?? '')
    : value;
