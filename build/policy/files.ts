import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupPolicy } from './admx.ts';
import { jsonSchema } from './json-schema.ts';
import { mobileconfig } from './mobileconfig.ts';
import { withTables } from './tables.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** Returns everything that is made from the schema of the policy, by its path in the repository. */
export function policyFiles(): Record<string, string> {
  const { admx, adml } = groupPolicy();
  const guide = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
  return {
    'docs/policy.schema.json': jsonSchema(),
    'docs/admin.md': withTables(guide('docs/admin.md'), 'en'),
    'docs/verwalten.md': withTables(guide('docs/verwalten.md'), 'de'),
    'build/admx/Talkmelder.admx': admx,
    'build/admx/de-DE/Talkmelder.adml': adml.de,
    'build/admx/en-US/Talkmelder.adml': adml.en,
    'build/mac/talkmelder-policy.mobileconfig': mobileconfig(),
  };
}
