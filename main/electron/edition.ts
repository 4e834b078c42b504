import { join } from 'node:path';
import { app } from 'electron';

/** The running Talkmelder: from an installer, from a checkout (`npm start`), or in the demo (`npm run demo`). */
export type Edition = 'installed' | 'development' | 'demo';

interface EditionFacts {
  /** The name of the app, of its data folder, of its keychain entries and, on Windows, of its Start-menu shortcut. */
  name: string;
  /** Windows groups notifications and windows by this id; the installed app has the id of the installer. */
  appUserModelId: string;
  /**
   * Windows starts the program with this id for a click on a toast that outlived the app. Electron writes it into the
   * Start-menu shortcut and the registry; if it changed with each version, the toasts of the version before would be
   * dead.
   */
  toastActivator: string;
}

const EDITIONS: Record<Edition, EditionFacts> = {
  installed: {
    name: 'Talkmelder',
    appUserModelId: 'de.talkmelder.app',
    toastActivator: '{09B98F83-76EE-4769-9899-274A816EB88C}',
  },
  development: {
    name: 'Talkmelder Development',
    appUserModelId: 'de.talkmelder.app.development',
    toastActivator: '{299EA1AB-9E4B-403C-9E66-3BA0FED98422}',
  },
  demo: {
    name: 'Talkmelder Demo',
    appUserModelId: 'de.talkmelder.app.demo',
    toastActivator: '{442BB165-71D5-46B1-8EEC-29378A776A67}',
  },
};

export function edition(): Edition {
  if (app.isPackaged) return 'installed';
  return app.commandLine.hasSwitch('demo') ? 'demo' : 'development';
}

/**
 * Gives an edition that is not installed its own name and data folder, so that it shares nothing with the installed app
 * on the same PC. Must run in the first tick, because the single-instance lock lies in the data folder.
 */
export function takeOwnPlace(): void {
  const { name, appUserModelId, toastActivator } = EDITIONS[edition()];
  app.setAppUserModelId(appUserModelId);
  if (process.platform === 'win32') app.setToastActivatorCLSID(toastActivator);
  if (edition() === 'installed') return;
  app.setName(name);
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), name));
}

/**
 * Tests and the demo may run as root in a container, where Chromium refuses its sandbox. `app.enableSandbox()` would
 * override `ELECTRON_DISABLE_SANDBOX`, and the processes that Electron starts as root would end at once. The installed
 * app never runs without the sandbox, whatever its environment says.
 */
export function useSandbox(env: NodeJS.ProcessEnv = process.env): void {
  if (edition() === 'installed' || !env.ELECTRON_DISABLE_SANDBOX) app.enableSandbox();
}

/** Returns the keychain service that holds the secrets of this edition. */
export const keychainService = (): string => EDITIONS[edition()].name;
