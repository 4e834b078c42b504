import * as v from 'valibot';
import { ServerError } from '../errors.ts';
import { parseJson } from '../model/message-id.ts';
import { parse } from './client.ts';
import { listOf, recordOf } from './fields.ts';
import { MOST_HELD, mostWanted } from './held-rooms.ts';
import { type Room, readRoom } from './room.ts';
import { splitList } from './split-list.ts';

/** Honest lists of `MOST_HELD` conversations have fewer characters; a longer list is parsed from scratch each time. */
const LONGEST_REMEMBERED = 16_000_000;

/** The content of a list. */
export interface RoomsRead {
  rooms: Room[];
  /** How many elements have no usable token or id. */
  leftOut: number;
  /** How many more conversations the server has than the app holds. */
  beyond: number;
}

/** A conversation with the text of its element. */
interface KnownElement {
  text: string;
  room: Room;
}

/** An answer whose list has not been read yet. */
export interface ListAnswer {
  /** The text around the list, which the client must check; the list may be missing in it. */
  envelope: unknown;
  /**
   * @param isWhole the list names every conversation; otherwise only those that changed
   * @throws ServerError when there is no list
   */
  read: (isWhole: boolean) => RoomsRead;
}

/**
 * Reads lists of conversations element by element. Most of a list is unchanged: an element with the same text as the
 * last time is neither parsed nor checked again, and its conversation is the same object, so that no later step needs
 * to compare it.
 * @param isAlways the conversation is held however many there are
 */
export function createRoomReader(isAlways: (room: Room) => boolean = () => false) {
  let known = new Map<string, KnownElement>();

  function elementOf(text: string): KnownElement | null {
    const room = readRoom(parseJson(text));
    if (room === null) return null;
    const before = known.get(room.token);
    return before?.text === text ? before : { text, room };
  }

  function remember(elements: readonly KnownElement[], isWhole: boolean): void {
    if (isWhole) known = new Map();
    for (const one of elements) known.set(one.room.token, one);
    // Deltas alone must not fill the memory.
    for (const token of known.keys()) {
      if (known.size <= MOST_HELD) break;
      known.delete(token);
    }
  }

  /** @throws SyntaxError when a part is not JSON */
  function inParts(text: string): ListAnswer | null {
    const split = splitList(text, [...known.values()]);
    const envelope: unknown = split && JSON.parse(split.rest);
    const left = dataOf(envelope);
    if (split === null || !Array.isArray(left) || left.length > 0) return null;
    const all: KnownElement[] = [];
    for (const element of split.elements) {
      const one = element.known ?? elementOf(element.text);
      if (one === null) continue;
      // The reference moves to the latest text, so that the previous one can be freed.
      one.text = element.text;
      all.push(one);
    }
    return {
      envelope,
      read(isWhole) {
        const wanted = mostWanted(all, ({ room }) => room, isAlways);
        // A part of a string keeps the whole string in memory.
        remember(text.length > LONGEST_REMEMBERED ? [] : wanted, isWhole);
        const rooms = wanted.map(({ room }) => room);
        return { rooms, leftOut: split.elements.length - all.length, beyond: all.length - wanted.length };
      },
    };
  }

  /** Reads a list that PHP wrote with gaps, or in another order. @throws ServerError when the text is not JSON */
  function asWhole(text: string): ListAnswer {
    const envelope = parse(v.unknown(), text);
    return {
      envelope,
      read() {
        const list = listOf(dataOf(envelope));
        if (list === null) throw new ServerError('unexpected shape at ocs.data', 0);
        const all = list.map(readRoom).filter((room) => room !== null);
        const rooms = mostWanted(all, (room) => room, isAlways);
        return { rooms: [...rooms], leftOut: list.length - all.length, beyond: all.length - rooms.length };
      },
    };
  }

  /** @param text of an OCS answer @throws ServerError when it is not JSON */
  return (text: string): ListAnswer => {
    try {
      return inParts(text) ?? asWhole(text);
    } catch (error) {
      if (error instanceof SyntaxError) return asWhole(text);
      throw error;
    }
  };
}

const dataOf = (envelope: unknown): unknown => recordOf(recordOf(envelope)?.ocs)?.data;
