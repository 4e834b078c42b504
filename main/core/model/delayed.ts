import * as v from 'valibot';

/**
 * An action that shows already, but is sent only after a few seconds, in which the user can undo it; or files that a
 * conversation has just got, which the user can take back.
 */
export const Undoable = v.strictObject({
  id: v.number(),
  kind: v.picklist(['read', 'archived', 'unarchived', 'muted', 'shared']),
  /** The number of conversations, or of files. */
  count: v.number(),
  /** The name of the conversation; null when the action concerns all. */
  name: v.nullable(v.string()),
});
export type Undoable = v.InferOutput<typeof Undoable>;

/**
 * What the user does about it. `hold`: the pointer or the keyboard is on the button, so the action waits. `go-on`: no
 * longer.
 */
export const UndoDecision = v.picklist(['undo', 'send', 'hold', 'go-on']);
export type UndoDecision = v.InferOutput<typeof UndoDecision>;
