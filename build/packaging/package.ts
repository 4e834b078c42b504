/**
 * `npm run dist`: makes the packages of this system from the build that is there. What follows `--` goes to
 * electron-builder, for example `npm run dist -- --linux deb`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionOf, shortNotes } from '../release/changelog.ts';
import { type Maintainer, maintainerOf } from './maintainer.ts';
import { metainfo } from './metainfo.ts';
import { type Part, writePapers } from './papers.ts';
import { windowsSigning, withoutEmpty } from './signing.ts';
import { UPDATES, updatesFolder } from './updates.ts';

const root = join(import.meta.dirname, '..', '..');
/** electron-builder's command. */
export const BUILDER = join(root, 'node_modules', 'electron-builder', 'cli.js');

/**
 * Writes the papers that go into the packages, and the configuration with the maintainer.
 * @param updates the folder in which the installed app looks for newer versions; null: it looks nowhere
 * @returns the path of the configuration, and the packages that the app carries
 */
export function prepare(maintainer: Maintainer, updates: string | null): { config: string; parts: Part[] } {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license: string;
  };
  const parts = writePapers(root, { name, version, licence: license });
  const papers = join(root, 'out', 'papers');
  const date = dayOfBuild(process.env);
  writeFileSync(join(papers, 'de.talkmelder.app.metainfo.xml'), metainfo(maintainer, { version, date }));
  const [, person = '', email = ''] = /^(.*) <(.*)>$/.exec(maintainer.author) ?? [];
  const { homepage, repository } = maintainer;
  const config = join(papers, 'electron-builder.json');
  const extraMetadata = { author: { name: person, email }, homepage, repository: { type: 'git', url: repository } };
  // Read in the app as the news of an update.
  const releaseNotes = shortNotes(sectionOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version) ?? '');
  const releaseInfo = releaseNotes === '' ? {} : { releaseNotes };
  const signing = windowsSigning(process.env);
  // electron-builder then writes the feeds (latest.yml …), and the folder into the app. It uploads nothing.
  const publish = updates === null ? null : { provider: 'generic', url: updates };
  writeFileSync(
    config,
    JSON.stringify({ extends: 'electron-builder.yml', extraMetadata, publish, releaseInfo, win: signing }),
  );
  return { config, parts };
}

/** A build that is repeated later can set its day. Source: https://reproducible-builds.org/specs/source-date-epoch/ */
const dayOfBuild = ({ SOURCE_DATE_EPOCH: seconds }: NodeJS.ProcessEnv): string =>
  (seconds ? new Date(Number(seconds) * 1000) : new Date()).toISOString().slice(0, 10);

if (import.meta.main) {
  try {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const maintainer = maintainerOf(manifest, process.env);
    const updates = updatesFolder(maintainer.repository, process.env);
    process.stdout.write(
      updates === null
        ? `The packages look nowhere for updates: the repository is not on GitHub, and ${UPDATES} names no folder.\n`
        : `The packages look for updates in ${updates}.\n`,
    );
    const { config } = prepare(maintainer, updates);
    const args = [BUILDER, '--config', config, '--publish', 'never', ...process.argv.slice(2)];
    process.exitCode =
      spawnSync(process.execPath, args, {
        cwd: root,
        stdio: 'inherit',
        env: withoutEmpty(process.env),
      }).status ?? 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
