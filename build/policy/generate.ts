import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { policyFiles, ROOT } from './files.ts';

// `npm run policy`: writes what is made from main/core/settings/policy-schema.ts and words.ts.
for (const [path, text] of Object.entries(policyFiles())) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
}
