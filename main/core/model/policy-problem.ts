import * as v from 'valibot';

/**
 * What can be wrong with the machine's policy file, or with a file that it names.
 * `unreadable`: there, but it cannot be read. `unprotected`: others than the administrator can write it. `no-json`.
 * `unknown-key`, `wrong-value`: that entry does not count, the rest does. `twice`: locked as well as a default.
 * `no-certificate`: of what `caFile` holds, something cannot be used.
 */
export const PolicyProblem = v.strictObject({
  kind: v.picklist([
    'unreadable',
    'unprotected',
    'no-json',
    'unknown-key',
    'wrong-value',
    'twice',
    'ca-unreadable',
    'ca-unprotected',
    'no-certificate',
  ]),
  /** Which entry, for example `locked.theme` or `pinSha256.0`; empty when it is the file as a whole. */
  path: v.string(),
});
export type PolicyProblem = v.InferOutput<typeof PolicyProblem>;
