import { ActionRefused, statusSaid } from '../errors.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import { latestId, type MessageId } from '../model/message-id.ts';
import { withLastGood } from '../nextcloud/room.ts';
import { type Effect, effectOf, readEffect, withEffect } from '../nextcloud/room-action.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import { whileSignedIn } from './after-failure.ts';
import type { RoomStore } from './room-store.ts';

/** Gone, not allowed, held in the lobby. */
const REFUSALS: ReadonlySet<number> = new Set([403, 404, 412]);

export interface RoomActionsDeps {
  api: Pick<TalkApi, 'act' | 'newestMessageId'>;
  store: Pick<RoomStore, 'get' | 'put'>;
  onChange: () => void;
  /** The state of a conversation is unknown, so the next list must be a full one. */
  onLeftOut: () => void;
  /** A list that is requested from now on reflects the action. */
  onDone: () => void;
}

/** An action that shows already, and that the server does not know yet. */
export interface DelayedAction {
  /** Sends it. @throws ActionRefused, and the errors of the request */
  send(): Promise<void>;
  /** Takes it back. */
  undo(): void;
}

/** An action of the user that the lists do not reflect yet. */
interface Own {
  effect: Effect;
  /** The number of lists that had arrived when it was sent. */
  begunAfter: number;
  /** The moment at which the server agreed; null: the server has not answered. */
  agreedAt: number | null;
}

/** A conversation with actions of the user. */
interface Acted {
  /** The server's last state of it; null: the conversation is no longer in the list. */
  truth: Room | null;
  own: Own[];
}

/**
 * Shows the user's actions on conversations at once, and sends them to the server. The shown state is the server's last
 * state plus the actions that this may not include yet. It is recomputed whenever either changes: a refused action is
 * removed, and no earlier state is restored.
 */
export function createRoomActions({ api, store, onChange, onLeftOut, onDone }: RoomActionsDeps) {
  /** By token. */
  const acted = new Map<string, Acted>();
  /** Increases with each action that the server has agreed to. */
  let moment = 0;
  /** The number of lists that have arrived. */
  let lists = 0;
  /** A list has been requested and has not arrived. */
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
   * The server has agreed. When other actions or lists were under way at the same time, it is unknown which of them its
   * answer includes, so the action stays on top until a full list arrives that was requested after it.
   */
  function agree(token: string, own: Own, answer: Room | null): void {
    const known = acted.get(token);
    if (!known?.truth) {
      take(token, own);
      onLeftOut();
      show(token);
      return;
    }
    const isLastWord = answer !== null && lists === own.begunAfter;
    if (isLastWord) known.truth = withLastGood(answer, known.truth);
    if (isLastWord && !isListDue && known.own.length === 1) take(token, own);
    else {
      moment += 1;
      own.agreedAt = moment;
      onLeftOut();
    }
    show(token);
  }

  function seenOf(token: string): Room {
    const seen = store.get(token);
    if (!seen) throw new ActionRefused('the conversation is not in the list');
    return seen;
  }

  /**
   * @param request asks the server; the answer is the conversation afterwards, if the server sends it
   * @throws ActionRefused, and the errors of the request
   */
  async function send(token: string, own: Own, request: () => Promise<Room | null>): Promise<void> {
    own.begunAfter = lists;
    try {
      agree(token, own, await request());
      onDone();
    } catch (error) {
      take(token, own);
      // Only a full list shows that a conversation is gone, or that an action was carried out whose answer was lost.
      onLeftOut();
      show(token);
      const refusal = translated(error);
      if (refusal instanceof ActionRefused) onDone();
      throw refusal;
    }
  }

  /** @throws ActionRefused, and the errors of the request */
  async function act(token: string, action: ConversationAction): Promise<void> {
    const seen = seenOf(token);
    await send(token, begin(token, seen, effectOf(seen, action)), () => api.act(seen, action));
  }

  /**
   * Shows an action at once that is sent later, or never. Messages that arrive meanwhile stay unread.
   * @throws ActionRefused when the conversation is not in the list
   */
  function delay(token: string, action: ConversationAction): DelayedAction {
    const seen = seenOf(token);
    const own = begin(token, seen, effectOf(seen, action));
    // The list does not tell the last message of sensitive conversations.
    const isHidden = action.kind === 'mark-read' && seen.lastMessage === undefined;
    const newest = isHidden ? api.newestMessageId(token) : Promise.resolve(seen.lastMessage?.id ?? null);
    newest.catch(() => {});
    const request = async (): Promise<Room | null> => {
      const upTo = await newest;
      // The user may have read further on another device, and the server would move the read marker back.
      const readElsewhere = acted.get(token)?.truth?.lastReadMessage ?? seen.lastReadMessage;
      const known = { ...seen, lastReadMessage: latestId(seen.lastReadMessage, readElsewhere) };
      return api.act(known, action, upTo);
    };
    return {
      send: () => send(token, own, request),
      undo(): void {
        take(token, own);
        show(token);
      },
    };
  }

  /** A list has arrived. @param asked the moment at which it was requested */
  function follow(list: readonly Room[], isWhole: boolean, asked: number): void {
    const rooms = new Map(list.map((room) => [room.token, room]));
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
    delay,
    /** The user has sent a message: the server counts everything before as read, so the list shows that at once. */
    wrote(token: string, messageId: MessageId | null): void {
      const seen = store.get(token);
      if (seen && messageId !== null) {
        const own = begin(token, seen, readEffect(seen, messageId));
        const truth = acted.get(token)?.truth;
        agree(token, own, truth ? withEffect(truth, own.effect) : null);
      }
      onDone();
    },
    /** The user may not write, or the conversation is gone, which only a full list shows. */
    refused(): void {
      onLeftOut();
      onDone();
    },
    /**
     * Must be called when a list is requested.
     * @returns a function that takes the list and returns what to show; `isWhole`: conversations that are missing in it
     * are gone
     */
    askedNow(): (list: readonly Room[], isWhole: boolean) => Room[] {
      const asked = moment;
      isListDue = true;
      return (list, isWhole) => {
        isListDue = false;
        lists += 1;
        follow(list, isWhole, asked);
        const shown = list.map((room) => {
          const known = acted.get(room.token);
          return known?.truth ? shownOf(known.truth, known.own) : room;
        });
        for (const [token, { own }] of acted) if (own.length === 0) acted.delete(token);
        return shown;
      };
    },
  };
}

/** Returns the server's state with the user's actions applied in their order. */
const shownOf = (truth: Room, own: readonly Own[]): Room =>
  own.reduce((room, { effect }) => withEffect(room, effect), truth);

/** Translates a failed action for the user. A page from a proxy is not a refusal. */
function translated(error: unknown): unknown {
  const status = statusSaid(error);
  return status !== null && REFUSALS.has(status) ? new ActionRefused(String(status)) : whileSignedIn(error);
}
