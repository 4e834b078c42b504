/** The notes of a release, from CHANGELOG.md. */

/** Electron's updater shows them in a small window. */
const SHORT = 900;

/** Returns the text below the heading of a version, without surrounding blank lines; null: there is no such heading. */
export function sectionOf(changelog: string, version: string): string | null {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => line === `## ${version}` || line.startsWith(`## ${version} `));
  if (start < 0) return null;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  return lines
    .slice(start + 1, length < 0 ? undefined : start + 1 + length)
    .join('\n')
    .trim();
}

/** Returns a section as short plain text: one line for each point, whole points only, without Markdown. */
export function shortNotes(section: string): string {
  const points = section
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .split(/\n(?=- )/)
    .map((point) => point.replace(/\s+/g, ' ').trim())
    .filter((point) => point !== '');
  let notes = '';
  for (const point of points) {
    if (notes.length + point.length > SHORT) break;
    notes += `${point}\n`;
  }
  return notes.trim();
}

/**
 * Returns a sentence for each thing that is not ready for this tag.
 * @param tag for example `v0.2.0`
 */
export function faultsOfRelease(
  tag: string,
  { manifest, lock, changelog }: { manifest: { version?: string }; lock: { version?: string }; changelog: string },
): string[] {
  const version = manifest.version ?? '';
  const faults: string[] = [];
  if (!/^\d+\.\d+\.\d+$/.test(version)) faults.push(`the version "${version}" is not of the form 1.2.3`);
  if (tag !== `v${version}`) faults.push(`the tag ${tag} does not fit the version ${version} of package.json`);
  if (lock.version !== version) faults.push(`package-lock.json has the version ${lock.version}: run "npm install"`);
  if (!sectionOf(changelog, version)) faults.push(`CHANGELOG.md has no notes under "## ${version}"`);
  if (sectionOf(changelog, 'Unreleased')) faults.push('CHANGELOG.md still has notes under "## Unreleased"');
  return faults;
}
