import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupPolicy } from './admx.ts';
import { jsonSchema } from './json-schema.ts';
import { mobileconfig } from './mobileconfig.ts';
import { withTables } from './tables.ts';
import type { Language } from './words.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** Formats a text as `npm run check` wants it. */
const formatted = (path: string, text: string): string =>
  execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', `--stdin-file-path=${path}`],
    {
      input: text,
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );

/** Returns everything that is made from the schema of the policy, by its path in the repository. */
export function policyFiles(): Record<string, string> {
  const { admx, adml } = groupPolicy();
  const guide = (name: string, language: Language): string =>
    formatted(name, withTables(readFileSync(join(ROOT, name), 'utf8'), language));
  return {
    'docs/policy.schema.json': formatted('docs/policy.schema.json', jsonSchema()),
    'docs/admin.md': guide('docs/admin.md', 'en'),
    'docs/verwalten.md': guide('docs/verwalten.md', 'de'),
    'build/admx/Talkmelder.admx': admx,
    'build/admx/de-DE/Talkmelder.adml': adml.de,
    'build/admx/en-US/Talkmelder.adml': adml.en,
    'build/mac/talkmelder-policy.mobileconfig': mobileconfig(),
  };
}
