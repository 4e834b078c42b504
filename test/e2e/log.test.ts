import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Nextcloud, startNextcloud } from '../nextcloud/server.ts';
import { inFolder } from './desktop.ts';
import { runDoctor } from './doctor-terminal.ts';
import { writtenFiles } from './written-files.ts';

let nextcloud: Nextcloud;
beforeEach(async () => {
  nextcloud = await startNextcloud();
});
afterEach(() => nextcloud.close());

it('begins a new log when the old one is full, and keeps only one old log', async () => {
  await inFolder(async (folder) => {
    const userData = join(folder, 'data');
    const logs = join(userData, 'logs');
    mkdirSync(logs, { recursive: true });
    writeFileSync(join(logs, 'talkmelder.log'), 'old\n'.repeat(300_000));
    writeFileSync(join(logs, 'talkmelder.old.log'), 'older\n');
    await runDoctor(userData, { args: ['--verbose', `--server=${nextcloud.url}`] });
    const files = writtenFiles(logs);
    expect([...files.keys()].map((path) => path.slice(logs.length + 1)).sort()).toEqual([
      'talkmelder.log',
      'talkmelder.old.log',
    ]);
    expect(files.get(join(logs, 'talkmelder.log'))?.toString()).toContain('get /status.php 200');
    expect(files.get(join(logs, 'talkmelder.log'))?.toString()).not.toContain('old\n');
    expect(files.get(join(logs, 'talkmelder.old.log'))?.toString()).not.toContain('older');
  });
});
