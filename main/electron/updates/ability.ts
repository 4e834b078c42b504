import { accessSync, constants, existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { Updater } from '../../core/ports.ts';

/** What the build says about updates: electron-builder's app-update.yml, as far as it counts here. */
export interface BuiltFor {
  /** The https address of the folder with the releases; null: none. */
  folder: string | null;
  /** Who signs the installers for Windows. */
  publishers: string[];
}

/** @param content of app-update.yml; undefined: there is no such file */
export function readBuild(content: unknown): BuiltFor {
  const text = (key: string): string => {
    const value: unknown = Reflect.get(Object(content), key);
    return typeof value === 'string' ? value : '';
  };
  const publisher: unknown = Reflect.get(Object(content), 'publisherName');
  const names: unknown[] = Array.isArray(publisher) ? publisher : [publisher];
  const publishers = names.filter((name) => typeof name === 'string').filter((name) => name.trim() !== '');
  const isGithub = text('provider') === 'github' && /^[\w.-]+$/.test(text('owner')) && /^[\w.-]+$/.test(text('repo'));
  const address = isGithub
    ? `https://github.com/${text('owner')}/${text('repo')}/releases/latest/download`
    : text('provider') === 'generic'
      ? text('url')
      : '';
  const url = URL.parse(address);
  const isUsable = url?.protocol === 'https:' && !url.username && !url.password && !url.search && !url.hash;
  if (!isUsable) return { folder: null, publishers };
  return { folder: url.href.endsWith('/') ? url.href : `${url.href}/`, publishers };
}

/** The page with the releases of a folder on GitHub; null: other servers have none that is known. */
export const pageOf = (folder: string): string | null =>
  /^(https:\/\/github\.com\/[^/]+\/[^/]+\/releases\/latest)\/download\/$/.exec(folder)?.[1] ?? null;

/** What decides how a copy of the app is updated. */
export interface Place {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  /** The path of the program. */
  program: string;
  environment: NodeJS.ProcessEnv;
  build: BuiltFor;
  /** The administrator's folder; null: that of the build counts. */
  folder: string | null;
  exists(path: string): boolean;
  /** The user may replace what is in this folder. */
  isWritable(folder: string): boolean;
  /** macOS: the app is signed by a team. */
  isSignedByTeam(bundle: string): Promise<boolean>;
}

type Ability = Awaited<ReturnType<Updater['ability']>>;

/** Returns the .app around a program of macOS. */
const bundleOf = (program: string): string => posix.dirname(posix.dirname(posix.dirname(program)));

/** Package managers and software distribution put it there. */
const isFromPackage = ({ platform, program, environment, exists }: Place): boolean => {
  // The MSI brings no uninstaller of its own, and neither does an unpacked copy.
  if (platform === 'win32') return !exists(win32.join(win32.dirname(program), 'Uninstall Talkmelder.exe'));
  if (platform === 'darwin') return false;
  return (
    environment.FLATPAK_ID !== undefined ||
    environment.SNAP !== undefined ||
    exists('/.flatpak-info') ||
    /^\/(?:usr|nix|gnu|opt\/Talkmelder)\//.test(program)
  );
};

/** Decides who updates this copy of the app, if anything does. Never rejects. */
export async function abilityOf(place: Place): Promise<Ability> {
  const { platform, isPackaged, program, build } = place;
  if (!isPackaged) return { off: 'development' };
  if (isFromPackage(place)) return { off: 'package' };
  const folder = place.folder ?? build.folder;
  if (folder === null) return { off: 'no-feed' };
  if (platform === 'win32' && build.publishers.length === 0) return { off: 'unsigned' };
  if (platform === 'darwin' && !(await place.isSignedByTeam(bundleOf(program)))) return { off: 'unsigned' };
  const page = pageOf(folder);
  if (!mayReplace(place)) return { off: null, by: 'administrator', page };
  return { off: null, by: platform === 'win32' || platform === 'darwin' ? 'app' : 'user', page };
}

function mayReplace({ platform, program, isWritable }: Place): boolean {
  if (platform === 'win32') return isWritable(win32.dirname(program));
  if (platform !== 'darwin') return isWritable(posix.dirname(program));
  const bundle = bundleOf(program);
  return isWritable(bundle) && isWritable(posix.dirname(bundle));
}

/** Whether the user may write there. Windows tells that only to a program that tries. */
export function isWritableFolder(folder: string, platform: NodeJS.Platform = process.platform): boolean {
  try {
    if (platform === 'win32') rmdirSync(mkdtempSync(win32.join(folder, '.write-test-')));
    else accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The facts of this computer. */
export const thisPlace = (
  given: Pick<Place, 'isPackaged' | 'program' | 'build' | 'folder' | 'isSignedByTeam'>,
): Place => ({
  platform: process.platform,
  environment: process.env,
  exists: existsSync,
  isWritable: isWritableFolder,
  ...given,
});
