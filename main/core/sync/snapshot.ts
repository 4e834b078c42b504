import type { Connection } from '../model/connected.ts';
import type { Conversation } from '../model/conversation.ts';

/** The state of an engine at a moment. */
export interface Snapshot {
  connection: Connection;
  /** Null until the first list has arrived. */
  conversations: readonly Conversation[] | null;
  /** Archived by the user and without a mention. */
  archived: readonly Conversation[];
  /** How many conversations the server has beyond those that the app holds. */
  beyond: number;
}

/** The connection before the first answer. */
export const LOADING: Connection = { state: 'loading', error: null, detail: null, lastSyncAt: null, nextTryAt: null };
