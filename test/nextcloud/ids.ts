import type { Message, Room } from './model.ts';
import type { World } from './world.ts';

/**
 * How the server sends ids of messages and notifications: as small numbers, or as snowflakes, which JavaScript's
 * numbers cannot hold, in texts (old ids, too) or as numbers in JSON.
 */
export type IdForm = 'numbers' | 'texts' | 'big-numbers';

/** A JavaScript number of this size cannot tell ids apart that differ by less than 1,024. */
const SNOWFLAKE = 6_768_789_079_123_765_868n;

/** The state of a world that this module needs. */
export interface Ids {
  form: IdForm;
  /** Messages and notifications after these have snowflakes. */
  lastSmall: { message: number; notification: number };
}

type Sequence = keyof Ids['lastSmall'];

const whole = ({ ids }: World, sequence: Sequence, id: number): bigint =>
  ids.form !== 'numbers' && id > ids.lastSmall[sequence] ? SNOWFLAKE + BigInt(id) : BigInt(id);

/** Writes an id for an address or a longer text. */
export const idText = (world: World, id: number, sequence: Sequence = 'message'): string =>
  String(whole(world, sequence, id));

/** Writes a number into JSON digit by digit. Source: ECMAScript's JSON.rawJSON, which TypeScript does not know yet. */
const rawJson = (text: string): unknown => (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(text);

/** Returns an id as a value in JSON. */
export const tellId = (world: World, id: number, sequence: Sequence = 'message'): unknown => {
  const text = idText(world, id, sequence);
  if (world.ids.form === 'texts') return text;
  return world.ids.form === 'numbers' ? id : rawJson(text);
};

/** Reads an id that a client sent; the fallback stands in for a missing or malformed id. */
export const readId = (value: unknown, fallback: number, world: World): number => {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^-?\d+$/.test(text.trim())) return fallback;
  const id = BigInt(text);
  const own = id > SNOWFLAKE ? id - SNOWFLAKE : id;
  // A rounded id names another message, or none.
  const isOurs = id <= SNOWFLAKE || own > world.ids.lastSmall.message;
  return isOurs ? Number(own) : fallback;
};

export const findById = (world: World, room: Room, value: unknown): Message | undefined => {
  const id = readId(value, 0, world);
  return room.messages.find((message) => message.id === id);
};
