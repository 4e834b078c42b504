import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, autoUpdater } from 'electron';
import { type Fetch, type Logger, type OfferedUpdate, UpdateFailed, type Updater } from '../core/ports.ts';
import { abilityOf, type BuiltFor, readBuild, thisPlace } from './updates/ability.ts';
import { cacheFolder, createEngine, findRelease, offerOf, parseYaml } from './updates/engine.ts';
import { createUpdateFiles } from './updates/files.ts';
import { isSignedByTeam, signatureFault } from './updates/signature.ts';

/** Squirrel.Mac copies the update and checks its signature. */
const SQUIRREL_MS = 10 * 60_000;

export interface UpdaterOptions {
  fetch: Fetch;
  log: Logger;
  /** The administrator's folder with the releases; null: that of the build counts. */
  folder: string | null;
}

export type AppUpdater = ReturnType<typeof createUpdater>;

/**
 * Updates of the installed app, by electron-updater on Windows and macOS. The library is loaded when something is there
 * to get. Only after `ready`.
 */
export function createUpdater({ fetch, log, folder }: UpdaterOptions) {
  const version = app.getVersion();
  let build: Promise<BuiltFor> | null = null;
  let engine: ReturnType<typeof createEngine> | null = null;
  /** What becomes of the update when the app has ended. */
  let finish = (_start: boolean): void => {};

  const builtFor = (): Promise<BuiltFor> => {
    build ??= readBuiltFor();
    return build;
  };

  async function filesNow() {
    const place = folder ?? (await builtFor()).folder;
    if (place === null) throw new UpdateFailed('unreachable', 'no feed');
    const from = new URL(place);
    return { from, files: createUpdateFiles(fetch, from, `Talkmelder/${version}`) };
  }

  async function engineFor(platform: 'win32' | 'darwin') {
    const { from, files } = await filesNow();
    const { publishers } = await builtFor();
    const made = await createEngine({
      app: { version, cache: cacheFolder(), quit: () => app.quit() },
      platform,
      processor: process.arch,
      folder: from,
      files,
      publishers,
      signatureFault,
      log,
    });
    finish = (start) => {
      if (platform === 'win32') made.install(start);
      else if (start) made.updater.quitAndInstall();
    };
    return made;
  }

  const port: Updater = {
    version,
    ability: async () =>
      abilityOf(
        thisPlace({
          isPackaged: app.isPackaged,
          program: app.getPath('exe'),
          build: app.isPackaged ? await builtFor() : { folder: null, publishers: [] },
          folder,
          isSignedByTeam,
        }),
      ),
    async look(): Promise<OfferedUpdate | null> {
      const { platform, arch } = process;
      if (platform === 'win32' || platform === 'darwin') {
        engine ??= engineFor(platform);
        return (await engine).find();
      }
      const { files } = await filesNow();
      const release = await findRelease(files, { platform, processor: arch, version });
      return release && offerOf(release);
    },
    async download(onProgress): Promise<void> {
      if (engine === null) throw new UpdateFailed('unreachable', 'nothing found yet');
      const taken = process.platform === 'darwin' ? takenBySquirrel() : null;
      await (await engine).get(onProgress);
      await taken;
    },
  };

  return {
    ...port,
    /**
     * Installs the update when the app has really ended. Must be called after everything that can hold the end back.
     * @param decide asked once, at the end
     */
    installAtEnd(decide: () => 'nothing' | 'install' | 'install-and-start'): void {
      if (process.platform === 'darwin') {
        let isDone = false;
        // All windows are closed by then, so Squirrel ends the app at once, and `will-quit` comes again.
        app.on('will-quit', (event) => {
          if (event.defaultPrevented || isDone || decide() !== 'install-and-start') return;
          isDone = true;
          event.preventDefault();
          finish(true);
        });
        return;
      }
      // It does not come when Windows ends the session, which leaves no time to install.
      app.once('quit', (_event, exitCode) => {
        const what = exitCode === 0 ? decide() : 'nothing';
        if (what !== 'nothing') finish(what === 'install-and-start');
      });
    },
  };
}

/** Resolves when Squirrel.Mac has accepted the file that electron-updater gives it. @throws UpdateFailed */
function takenBySquirrel(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const refuse = (): void => reject(new UpdateFailed('unsigned', 'refused by Squirrel.Mac'));
  const limit = setTimeout(refuse, SQUIRREL_MS);
  autoUpdater.once('update-downloaded', () => resolve());
  autoUpdater.once('error', refuse);
  // The caller may fail before and never look at it.
  promise.catch(() => {});
  return promise.finally(() => clearTimeout(limit));
}

/** Reads what electron-builder has written beside the app. Never rejects. */
async function readBuiltFor(): Promise<BuiltFor> {
  try {
    return readBuild(await parseYaml(await readFile(join(process.resourcesPath, 'app-update.yml'), 'utf8')));
  } catch {
    return readBuild(undefined);
  }
}
