import { statusSaid } from '../errors.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { MessagePage, TalkApi } from '../nextcloud/talk-api.ts';
import { callLogNeed, isWholeLog, mayHideCall } from './calls.ts';
import { merged } from './conclude.ts';
import type { Cursor } from './cursors.ts';

const PAGE = 50;
/** A call with more messages than these pages hold is judged by the messages on them. */
const MOST_PAGES = 4;
/** Nextcloud's own refusals that may pass: too slow, a federated server that is down, too early. */
const PASSING: ReadonlySet<number> = new Set([408, 422, 425]);

interface About {
  room: Room;
  cursor: Cursor;
  /** Milliseconds that the next request may take. */
  patience: () => number;
}

interface Asked extends About {
  /** A call of this conversation is on the screen. */
  callShown: boolean;
  /** A call may have come and gone that no list has shown. */
  callUnseen: boolean;
}

/** Fetches the messages that show how the calls of a conversation went. */
export function createCallLog(api: Pick<TalkApi, 'messagesAfter' | 'messagesBefore'>) {
  /** Fetches back to the start of the new calls, as far as a few pages reach. */
  async function lookBack({ room, cursor, patience }: About): Promise<Message[]> {
    let log: Message[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const oldest = log[0]?.id ?? null;
      const answer = await orNone(api.messagesBefore(room.token, oldest, PAGE, patience()));
      // A server that repeats the same page must not be asked forever.
      const older = answer.messages.filter(({ id }) => oldest === null || id < oldest).slice(0, PAGE);
      log = merged(older, log);
      if (older.length === 0 || isWholeLog(log, room, cursor)) break;
    }
    return log;
  }

  /** Fetches from the cursor on. */
  async function lookOn({ room, cursor, patience }: About): Promise<Message[]> {
    let log: Message[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const newest = log.at(-1)?.id ?? cursor.message;
      const answer = await orNone(api.messagesAfter(room.token, newest, PAGE, patience()));
      const newer = answer.messages.filter(({ id }) => id > newest).slice(0, PAGE);
      log = merged(log, newer);
      if (newer.length === 0 || !answer.full) break;
    }
    return log;
  }

  return {
    /** Returns the messages back to the start of the calls since the cursor. @throws as `read` */
    readBack: lookBack,
    /**
     * Returns the messages that show how the calls of a conversation went; an empty list when that is known, or when
     * the server refuses them.
     * @param known messages since the cursor, as far as they are known
     * @param isAll there are no other messages since the cursor
     * @throws the errors of fetching messages, except the server's refusal of this conversation's messages
     */
    async read(asked: Asked, known: readonly Message[], isAll: boolean): Promise<Message[]> {
      const needFor = (messages: readonly Message[]) =>
        callLogNeed(asked.room, asked.cursor, messages, asked.callShown);
      const need = needFor(known);
      if (need === 'whole') return lookBack(asked);
      const isUnseen = asked.callUnseen && mayHideCall(asked.room, asked.cursor, known);
      if (isAll || (need === 'none' && !isUnseen)) return [];
      const recent = await lookOn(asked);
      // The call is over, although the list says otherwise, so the whole log is needed.
      return needFor(merged(known, recent)) === 'whole' ? merged(await lookBack(asked), recent) : recent;
    },
  };
}

const NONE: MessagePage = { messages: [], full: false, odd: [] };

/** Nextcloud itself refuses this conversation's messages (lobby, removed meanwhile), and asking again will not help. */
async function orNone(answer: Promise<MessagePage>): Promise<MessagePage> {
  try {
    return await answer;
  } catch (error) {
    const status = statusSaid(error);
    if (status !== null && status >= 400 && status < 500 && !PASSING.has(status)) return NONE;
    throw error;
  }
}
