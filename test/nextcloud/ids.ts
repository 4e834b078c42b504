import type { Message, Room } from './model.ts';
import type { World } from './world.ts';

/**
 * How the server tells ids of messages and notifications: as numbers; from now on as snowflakes, which JavaScript's
 * numbers cannot hold, in texts (old ones, too) or as numbers in JSON.
 */
export type IdForm = 'numbers' | 'texts' | 'big-numbers';

/** Two that differ by less than 1,024 are one and the same in a JavaScript number of this size. */
const SNOWFLAKE = 6_768_789_079_123_765_868n;

/** What the module of ids knows of a world. */
export interface Ids {
  form: IdForm;
  /** Messages and notifications after these are snowflakes. */
  lastSmall: { message: number; notification: number };
}

type Sequence = keyof Ids['lastSmall'];

const whole = ({ ids }: World, sequence: Sequence, id: number): bigint =>
  ids.form !== 'numbers' && id > ids.lastSmall[sequence] ? SNOWFLAKE + BigInt(id) : BigInt(id);

/** As part of an address or of a longer text. */
export const idText = (world: World, id: number, sequence: Sequence = 'message'): string =>
  String(whole(world, sequence, id));

/** Writes a number into JSON digit by digit. Source: ECMAScript's JSON.rawJSON, which TypeScript does not know yet. */
const rawJson = (text: string): unknown => (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(text);

/** As a value in JSON. */
export const tellId = (world: World, id: number, sequence: Sequence = 'message'): unknown => {
  const text = idText(world, id, sequence);
  if (world.ids.form === 'texts') return text;
  return world.ids.form === 'numbers' ? id : rawJson(text);
};

/** What a client sends, as the server knows it; the fallback for what is missing or no id. */
export const readId = (value: unknown, fallback: number, world: World): number => {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^-?\d+$/.test(text.trim())) return fallback;
  const id = BigInt(text);
  const own = id > SNOWFLAKE ? id - SNOWFLAKE : id;
  // An id that was rounded on its way names another message, or none.
  const isOurs = id <= SNOWFLAKE || own > world.ids.lastSmall.message;
  return isOurs ? Number(own) : fallback;
};

export const findById = (world: World, room: Room, value: unknown): Message | undefined => {
  const id = readId(value, 0, world);
  return room.messages.find((message) => message.id === id);
};
