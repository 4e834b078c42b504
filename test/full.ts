/**
 * Whether this is `npm run test:full`. docs/testing.md lists what `npm test` leaves out: the same rules in the second
 * language, at other sizes, in a second way, or many times as often.
 */
export const isFull = process.env.TALKMELDER_FULL === 'yes';

/** The languages of the window tests; unit tests cover the texts of the other language. */
export const LANGUAGES = isFull ? (['de', 'en'] as const) : (['de'] as const);

/** Returns the cases of a table of tests: the first ones in each run, the others, which repeat their rule, in `test:full`. */
export const casesOf = <T>(always: readonly T[], inFull: readonly T[]): T[] => [...always, ...(isFull ? inFull : [])];
