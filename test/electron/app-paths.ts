import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { commandLine } from './command-line.ts';

type Manifest = { name?: string; productName?: string; version?: string };

const home = homedir();
const overridden = new Map<string, string>();

const findAppFolder = (from: string): string => {
  if (existsSync(join(from, 'package.json'))) return from;
  return dirname(from) === from ? process.cwd() : findAppFolder(dirname(from));
};

/** The folder of the app's package.json. */
export const appFolder = findAppFolder(dirname(resolve(process.argv[1] ?? '.')));
const manifestFile = join(appFolder, 'package.json');
export const manifest: Manifest = existsSync(manifestFile)
  ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest)
  : {};

let appName = manifest.productName ?? manifest.name ?? 'Electron';
export const getName = (): string => appName;
export const setName = (name: string): void => {
  appName = name;
};

const switched = commandLine.getSwitchValue('user-data-dir');
if (switched) overridden.set('userData', resolve(switched));

const appData = (): string => process.env.XDG_CONFIG_HOME ?? join(home, '.config');
const paths: Record<string, () => string> = {
  home: () => home,
  appData,
  userData: () => join(appData(), appName),
  sessionData: () => getPath('userData'),
  temp: tmpdir,
  exe: () => process.execPath,
  module: () => process.execPath,
  desktop: () => join(home, 'Desktop'),
  documents: () => join(home, 'Documents'),
  downloads: () => join(home, 'Downloads'),
  logs: () => join(getPath('userData'), 'logs'),
  crashDumps: () => join(getPath('userData'), 'Crashpad'),
};

/** @throws for a name that the host does not know, as Electron does for names unknown to it */
export function getPath(name: string): string {
  const path = overridden.get(name) ?? paths[name]?.();
  if (path === undefined) throw new Error(`Failed to get '${name}' path`);
  return path;
}

export function setPath(name: string, path: string): void {
  if (!isAbsolute(path)) throw new Error('Path must be absolute');
  if (!(name in paths)) throw new Error(`Failed to set path '${name}'`);
  overridden.set(name, path);
}

/** Electron creates the folder before the app is ready. */
export const makeUserData = (): void => {
  mkdirSync(getPath('userData'), { recursive: true });
};
