import { isFull } from '../full.ts';

/** How many schedules run: the first of them in `npm test`, ten times as many in `npm run test:full`; `npm run test:soak` sets 20,000. */
const SCHEDULES = Number(process.env.TALKMELDER_SCHEDULES ?? (isFull ? 2_000 : 200));
/** Real connections cost the most: so many of the schedules go over them. */
const OVER_WIRE_SHARE = 0.1;

export const overWireRuns = Math.ceil(SCHEDULES * OVER_WIRE_SHARE);
export const inProcessRuns = SCHEDULES - overWireRuns;

/** Always the same schedules, others each time when the number of them is asked for. */
const FIXED_SEED = 112;
const seed = process.env.TALKMELDER_SCHEDULES === undefined ? FIXED_SEED : Date.now() % 2 ** 31;

/** With the seed and the path that a failure prints, exactly that counterexample is played again. */
export const replay = {
  seed: Number(process.env.TALKMELDER_SEED ?? seed),
  ...(process.env.TALKMELDER_PATH !== undefined && { path: process.env.TALKMELDER_PATH }),
};
