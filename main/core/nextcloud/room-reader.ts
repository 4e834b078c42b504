import * as v from 'valibot';
import { ServerError } from '../errors.ts';
import { parseJson } from '../model/message-id.ts';
import { parse } from './client.ts';
import { listOf, recordOf } from './fields.ts';
import { MOST_HELD, mostWanted } from './held-rooms.ts';
import { type Room, readRoom } from './room.ts';
import { splitList } from './split-list.ts';

/** Honest lists of as many conversations as are held are shorter, in characters; a longer one is read anew each time. */
const LONGEST_REMEMBERED = 16_000_000;

/** What a list tells. */
export interface RoomsRead {
  rooms: Room[];
  /** How many elements cannot be told from one another, for nothing names them. */
  leftOut: number;
  /** How many conversations there are besides, of which nothing is held. */
  beyond: number;
}

/** A conversation, and the text that told of it. */
interface Told {
  text: string;
  room: Room;
}

/** An answer with a list that is still to be read. */
export interface ListAnswer {
  /** What stands around the list, which the client has to check; the list may be left out of it. */
  envelope: unknown;
  /**
   * @param isWhole the list tells of every conversation; else of those that changed
   * @throws ServerError where there is no list
   */
  read: (isWhole: boolean) => RoomsRead;
}

/**
 * Reads lists of conversations, element by element. Most of a list is as it was: an element that is told in the same
 * words as the last time is neither parsed nor checked again, and its conversation is the same object, so that nothing
 * behind needs to compare it.
 */
export function createRoomReader() {
  let known = new Map<string, Told>();

  function tellOf(text: string): Told | null {
    const room = readRoom(parseJson(text));
    if (room === null) return null;
    const before = known.get(room.token);
    return before?.text === text ? before : { text, room };
  }

  function remember(told: readonly Told[], isWhole: boolean): void {
    if (isWhole) known = new Map();
    for (const one of told) known.set(one.room.token, one);
    // Changes alone must not fill the memory.
    for (const token of known.keys()) {
      if (known.size <= MOST_HELD) break;
      known.delete(token);
    }
  }

  /** @throws SyntaxError where a part is no JSON */
  function inParts(text: string): ListAnswer | null {
    const split = splitList(text, [...known.values()]);
    const envelope: unknown = split && JSON.parse(split.rest);
    const left = dataOf(envelope);
    if (split === null || !Array.isArray(left) || left.length > 0) return null;
    const all: Told[] = [];
    for (const element of split.elements) {
      const one = element.known ?? tellOf(element.text);
      if (one === null) continue;
      // Of the text that told it last, so that the one before can be forgotten.
      one.text = element.text;
      all.push(one);
    }
    return {
      envelope,
      read(isWhole) {
        const told = mostWanted(all, ({ room }) => room);
        // A part of a text holds all of it in memory.
        remember(text.length > LONGEST_REMEMBERED ? [] : told, isWhole);
        const rooms = told.map(({ room }) => room);
        return { rooms, leftOut: split.elements.length - all.length, beyond: all.length - told.length };
      },
    };
  }

  /** As PHP writes a list with gaps, or in another order. @throws ServerError where it is no JSON */
  function asWhole(text: string): ListAnswer {
    const envelope = parse(v.unknown(), text);
    return {
      envelope,
      read() {
        const list = listOf(dataOf(envelope));
        if (list === null) throw new ServerError('unexpected shape at ocs.data', 0);
        const all = list.map(readRoom).filter((room) => room !== null);
        const rooms = mostWanted(all, (room) => room);
        return { rooms: [...rooms], leftOut: list.length - all.length, beyond: all.length - rooms.length };
      },
    };
  }

  /** @param text of an OCS answer @throws ServerError where it is no JSON */
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
