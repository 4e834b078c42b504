import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The pictures that the repository keeps. `npm run screenshots` takes all others into out/screenshots. */
export const keptPictures = join(root, 'docs/screenshots');

const DOCUMENTS = ['*.md', '.github/**/*.md', 'docs/**/*.md', 'test/**/*.md'];

/** Targets of Markdown's pictures and links, and of HTML's pictures. */
const TARGETS = /\]\(([^)\s]+)[^)]*\)|\bsrc="([^"]+)"/g;

/** Returns the names of the files in docs/screenshots that a document shows or links, sorted. */
export function shownPictures(): string[] {
  const shown = new Set<string>();
  for (const path of globSync(DOCUMENTS, { cwd: root })) {
    const document = join(root, path);
    for (const [, markdown, html] of readFileSync(document, 'utf8').matchAll(TARGETS)) {
      const target = resolve(dirname(document), decodeURI((markdown ?? html ?? '').replace(/#.*/, '')));
      if (dirname(target) === keptPictures) shown.add(relative(keptPictures, target));
    }
  }
  return [...shown].toSorted();
}
