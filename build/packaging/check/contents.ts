/** Looks into an unpacked app: is in it what was meant, and nothing else? */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { binaryKind } from '../binary-kind.ts';

/** The app's own code, without Electron and its sounds and icons, in bytes. */
export const CODE_BUDGET = 3 * 1024 * 1024;

/** What may be in the archive; everything else is a mistake. */
const MEANT = [
  /^package\.json$/,
  /^out\/main\/[A-Za-z][\w-]*\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(?:js|css|svg|png|woff2)$/,
  /^build\/icons\/tray\/(?:linux|mac|win)\/[a-z]+\/[\w@-]+\.(?:png|ico)$/,
  /^build\/sounds\/[a-z]+\.wav$/,
  /^node_modules\/keytar\/(?:package\.json|LICENSE\.md|lib\/keytar\.js|build\/Release\/keytar\.node)$/,
];
/** What must be in it. */
const NEEDED = [
  'package.json',
  'out/main/index.js',
  'out/main/NsisUpdater.js',
  'out/main/MacUpdater.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'build/sounds/gong.wav',
  'node_modules/keytar/lib/keytar.js',
  'node_modules/keytar/build/Release/keytar.node',
];

/** Returns a sentence for each file of the archive that should not be there, or that is missing. */
export function listFaults(files: readonly string[]): string[] {
  const odd = files.filter((file) => !MEANT.some((form) => form.test(file)));
  const missing = NEEDED.filter((file) => !files.includes(file));
  return [...odd.map((file) => `${file} does not belong into the app`), ...missing.map((file) => `${file} is missing`)];
}

/**
 * Returns a sentence for each place of the build machine that a text of the app names, or a source map that it wants.
 * @param places absolute folders, for example of the checkout and of the user
 */
export function textFaults(file: string, text: string, places: readonly string[]): string[] {
  const forms = places.flatMap((place) => [place, place.replaceAll('\\', '\\\\'), place.replaceAll('\\', '/')]);
  const named = [...new Set(forms)].filter((place) => text.includes(place));
  return [
    ...named.map((place) => `${file} names ${place} of the machine that built it`),
    ...(/[#@] sourceMappingURL=/.test(text) ? [`${file} wants a source map`] : []),
  ];
}

// Characters of the wire. Source: @electron/fuses, constants.
const OFF = 0x30;
const ON = 0x31;
/** The fuses of electron-builder.yml, as the binary must have them. */
const FUSES: [FuseV1Options, number][] = [
  [FuseV1Options.RunAsNode, OFF],
  [FuseV1Options.EnableCookieEncryption, ON],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, OFF],
  [FuseV1Options.EnableNodeCliInspectArguments, OFF],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, ON],
  [FuseV1Options.OnlyLoadAppFromAsar, ON],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, OFF],
];

async function fuseFaults(program: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(program);
  return FUSES.filter(([fuse, state]) => wire[fuse] !== state).map(
    ([fuse]) => `the fuse ${FuseV1Options[fuse]} is not as configured`,
  );
}

const TEXTS = /\.(?:js|cjs|html|css|json|txt|xml|yml)$/;

/** Where the parts of an unpacked app are. */
export interface Unpacked {
  /** The program, or on macOS the app's folder. */
  program: string;
  resources: string;
  /** The languages of Chromium that must be there: paths and their ending. */
  locales: { folder: string; ending: string };
  /** For which system and processor, as Node names them: `linux-x64`. */
  kind: string;
}

/** @returns what was looked at, and what is wrong */
export async function lookInto(
  { program, resources, locales, kind }: Unpacked,
  places: readonly string[],
): Promise<{ looked: string[]; faults: string[] }> {
  const asar = join(resources, 'app.asar');
  const inside = listPackage(asar, { isPack: false })
    .map((file) => file.replaceAll('\\', '/').replace(/^\//, ''))
    .filter((file) => isFile(asar, resources, file));
  const faults = listFaults(inside);
  let code = 0;
  for (const file of inside.filter((name) => name.startsWith('out/') || TEXTS.test(name))) {
    const bytes = extractFile(asar, file);
    if (file.startsWith('out/')) code += bytes.length;
    if (TEXTS.test(file)) faults.push(...textFaults(file, bytes.toString('utf8'), places));
  }
  for (const file of filesIn(resources).filter((name) => TEXTS.test(name)))
    faults.push(...textFaults(file, readFileSync(join(resources, file), 'utf8'), places));
  if (code > CODE_BUDGET) faults.push(`the app's code has ${code} bytes, more than ${CODE_BUDGET}`);
  const keytar = binaryKind(
    readFileSync(join(resources, 'app.asar.unpacked/node_modules/keytar/build/Release/keytar.node')),
  );
  if (keytar !== kind) faults.push(`keytar's binary is for ${keytar}`);
  faults.push(...(await fuseFaults(program)));
  for (const paper of ['THIRD-PARTY.txt', 'talkmelder.cdx.json'])
    if (!filesIn(resources).includes(paper)) faults.push(`${paper} is missing`);
  const found = readdirSync(locales.folder)
    .filter((name) => name.endsWith(locales.ending))
    .sort();
  const languages = found.map((name) => name.slice(0, -locales.ending.length));
  if (languages.length !== 2 || languages[0] !== 'de') faults.push(`the languages are ${languages.join(', ')}`);
  const looked = [
    `${inside.length} files in the asar`,
    `${Math.ceil(code / 1024)} kB of code`,
    'fuses',
    'keytar',
    'licences',
  ];
  return { looked, faults };
}

/** The list of an archive names its folders as well. */
function isFile(asar: string, resources: string, file: string): boolean {
  try {
    extractFile(asar, file);
    return true;
  } catch {
    return isFileAt(join(resources, 'app.asar.unpacked', file));
  }
}

const isFileAt = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** Returns the paths of all files below the folder. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
