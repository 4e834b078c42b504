import { ActionRefused, statusSaid } from '../errors.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import type { MessageId } from '../model/message-id.ts';
import { withLastGood } from '../nextcloud/room.ts';
import { type Effect, effectOf, readEffect, withEffect } from '../nextcloud/room-action.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import { whileSignedIn } from './after-failure.ts';
import type { RoomStore } from './room-store.ts';

/** Gone, not allowed, held in the lobby. */
const REFUSALS: ReadonlySet<number> = new Set([403, 404, 412]);

export interface RoomActionsDeps {
  api: Pick<TalkApi, 'act'>;
  store: Pick<RoomStore, 'get' | 'put'>;
  onChange: () => void;
  /** Nobody knows how a conversation is now: the next list must be whole. */
  onLeftOut: () => void;
  /** A list asked for from now on tells what has been done, too. */
  onDone: () => void;
}

/** An own action that the server has not told yet. */
interface Own {
  effect: Effect;
  /** How many lists had come when it began. */
  begunAfter: number;
  /** The moment at which the server agreed; null: the server has not answered. */
  agreedAt: number | null;
}

/** A conversation with own actions. */
interface Acted {
  /** As the server told it last; null: it is not in the list any more. */
  truth: Room | null;
  own: Own[];
}

/**
 * Shows at once what a person did to a conversation, and tells the server. What is shown is the server's last word with
 * the own actions on top that it may not know yet, and it is made anew each time that either changes: an action that is
 * refused is taken out, and no earlier state is put back.
 */
export function createRoomActions({ api, store, onChange, onLeftOut, onDone }: RoomActionsDeps) {
  /** By token. */
  const acted = new Map<string, Acted>();
  /** Rises with each action that the server has agreed to. */
  let moment = 0;
  /** How many lists have come. */
  let lists = 0;
  /** A list was asked for and has not come. */
  let isListDue = false;

  function begin(token: string, seen: Room, effect: Effect): Own {
    const own: Own = { effect, begunAfter: lists, agreedAt: null };
    const known = acted.get(token) ?? { truth: seen, own: [] };
    known.own.push(own);
    acted.set(token, known);
    show(token);
    return own;
  }

  function show(token: string): void {
    const known = acted.get(token);
    if (known?.truth) store.put(shownOf(known.truth, known.own));
    if (known?.own.length === 0) acted.delete(token);
    onChange();
  }

  function take(token: string, own: Own): void {
    const known = acted.get(token);
    if (known) known.own = known.own.filter((one) => one !== own);
  }

  /**
   * The server has agreed. Where other actions or lists were under way at the same time, nobody knows what its answer has
   * of them: the action stays on top until a whole list comes that was asked for after it.
   */
  function agree(token: string, own: Own, told: Room | null): void {
    const known = acted.get(token);
    if (!known?.truth) {
      take(token, own);
      onLeftOut();
      show(token);
      return;
    }
    const isLastWord = told !== null && lists === own.begunAfter;
    if (isLastWord) known.truth = withLastGood(told, known.truth);
    if (isLastWord && !isListDue && known.own.length === 1) take(token, own);
    else {
      moment += 1;
      own.agreedAt = moment;
      onLeftOut();
    }
    show(token);
  }

  /** @throws ActionRefused, and what the request throws */
  async function act(token: string, action: ConversationAction): Promise<void> {
    const seen = store.get(token);
    if (!seen) throw new ActionRefused('not in the list');
    const own = begin(token, seen, effectOf(seen, action));
    try {
      agree(token, own, await api.act(seen, action));
      onDone();
    } catch (error) {
      take(token, own);
      // What is gone is told by a whole list only, and so is what an action has done whose answer was lost.
      onLeftOut();
      show(token);
      const told = toldOf(error);
      if (told instanceof ActionRefused) onDone();
      throw told;
    }
  }

  /** The list has been told. @param asked the moment at which it was asked for */
  function follow(told: readonly Room[], isWhole: boolean, asked: number): void {
    const rooms = new Map(told.map((room) => [room.token, room]));
    for (const [token, known] of acted) {
      const room = rooms.get(token);
      if (room) known.truth = withLastGood(room, known.truth ?? undefined);
      else if (isWhole) known.truth = null;
      if (isWhole) known.own = known.own.filter(({ agreedAt }) => agreedAt === null || agreedAt > asked);
      if (known.own.some(({ agreedAt }) => agreedAt !== null)) {
        onLeftOut();
        onDone();
      }
    }
  }

  return {
    act,
    /** The user has written: the server counts everything up to there as read, and so does the list at once. */
    wrote(token: string, messageId: MessageId | null): void {
      const seen = store.get(token);
      if (seen && messageId !== null) {
        const own = begin(token, seen, readEffect(seen, messageId));
        const truth = acted.get(token)?.truth;
        agree(token, own, truth ? withEffect(truth, own.effect) : null);
      }
      onDone();
    },
    /** The server does not let the user write, or the conversation is gone: only a whole list tells. */
    refused(): void {
      onLeftOut();
      onDone();
    },
    /**
     * To be called when a list is asked for.
     * @returns what to show of the answer. @param isWhole what is not in it is gone
     */
    askedNow(): (told: readonly Room[], isWhole: boolean) => Room[] {
      const asked = moment;
      isListDue = true;
      return (told, isWhole) => {
        isListDue = false;
        lists += 1;
        follow(told, isWhole, asked);
        const shown = told.map((room) => {
          const known = acted.get(room.token);
          return known?.truth ? shownOf(known.truth, known.own) : room;
        });
        for (const [token, { own }] of acted) if (own.length === 0) acted.delete(token);
        return shown;
      };
    },
  };
}

/** The conversation as the server told it, with the own actions in their order on top. */
const shownOf = (truth: Room, own: readonly Own[]): Room =>
  own.reduce((room, { effect }) => withEffect(room, effect), truth);

/** What a failed action means to a person. A page on the way refuses nothing. */
function toldOf(error: unknown): unknown {
  const status = statusSaid(error);
  return status !== null && REFUSALS.has(status) ? new ActionRefused(String(status)) : whileSignedIn(error);
}
