import type { Connection } from '../model/connected.ts';
import type { Conversation } from '../model/conversation.ts';

/** What an engine knows at a moment. */
export interface Snapshot {
  connection: Connection;
  /** Null until the first list has come. */
  conversations: readonly Conversation[] | null;
  /** Put away by the person, and without a mention. */
  archived: readonly Conversation[];
  /** How many conversations the server has besides, of which nothing is held. */
  beyond: number;
}

/** Before the first answer. */
export const LOADING: Connection = { state: 'loading', error: null, detail: null, lastSyncAt: null, nextTryAt: null };
