import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The folder of the pictures that the repository keeps. `npm run screenshots` puts all others into out/screenshots. */
export const picturesFolder = join(root, 'docs/screenshots');

const DOCUMENTS = ['*.md', '.github/**/*.md', 'docs/**/*.md', 'test/**/*.md'];

/** Matches the targets of pictures and links in Markdown, and of pictures in HTML. */
const TARGETS = /\]\(([^)\s]+)[^)]*\)|\bsrc="([^"]+)"/g;

/** Returns the names of the files in docs/screenshots that a document shows or links, sorted. */
export function shownPictures(): string[] {
  const shown = new Set<string>();
  for (const path of globSync(DOCUMENTS, { cwd: root })) {
    const document = join(root, path);
    for (const [, markdown, html] of readFileSync(document, 'utf8').matchAll(TARGETS)) {
      const target = resolve(dirname(document), decodeURI((markdown ?? html ?? '').replace(/#.*/, '')));
      if (dirname(target) === picturesFolder) shown.add(relative(picturesFolder, target));
    }
  }
  return [...shown].toSorted();
}
