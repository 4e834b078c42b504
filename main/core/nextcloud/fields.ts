import { type MessageId, readMessageId } from '../model/message-id.ts';
import { cleaned, oneLine } from '../model/plain-text.ts';

/** A longer text is cut: no honest message is as long (Talk accepts 32,000 characters), and each is held in memory. */
const LONGEST_TEXT = 100_000;

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the value if it is a record; null otherwise. */
export const recordOf = (value: unknown): Json | null => (isRecord(value) ? value : null);

/**
 * Returns the elements of a list. PHP writes a list with gaps as an object with numeric keys, which is accepted, too.
 * @returns null when the value is not a list
 */
export function listOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return null;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? Object.values(value) : null;
}

/** Returns a whole number, also from a text; null for any other value. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value !== 'string' || !/^-?\d{1,16}$/.test(value)) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

/** Returns a boolean in any form that PHP writes; null for any other value. */
function yesOrNo(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || value === 'true') return true;
  return value === 0 || value === '0' || value === 'false' || value === '' ? false : null;
}

/**
 * Returns a text unchanged, also from a number; null for any other value. Use it for values that are compared or sent
 * back, such as ids; `nameText` and `words` are for texts that the user sees.
 */
export function plainText(value: unknown): string | null {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? value.slice(0, LONGEST_TEXT) : value;
  const isNumber = typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
  return isNumber ? String(value) : null;
}

/** Returns a name or another short text for the user, cleaned; null for any other value. */
export function nameText(value: unknown): string | null {
  const text = plainText(value);
  return text === null ? null : oneLine(text);
}

/**
 * Reads the fields of a conversation or a message one by one. Foreign servers choose many of the values, and an invalid
 * field must not spoil the others. An unreadable field is noted by its name, never by its value.
 */
export class Fields<Name extends string> {
  readonly #record: Json;
  readonly odd: Name[] = [];

  constructor(record: Json) {
    this.#record = record;
  }

  /** Returns the raw value. */
  raw(name: Name): unknown {
    return this.#record[name];
  }

  /** Returns a name for the user. */
  name(name: Name): string {
    return this.#read(name, nameText(this.#record[name]), '', undefined);
  }

  /** Returns a text of several lines for the user. */
  words(name: Name): string {
    const text = plainText(this.#record[name]);
    return this.#read(name, text === null ? null : cleaned(text, LONGEST_TEXT), '', undefined);
  }

  /** Returns a text unchanged, for ids. `absent`: the value of a missing field, if it may be missing. */
  text(name: Name, otherwise: string, absent?: string): string {
    return this.#read(name, plainText(this.#record[name]), otherwise, absent);
  }

  yes(name: Name, otherwise: boolean, absent?: boolean): boolean {
    return this.#read(name, yesOrNo(this.#record[name]), otherwise, absent);
  }

  whole(name: Name, otherwise: number, absent?: number): number {
    return this.#read(name, wholeNumber(this.#record[name]), otherwise, absent);
  }

  id(name: Name, otherwise: MessageId): MessageId {
    return this.#read(name, readMessageId(this.#record[name]), otherwise, undefined);
  }

  /** Returns a count or a time: fractions are cut off, and the result is at most `most`. */
  count(name: Name, most: number, otherwise: number, absent?: number): number {
    const value = this.#record[name];
    const isNumber = typeof value === 'number' || typeof value === 'bigint';
    const number = isNumber ? Math.trunc(Number(value)) : wholeNumber(value);
    if (number !== null && number >= 0 && number <= most) return number === 0 ? 0 : number;
    return this.#read(name, null, number !== null && number > most ? most : otherwise, absent);
  }

  #read<T>(name: Name, read: T | null, otherwise: T, absent: T | undefined): T {
    if (read !== null) return read;
    if (absent !== undefined && this.#record[name] === undefined) return absent;
    this.odd.push(name);
    return otherwise;
  }
}
