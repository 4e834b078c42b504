import * as v from 'valibot';

/** The PIN of station mode: digits, so that it can be typed on any keyboard. */
export const Pin = v.pipe(v.string(), v.regex(/^\d{4,12}$/));

/**
 * A PIN as it is kept: scrypt with its cost (log2 of N, then r and p), then the salt and the hash in base64. The command
 * `talkmelder --hash-pin` makes it.
 */
export const PIN_HASH = /^scrypt:(1[4-7]):8:1:([A-Za-z0-9+/]{22}==):([A-Za-z0-9+/]{43}=)$/;

/**
 * What is protected. `none`: there is no PIN. `own`: the user has chosen the PIN on this computer. `policy`: the
 * administrator has set it. `reset`: the administrator has switched it off.
 */
export const PinSource = v.picklist(['none', 'own', 'policy', 'reset']);
export type PinSource = v.InferOutput<typeof PinSource>;

/** The answer to a typed PIN. `waitSeconds`: how long no PIN is accepted from now on. */
export const PinAnswer = v.strictObject({ right: v.boolean(), waitSeconds: v.number() });
export type PinAnswer = v.InferOutput<typeof PinAnswer>;
