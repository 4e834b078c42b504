import type { MessageId } from '../model/message-id.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';
import { askAbout } from './ask-about.ts';
import { createCallLog } from './call-log.ts';
import { callsIn, callsRing, isMissed, isQuiet } from './calls.ts';
import { createChatTroubles } from './chat-troubles.ts';
import type { Cursor, Cursors } from './cursors.ts';

/** Nothing waits for the answers. */
const LIMIT_MS = 30_000;

/** How the calls went whose log is owed. */
export interface OwedCalls {
  token: string;
  /** The cursor when the log was requested. */
  asked: Cursor;
  /** The end of a missed call; null: none was missed. */
  missed: MessageId | null;
  /** The latest call was still running, and must not ring. */
  isQuiet: boolean;
}

/**
 * Follows the conversations whose messages were announced without their call log (`callsUpTo` in their cursors). Their
 * logs are requested beside everything else, at the pace of the lists and with a backoff of their own, so that they
 * delay nothing.
 * @param onTrouble a log cannot be fetched; `kind` contains no text from outside
 */
export function createOwedCalls(
  api: Pick<TalkApi, 'messagesAfter' | 'messagesBefore'>,
  clock: Clock,
  onTrouble: (token: string, kind: string) => void,
) {
  const callLog = createCallLog(api);
  const troubles = createChatTroubles(clock, (token, kind) => onTrouble(token, `call log: ${kind}`));
  const asking = new Set<string>();

  /** Whether the user has seen everything already, or does not want to know. */
  const isMoot = (room: Room, cursor: Cursor): boolean => !callsRing(room) || room.lastReadMessage >= cursor.message;

  async function learn(room: Room, cursor: Cursor): Promise<OwedCalls> {
    const since = { ...cursor, message: cursor.callsUpTo ?? cursor.message };
    const log = isMoot(room, cursor) ? [] : await callLog.readBack({ room, cursor: since, patience: () => LIMIT_MS });
    const calls = callsIn(log, room);
    const missed = calls.flatMap((call) => (call.end && isMissed(call, room, since) ? call.end.id : []));
    const latest = calls.at(-1);
    return {
      token: room.token,
      asked: cursor,
      // Later calls are not owed.
      missed: missed.findLast((id) => id <= cursor.message) ?? null,
      isQuiet: latest?.end === null && isQuiet(latest),
    };
  }

  return {
    /**
     * Asks for the logs that are owed and may be requested by now. Never rejects.
     * @param onAnswer called for each answer, and at once for a conversation that need not be asked about
     */
    async ask(rooms: readonly Room[], cursors: Cursors, onAnswer: (answer: OwedCalls) => Promise<void>): Promise<void> {
      const owed = rooms.flatMap((room) => {
        const cursor = cursors.get(room.token);
        return cursor?.callsUpTo === undefined ? [] : { room, cursor };
      });
      troubles.keep(new Set(owed.map(({ room }) => room.token)));
      const due = owed.filter(({ room: { token } }) => !asking.has(token) && !troubles.isHeld(token));
      for (const { room } of due) asking.add(room.token);
      const ask = async ({ room, cursor }: (typeof due)[number]): Promise<void> => {
        const answer = await learn(room, cursor);
        asking.delete(room.token);
        await onAnswer(answer);
      };
      await askAbout(due, troubles, ask, ({ room }) => asking.delete(room.token));
      // An error that concerns the whole account leaves some of them to a later list.
      for (const { room } of due) asking.delete(room.token);
    },
    /** The user asks for a refresh, so no conversation waits any longer. */
    release: troubles.release,
    /** The server answers about this conversation again. */
    releaseOne: troubles.end,
  };
}
