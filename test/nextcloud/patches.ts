import type { Control } from './control.ts';

type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const ROOM_LIST = /\/api\/v4\/room$/;
const ROOM_ALONE = /\/api\/v4\/room\/[^/]+$/;
const CHAT = /\/api\/v1\/chat\/[^/]+$/;

/** Changes conversations in lists and in single answers. Returns the function that ends it. */
function alterRooms(control: Control, change: (room: Json) => unknown): () => void {
  const inList = control.alter(ROOM_LIST, (list) => each(list, change));
  const alone = control.alter(ROOM_ALONE, (room) => (isRecord(room) ? change(room) : room));
  return () => {
    inList();
    alone();
  };
}

/** Overrides values of one conversation in every answer. Returns the function that ends it. */
export const patchRoom = (control: Control, token: string, patch: Json): (() => void) =>
  alterRooms(control, (room) => (room.token === token ? { ...room, ...patch } : room));

/** Replaces one conversation in each list. Returns the function that ends it. */
export const replaceRoom = (control: Control, token: string, by: unknown): (() => void) =>
  control.alter(ROOM_LIST, (list) => each(list, (room) => (room.token === token ? by : room)));

/** Overrides values of one message in every answer. Returns the function that ends it. */
export function patchMessage(control: Control, text: string, patch: Json): () => void {
  const patched = (message: Json): Json => (message.message === text ? { ...message, ...patch } : message);
  const inList = alterRooms(control, (room) =>
    isRecord(room.lastMessage) ? { ...room, lastMessage: patched(room.lastMessage) } : room,
  );
  const inChat = control.alter(CHAT, (messages) => each(messages, patched));
  return () => {
    inList();
    inChat();
  };
}

/**
 * Puts a value into an answer.
 * @param at path to the value below the answer's data: `capabilities.spreed.version`
 */
export const patchAnswer = (control: Control, path: string | RegExp, at: string, value: unknown): (() => void) =>
  control.alter(path, (data) => withValue(data, at.split('.'), value));

function withValue(data: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const record = isRecord(data) ? data : {};
  return { ...record, [name]: withValue(record[name], rest, value) };
}

const each = (list: unknown, change: (element: Json) => unknown): unknown =>
  Array.isArray(list) ? list.map((element: unknown) => (isRecord(element) ? change(element) : element)) : list;
