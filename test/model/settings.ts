/** How many schedules run; `npm run test:soak` sets ten times as many as `npm test` has. */
const SCHEDULES = Number(process.env.TALKMELDER_SCHEDULES ?? 2_000);
/** Real connections cost the most: so many of the schedules go over them. */
const OVER_WIRE_SHARE = 0.1;

export const overWireRuns = Math.ceil(SCHEDULES * OVER_WIRE_SHARE);
export const inProcessRuns = SCHEDULES - overWireRuns;

/** Always the same schedules in `npm test`, others each time when the number of them is asked for. */
const FIXED_SEED = 112;
const seed = process.env.TALKMELDER_SCHEDULES === undefined ? FIXED_SEED : Date.now() % 2 ** 31;

/** With the seed and the path that a failure prints, exactly that counterexample is played again. */
export const replay = {
  seed: Number(process.env.TALKMELDER_SEED ?? seed),
  ...(process.env.TALKMELDER_PATH !== undefined && { path: process.env.TALKMELDER_PATH }),
};
