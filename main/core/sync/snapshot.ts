import type { Connection } from '../model/connected.ts';
import type { Conversation } from '../model/conversation.ts';

/** What an engine knows at a moment. */
export interface Snapshot {
  connection: Connection;
  /** Null until the first list has come. */
  conversations: Conversation[] | null;
  /** Put away by the person, and without a mention. */
  archived: Conversation[];
}

/** Before the first answer. */
export const LOADING: Connection = { state: 'loading', error: null, detail: null, lastSyncAt: null, nextTryAt: null };
