import * as v from 'valibot';

/**
 * What can be wrong with a policy of the machine, or with a file that it names. `unreadable`: the file exists but
 * cannot be read. `unanswered`: the system did not answer in time, so this run does without. `unprotected`: users other than the administrator can write it. `no-json`: the file is not JSON.
 * `unknown-key`, `wrong-value`: the entry is ignored and the others count. `twice`: the setting is both locked and a
 * default. `not-for-users`: only an administrator can set it. `no-certificate`: a part of `caFile` cannot be used.
 */
export const PolicyProblem = v.strictObject({
  kind: v.picklist([
    'unreadable',
    'unanswered',
    'unprotected',
    'no-json',
    'unknown-key',
    'wrong-value',
    'twice',
    'not-for-users',
    'ca-unreadable',
    'ca-unprotected',
    'no-certificate',
  ]),
  /** Where the policy is: a path, or a key of the registry. */
  place: v.string(),
  /** The entry's path, for example `locked.theme` or `pinSha256.0`; empty for the whole. */
  path: v.string(),
});
export type PolicyProblem = v.InferOutput<typeof PolicyProblem>;
