import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OLDEST_NEXTCLOUD, OLDEST_TALK } from '../../main/core/nextcloud/requirements.ts';

const root = join(import.meta.dirname, '../..');

it.each(['README.md', 'docs/admin.md', 'docs/verwalten.md'])(
  '%s names the oldest versions that the app accepts',
  (path) => {
    const words = readFileSync(join(root, path), 'utf8').replace(/\s+/g, ' ');
    const named = /Nextcloud (\d+)(?: or newer| oder neuer)?,? (?:and|with|mit) Talk (\d+)/.exec(words);
    expect(named?.slice(1).map(Number)).toEqual([OLDEST_NEXTCLOUD, OLDEST_TALK]);
  },
);
