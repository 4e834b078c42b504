import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AppUpdater, UpdateFileInfo, UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import type { ResolvedUpdateFileInfo } from 'electron-updater/out/types.js';
import { describeError } from '../../core/errors.ts';
import { type FeedFile, fileFor, isNewer, type Release, readFeed } from '../../core/model/update-feed.ts';
import { type Logger, type OfferedUpdate, UpdateFailed } from '../../core/ports.ts';
import type { createUpdateFiles } from './files.ts';

/** The folder of electron-updater in the user's cache, and that of Squirrel.Mac, named after the app's id. */
const CACHE = 'talkmelder-updater';
const SHIP_IT = 'de.talkmelder.app.ShipIt';

/** The user's folder for caches. Source: electron-updater, AppAdapter.js. */
export const cacheFolder = (): string =>
  process.platform === 'win32'
    ? (process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
    : join(homedir(), 'Library', 'Caches');

/** Removes what was downloaded. It says nothing of the user, so what stays of it is no failure. */
export function eraseUpdates(log: Pick<Logger, 'error'>, platform = process.platform, cache = cacheFolder()): void {
  for (const folder of platform === 'darwin' ? [CACHE, SHIP_IT] : [CACHE])
    try {
      rmSync(join(cache, folder), { recursive: true, force: true });
    } catch (error) {
      log.error(`not erased: ${describeError(error)}`);
    }
}

/** The two systems on which the app replaces itself: their feed, and what it has for them. */
const SYSTEMS = {
  win32: { feed: 'latest.yml', ending: '.exe' },
  darwin: { feed: 'latest-mac.yml', ending: '.zip' },
} as const;
export type InstallingSystem = keyof typeof SYSTEMS;

/** Returns the name of the feed of a system. Source: electron-builder, updateInfoBuilder.js. */
export const feedOf = (platform: NodeJS.Platform, processor: string): string =>
  platform === 'win32' || platform === 'darwin'
    ? SYSTEMS[platform].feed
    : `latest-linux${processor === 'x64' ? '' : `-${processor}`}.yml`;

/** Reads a feed. @returns null: it is none */
export async function parseFeed(text: string): Promise<Release | null> {
  return readFeed(await parseYaml(text));
}

/** @returns undefined when the text is not YAML */
export async function parseYaml(text: string): Promise<unknown> {
  const { parseUpdateInfo } = await import('electron-updater/out/providers/Provider.js');
  try {
    return parseUpdateInfo(text, '', new URL('file:'));
  } catch {
    return undefined;
  }
}

/** Asks the feed for a newer version. @throws UpdateFailed */
export async function findRelease(
  files: Pick<ReturnType<typeof createUpdateFiles>, 'text'>,
  { platform, processor, version }: { platform: NodeJS.Platform; processor: string; version: string },
): Promise<Release | null> {
  const release = await parseFeed(await files.text(feedOf(platform, processor)));
  if (release === null) throw new UpdateFailed('unreadable', 'the answer is no feed');
  return isNewer(release.version, version) ? release : null;
}

export const offerOf = ({ version, notes }: Release): OfferedUpdate => ({ version, notes });

/** What electron-updater needs to know of the app. */
export interface EngineApp {
  version: string;
  /** The user's folder for caches. */
  cache: string;
  quit(): void;
}

export interface EngineOptions {
  app: EngineApp;
  platform: InstallingSystem;
  processor: string;
  folder: URL;
  files: ReturnType<typeof createUpdateFiles>;
  publishers: string[];
  /** Windows: null, or why the program is not by these publishers. */
  signatureFault(publishers: readonly string[], path: string): Promise<string | null>;
  log: Logger;
}

/**
 * electron-updater keeps the file until the app ends, and starts the installer. All that it gets of the network comes
 * from `files`: its own requests have no limits of size and time, and follow redirects to http.
 * Source: electron-updater 6.8.10, AppUpdater.js, NsisUpdater.js, MacUpdater.js.
 */
export async function createEngine(options: EngineOptions) {
  const { app, platform, processor, folder, files, publishers, signatureFault, log } = options;
  const { Provider } = await import('electron-updater/out/providers/Provider.js');
  let file: FeedFile | null = null;
  let release: Release | null = null;
  let onProgress = (_percent: number): void => {};
  /** The files whose signature has been found good, by their path. */
  const proven = new Set<string>();

  /** Offers the one file that has been chosen. */
  class OwnProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    override async getLatestVersion(): Promise<UpdateInfo> {
      if (release === null || file === null) throw new UpdateFailed('unreadable', 'no file for this computer');
      const { sha512, url } = file;
      return { version: release.version, files: [infoOf(file)], path: url, sha512, releaseDate: '' };
    }
    override resolveFiles(): ResolvedUpdateFileInfo[] {
      return file === null ? [] : [{ url: new URL(file.url, folder), info: infoOf(file) }];
    }
  }

  let startInstaller = (_start: boolean): void => {};
  const updater = await load();
  updater.logger = { info: log.debug, warn: log.warn, error: log.warn };
  updater.autoDownload = false;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.disableWebInstaller = true;
  updater.disableDifferentialDownload = true;
  // Squirrel.Mac installs what it has been given when the app ends; on Windows `install` decides.
  updater.autoInstallOnAppQuit = platform === 'darwin';
  updater.setFeedURL({ provider: 'custom', updateProvider: OwnProvider });
  replace(updater, 'httpExecutor', { download });
  // What is needed of app-update.yml has been read; without a publisher the library would check no signature.
  replace(updater, 'configOnDisk', {
    value: Promise.resolve({ updaterCacheDirName: CACHE, ...(platform === 'win32' && { publisherName: publishers }) }),
  });

  async function load(): Promise<AppUpdater> {
    const adapter = {
      version: app.version,
      name: 'Talkmelder',
      isPackaged: true,
      appUpdateConfigPath: '',
      // The library would keep an id of this user there.
      userDataPath: join(app.cache, CACHE),
      baseCachePath: app.cache,
      whenReady: () => Promise.resolve(),
      relaunch: () => {},
      quit: app.quit,
      onQuit: () => {},
    };
    if (platform === 'darwin') {
      const { MacUpdater } = await import('electron-updater/out/MacUpdater.js');
      return new MacUpdater(undefined, adapter);
    }
    const { NsisUpdater } = await import('electron-updater/out/NsisUpdater.js');
    const nsis = new NsisUpdater(null, adapter);
    nsis.verifyUpdateCodeSignature = async (_publishers, path) => prove(path);
    startInstaller = (start) => nsis.install(true, start);
    return nsis;
  }

  async function prove(path: string): Promise<string | null> {
    const fault = await signatureFault(publishers, path);
    if (fault === null) proven.add(path);
    else log.warn(`update: ${fault}`);
    return fault;
  }

  /** Called by the library, which then checks the signature on Windows. */
  async function download(_url: URL, path: string): Promise<string> {
    if (file === null) throw new UpdateFailed('unreadable', 'no file for this computer');
    await files.save(file, path, onProgress);
    return path;
  }

  return {
    updater,
    /** Windows: starts the installer, without questions. @param start the app comes back afterwards */
    install: (start: boolean): void => startInstaller(start),
    /** @throws UpdateFailed */
    async find(): Promise<OfferedUpdate | null> {
      release = await findRelease(files, { platform, processor, version: app.version });
      file = release && fileFor(release, SYSTEMS[platform].ending, processor);
      if (release === null) return null;
      if (file === null) throw new UpdateFailed('unreadable', 'no file for this computer');
      return offerOf(release);
    },
    /** @throws UpdateFailed */
    async get(listener: (percent: number) => void): Promise<void> {
      onProgress = listener;
      proven.clear();
      try {
        const found = await updater.checkForUpdates();
        if (!found?.isUpdateAvailable) throw new UpdateFailed('unreadable', 'nothing newer');
        const [path = ''] = await updater.downloadUpdate();
        // A file of an earlier run is not checked again by the library, apart from its checksum.
        if (platform === 'win32' && proven.size === 0 && (await prove(path)) !== null)
          throw new UpdateFailed('unsigned', 'an earlier download');
      } catch (error) {
        await rm(join(app.cache, CACHE, 'pending'), { recursive: true, force: true });
        throw faultOf(error);
      }
    },
  };
}

const infoOf = ({ url, sha512, size }: FeedFile): UpdateFileInfo =>
  size === undefined ? { url, sha512 } : { url, sha512, size };

/** These members are public in the library's code, but not in its types. */
function replace(updater: AppUpdater, member: 'httpExecutor' | 'configOnDisk', value: object): void {
  if (!(member in updater)) throw new Error(`electron-updater has no ${member}`);
  Reflect.set(updater, member, value);
}

function faultOf(error: unknown): UpdateFailed {
  if (error instanceof UpdateFailed) return error;
  const code: unknown = Reflect.get(Object(error), 'code');
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE') return new UpdateFailed('unsigned', String(code));
  return new UpdateFailed('not-stored', String(code));
}
