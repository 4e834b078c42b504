import { isEqual } from '../model/is-equal.ts';
import { recordOf } from './fields.ts';
import { MOST_HELD, mostWanted } from './held-rooms.ts';
import { type Room, readRoom } from './room.ts';

/** What a list tells. */
export interface RoomsRead {
  rooms: Room[];
  /** How many elements cannot be told from one another, for nothing names them. */
  leftOut: number;
  /** How many conversations there are besides, of which nothing is held. */
  beyond: number;
}

/** A conversation, and the element of a list that told of it. */
interface Told {
  element: unknown;
  room: Room;
}

export type RoomReader = ReturnType<typeof createRoomReader>;

/**
 * Reads lists of conversations, element by element. Most of a list is as it was: an element that is equal to the last
 * one of its conversation is not read again, and its conversation is the same object, so that nothing behind needs to
 * compare it.
 */
export function createRoomReader() {
  let known = new Map<string, Told>();

  function read(element: unknown): Told | null {
    const token = recordOf(element)?.token;
    const before = typeof token === 'string' ? known.get(token) : undefined;
    if (before && isEqual(before.element, element)) return before;
    const room = readRoom(element);
    return room && { element, room };
  }

  function remember(told: readonly Told[], isWhole: boolean): void {
    if (isWhole) known = new Map();
    for (const one of told) known.set(one.room.token, one);
    // Changes alone must not fill the memory; what is forgotten is read again.
    for (const token of known.keys()) {
      if (known.size <= MOST_HELD) break;
      known.delete(token);
    }
  }

  /**
   * @param list the elements as they came, which nothing changes afterwards
   * @param isWhole the list tells of every conversation; else of those that changed
   */
  return (list: readonly unknown[], isWhole: boolean): RoomsRead => {
    const all = list.map(read).filter((one) => one !== null);
    const wanted = new Set(mostWanted(all.map(({ room }) => room)));
    const told = wanted.size === all.length ? all : all.filter(({ room }) => wanted.has(room));
    remember(told, isWhole);
    return {
      rooms: told.map(({ room }) => room),
      leftOut: list.length - all.length,
      beyond: all.length - told.length,
    };
  };
}
