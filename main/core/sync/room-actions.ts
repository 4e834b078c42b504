import { ActionRefused, statusSaid } from '../errors.ts';
import type { MessageId } from '../model/message-id.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import { whileSignedIn } from './after-failure.ts';
import { guess, type RoomAction, readUpTo } from './room-action.ts';
import type { RoomStore } from './room-store.ts';

/** Gone, not allowed, held in the lobby. */
const REFUSALS: ReadonlySet<number> = new Set([403, 404, 412]);

export interface RoomActionsDeps {
  api: Pick<TalkApi, 'act'>;
  store: Pick<RoomStore, 'get' | 'merge'>;
  onChange: () => void;
  /** Something that a list told was left out, or nobody has told how it is now: the next one must be whole. */
  onLeftOut: () => void;
  /** A list asked for from now on tells what has been done, too. */
  onDone: () => void;
}

/** Shows at once what a person did to a conversation, and tells the server; undone when the server refuses. */
export function createRoomActions({ api, store, onChange, onLeftOut, onDone }: RoomActionsDeps) {
  /** Rises with each action that the server has agreed to. */
  let moment = 0;
  /** When the last one was, by token. */
  const doneAt = new Map<string, number>();
  /** How many are under way, by token. */
  const underWay = new Map<string, number>();
  /** Conversations of which a list was not believed while something was under way. */
  const leftOut = new Set<string>();

  function settle(token: string): void {
    moment += 1;
    doneAt.set(token, moment);
  }

  /** @throws ActionRefused, and what the request throws */
  async function act(token: string, action: RoomAction): Promise<void> {
    const before = store.get(token);
    if (!before) throw new ActionRefused('not in the list');
    const guessed = guess(before, action);
    store.merge([guessed]);
    onChange();
    underWay.set(token, (underWay.get(token) ?? 0) + 1);
    try {
      const told = await api.act(before, action);
      if (told) store.merge([told]);
      else onLeftOut();
      settle(token);
      onDone();
    } catch (error) {
      // Unless something newer is known meanwhile.
      if (store.get(token) === guessed) store.merge([before]);
      const told = toldOf(error);
      // Only a whole list tells what is gone.
      if (told instanceof ActionRefused) {
        onLeftOut();
        onDone();
      }
      throw told;
    } finally {
      end(token);
      onChange();
    }
  }

  function end(token: string): void {
    const others = (underWay.get(token) ?? 1) - 1;
    if (others > 0) underWay.set(token, others);
    else underWay.delete(token);
    if (leftOut.delete(token)) onDone();
  }

  return {
    act,
    /** The user has written: the server counts everything up to there as read, and so does the list at once. */
    wrote(token: string, messageId: MessageId | null): void {
      const room = store.get(token);
      if (room && messageId !== null) store.merge([readUpTo(room, messageId)]);
      settle(token);
      onChange();
      onDone();
    },
    /**
     * To be called when a list is asked for. What it tells of a conversation that somebody has acted upon since may be
     * from before: it would show as unread again what was just read.
     * @returns what to believe of the answer
     */
    askedNow(): (rooms: readonly Room[]) => Room[] {
      const asked = moment;
      const isNewer = (token: string): boolean => underWay.has(token) || (doneAt.get(token) ?? 0) > asked;
      return (rooms) =>
        rooms.map((room) => {
          if (!isNewer(room.token)) return room;
          if (underWay.has(room.token)) leftOut.add(room.token);
          onLeftOut();
          return store.get(room.token) ?? room;
        });
    },
  };
}

/** What a failed action means to a person. A page on the way refuses nothing. */
function toldOf(error: unknown): unknown {
  const status = statusSaid(error);
  return status !== null && REFUSALS.has(status) ? new ActionRefused(String(status)) : whileSignedIn(error);
}
