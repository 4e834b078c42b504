import { type MessageId, readMessageId } from '../model/message-id.ts';
import { cleaned, oneLine } from '../model/plain-text.ts';

/** Longer texts are cut: no honest message is as long (Talk takes 32,000 characters), and each is held in memory. */
const LONGEST_TEXT = 100_000;

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The record that an answer has here; null for anything else. */
export const recordOf = (value: unknown): Json | null => (isRecord(value) ? value : null);

/**
 * The elements of a list. PHP writes a list with gaps as an object with numbers for keys, which is one as well.
 * @returns null for what is no list
 */
export function listOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return null;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? Object.values(value) : null;
}

/** A whole number, also as text; null for anything else. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value !== 'string' || !/^-?\d{1,16}$/.test(value)) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

/** What PHP means by yes and no; null for anything else. */
function yesOrNo(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || value === 'true') return true;
  return value === 0 || value === '0' || value === 'false' || value === '' ? false : null;
}

/**
 * A text as it came, also where a number stands for one; null for anything else. For what is compared or sent back, as
 * ids are; what a person is shown is `nameText` or `words`.
 */
export function plainText(value: unknown): string | null {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? value.slice(0, LONGEST_TEXT) : value;
  const isNumber = typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
  return isNumber ? String(value) : null;
}

/** A name or another short text for a person's eyes, cleaned; null for anything else. */
export function nameText(value: unknown): string | null {
  const text = plainText(value);
  return text === null ? null : oneLine(text);
}

/**
 * Reads the fields of one conversation or one message, each on its own: strangers' servers choose many of them, and one
 * that is odd must not cost the rest. What could not be read is noted by its name, never by its value.
 */
export class Fields<Name extends string> {
  readonly #record: Json;
  readonly odd: Name[] = [];

  constructor(record: Json) {
    this.#record = record;
  }

  /** As it came. */
  raw(name: Name): unknown {
    return this.#record[name];
  }

  /** A name for a person's eyes. */
  name(name: Name): string {
    return this.#read(name, nameText(this.#record[name]), '', undefined);
  }

  /** A text of several lines for a person's eyes. */
  words(name: Name): string {
    const text = plainText(this.#record[name]);
    return this.#read(name, text === null ? null : cleaned(text, LONGEST_TEXT), '', undefined);
  }

  /** As it came: for ids. `absent`: what a missing field means, where it may be missing. */
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

  /** A number of things, or a time: fractions are cut off, and more than `most` is `most`. */
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
