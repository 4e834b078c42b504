import * as v from 'valibot';
import { NotificationLevel } from './conversation.ts';

const SetArchived = v.strictObject({ kind: v.literal('set-archived'), on: v.boolean() });

/**
 * What the user can do to a conversation from its row. The window sends it with one call, `act`. The requests to the
 * server are in nextcloud/talk-api.ts, the effects that show at once in nextcloud/room-action.ts.
 */
export const ConversationAction = v.variant('kind', [
  v.strictObject({ kind: v.literal('mark-read') }),
  v.strictObject({ kind: v.literal('mark-unread') }),
  v.strictObject({ kind: v.literal('set-level'), level: NotificationLevel }),
  v.strictObject({ kind: v.literal('set-favourite'), on: v.boolean() }),
  SetArchived,
]);
export type ConversationAction = v.InferOutput<typeof ConversationAction>;

/** The actions that the user can undo for a few seconds. */
export const LateAction = v.variant('kind', [
  v.strictObject({ kind: v.literal('set-level'), level: v.literal('never') }),
  SetArchived,
]);
export type LateAction = v.InferOutput<typeof LateAction>;
