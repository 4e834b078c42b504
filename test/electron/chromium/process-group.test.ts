import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeFolder } from '../../remove-folder.ts';
import { endGroup, ownGroup } from './process-group.ts';

/** A browser that ends at once when it is asked to, and a second process of it that creates the profile until then. */
const BROWSER = 'while :; do mkdir -p "$0/Default"; done & echo started; wait';

it.skipIf(!ownGroup.detached)('ends what a browser started, so that its profile stays removed', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'group-'));
  const browser = spawn('sh', ['-c', BROWSER, profile], { stdio: ['ignore', 'pipe', 'inherit'], ...ownGroup });
  await once(browser.stdout, 'data');
  await endGroup(browser);
  await removeFolder(profile);
  expect(existsSync(profile)).toBe(false);
});
