import * as v from 'valibot';

/** The presence of another person; null: offline, hidden, or unknown. */
export const Presence = v.nullable(v.picklist(['online', 'away', 'dnd']));
export type Presence = v.InferOutput<typeof Presence>;
