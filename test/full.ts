/**
 * Is this `npm run test:full`? What `npm test` leaves out is listed in docs/testing.md: the same rules in the second
 * language, at other sizes, or many times as often.
 */
export const isFull = process.env.TALKMELDER_FULL === 'yes';

/** The languages that are tested in the window; the words of the other one have unit tests. */
export const LANGUAGES = isFull ? (['de', 'en'] as const) : (['de'] as const);
