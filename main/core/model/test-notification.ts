import * as v from 'valibot';

/**
 * What became of a test notification, as far as the app knows. `sent`: the system has taken it. `impossible`: the system
 * takes none. The others say why nothing was sent, because a real one would not have come either: notifications are
 * paused or switched off here, or the user's status in Nextcloud is "do not disturb".
 */
export const TestOutcome = v.picklist(['sent', 'impossible', 'paused', 'off', 'do-not-disturb']);
export type TestOutcome = v.InferOutput<typeof TestOutcome>;
