import type { TalkApi } from '../nextcloud/talk-api.ts';
import { guess, type RoomAction, readUpTo } from './room-action.ts';
import type { RoomStore } from './room-store.ts';

export interface RoomActionsDeps {
  api: Pick<TalkApi, 'act'>;
  store: Pick<RoomStore, 'get' | 'merge'>;
  onChange: () => void;
  /** The server has agreed: a list asked for from now on tells it, too. */
  onDone: () => void;
}

/** Shows at once what a person did to a conversation, and tells the server; undone when the server refuses. */
export function createRoomActions({ api, store, onChange, onDone }: RoomActionsDeps) {
  /** @throws RangeError for an unknown conversation, and what the request throws */
  async function act(token: string, action: RoomAction): Promise<void> {
    const before = store.get(token);
    if (!before) throw new RangeError('no such conversation');
    const guessed = guess(before, action);
    store.merge([guessed]);
    onChange();
    try {
      store.merge([await api.act(before, action)]);
      onDone();
    } catch (error) {
      // Unless a list has told something newer meanwhile.
      if (store.get(token) === guessed) store.merge([before]);
      throw error;
    } finally {
      onChange();
    }
  }

  return {
    act,
    /** The user has written: the server counts everything up to there as read, and so does the list at once. */
    wrote(token: string, messageId: number | null): void {
      const room = store.get(token);
      if (room && messageId !== null) store.merge([readUpTo(room, messageId)]);
      onChange();
      onDone();
    },
  };
}
