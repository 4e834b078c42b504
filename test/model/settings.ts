import { isFull } from '../full.ts';

/** How many schedules run: the first of them in `npm test`, twenty times as many in `npm run test:full`; `npm run test:soak` sets 20,000. */
const SCHEDULES = Number(process.env.TALKMELDER_SCHEDULES ?? (isFull ? 2_000 : 100));
/** The share of schedules over real connections, which cost the most. */
const OVER_WIRE_SHARE = 0.1;

export const overWireRuns = Math.ceil(SCHEDULES * OVER_WIRE_SHARE);
export const inProcessRuns = SCHEDULES - overWireRuns;

/** The seed makes the schedules the same in each run, unless their number is set. */
const FIXED_SEED = 112;
const seed = process.env.TALKMELDER_SCHEDULES === undefined ? FIXED_SEED : Date.now() % 2 ** 31;

/** The seed and the path that a failure prints, which replay exactly that counterexample. */
export const replay = {
  seed: Number(process.env.TALKMELDER_SEED ?? seed),
  ...(process.env.TALKMELDER_PATH !== undefined && { path: process.env.TALKMELDER_PATH }),
};
