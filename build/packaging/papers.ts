/**
 * What the law and an administrator want to know of the installed app: the licences of all that it carries
 * (`THIRD-PARTY.txt`), and the same as a list for machines (CycloneDX).
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package inside the installed app. */
export interface Part {
  name: string;
  version: string;
  /** An SPDX expression, as package.json states it. */
  licence: string;
  /** The text of the licence, as the package carries it; null: it carries none. */
  text: string | null;
  /** From the lock file: `sha512-…`; null: unknown. */
  integrity: string | null;
}

/** Licences whose texts may stand in for a package that carries none, and that the app may carry at all. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  // Its files stay under it, and each copy must say where their source is.
  'MPL-2.0',
]);

/**
 * Returns the packages that the files of the bundles come from, sorted and each once.
 * @param modules paths or ids of the modules in the bundles
 */
export function packagesOf(modules: readonly string[]): string[] {
  const found = modules.flatMap((id) => {
    const inside = id.replaceAll('\\', '/').split('/node_modules/').slice(1);
    const last = inside.pop();
    if (last === undefined) return [];
    const [scope = '', name = ''] = last.split('/');
    const here = scope.startsWith('@') ? `${scope}/${name}` : scope;
    return [[...inside.map((path) => `${path}/node_modules/`), here].join('')];
  });
  return [...new Set(found)].sort();
}

/**
 * Reads the packages from node_modules.
 * @param root the folder of package.json
 * @param places paths below node_modules
 */
export function readParts(root: string, places: readonly string[]): Part[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string }>;
  };
  return places.map((place) => {
    const folder = join(root, 'node_modules', place);
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
      license?: string;
    };
    const file = readdirSync(folder)
      .sort()
      .find((entry) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(entry));
    return {
      name,
      version,
      licence: license ?? '',
      text: file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim(),
      integrity: packages[`node_modules/${place}`]?.integrity ?? null,
    };
  });
}

/** Returns a sentence for each package that the app must not carry without a look at its licence. */
export const licenceFaults = (parts: readonly Part[]): string[] =>
  parts
    .filter(({ licence }) => !ALLOWED.has(licence))
    .map(({ name, version, licence }) => `${name} ${version}: the licence "${licence}" is not among the known ones`);

/** Source: MPL 2.0, 3.2. */
const sourceOf = (name: string, version: string, licence: string): string[] =>
  licence === 'MPL-2.0' ? [`Its unchanged source code: https://www.npmjs.com/package/${name}/v/${version}`] : [];

/** Returns the text of `THIRD-PARTY.txt`. */
export function thirdParty(parts: readonly Part[]): string {
  const sections = parts.map(({ name, version, licence, text }) =>
    [
      `${name} ${version} (${licence})`,
      ...sourceOf(name, version, licence),
      '',
      text ?? `The package carries no text; its licence is ${licence}.`,
    ].join('\n'),
  );
  const head = [
    'Talkmelder carries the packages below. Electron and Chromium, which it runs on, have their own texts:',
    'LICENSE.electron.txt and LICENSES.chromium.html, beside the program.',
  ].join('\n');
  return `${[head, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/**
 * Returns the list for machines. The same parts give the same text, so that a build can be repeated.
 * Source: CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/
 */
export function bill(app: { name: string; version: string; licence: string }, parts: readonly Part[]): string {
  const components = parts.map(({ name, version, licence, integrity }) => ({
    type: 'library',
    'bom-ref': purl(name, version),
    name,
    version,
    purl: purl(name, version),
    licenses: [{ expression: licence }],
    ...(integrity?.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }],
    }),
  }));
  const digest = createHash('sha256')
    .update(JSON.stringify([app, components]))
    .digest('hex');
  const own = `pkg:generic/${app.name}@${app.version}`;
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(digest)}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name: app.name,
        version: app.version,
        licenses: [{ expression: app.licence }],
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map((component) => component['bom-ref']) }],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Source: https://github.com/package-url/purl-spec, type npm. */
const purl = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** A UUID of version 8 from a digest in hexadecimal. Source: RFC 9562, section 5.8. */
const uuidOf = (digest: string): string =>
  `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;

/** The packages that lie beside the bundles instead of inside them, and the runtime. */
const BESIDE = ['electron', 'keytar'];

/**
 * Writes the papers of the last build into `out/papers`.
 * @throws when there is no build, or a licence is not known
 */
export function writePapers(root: string, app: { name: string; version: string; licence: string }): Part[] {
  const folder = join(root, 'out', 'papers');
  const modules = ['main', 'preload', 'renderer'].flatMap((bundle) => {
    const file = join(folder, `modules-${bundle}.json`);
    if (!existsSync(file)) throw new Error('There is no build: run "npm run build" first.');
    return JSON.parse(readFileSync(file, 'utf8')) as string[];
  });
  const beside = BESIDE.filter((name) => existsSync(join(root, 'node_modules', name)));
  const parts = readParts(root, [...new Set([...packagesOf(modules), ...beside])].sort());
  const faults = licenceFaults(parts);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'THIRD-PARTY.txt'), thirdParty(parts));
  writeFileSync(join(folder, 'talkmelder.cdx.json'), bill(app, parts));
  return parts;
}
