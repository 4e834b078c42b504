/** The state of the machine as the set-up script sees it. */
export interface Facts {
  /**
   * `app`: npm start, which needs neither Chromium nor a keyring. `demo`: needs a Chromium where there is no Electron.
   * `all`: tests, bench, screenshots.
   */
  purpose: 'app' | 'demo' | 'all';
  platform: NodeJS.Platform;
  root: boolean;
  /** apt-get is there: Debian or a relative. */
  apt: boolean;
  ubuntu: boolean;
  /** node_modules is as the lock file says. */
  modules: boolean;
  /** The project's own Node is there, or the machine's is as new. */
  newNode: boolean;
  /** The script's own Node lies in node_modules. */
  runsFromModules: boolean;
  /** keytar's native binary is there. */
  keytar: boolean;
  keytarTried: boolean;
  /** libsecret's headers are there. */
  libsecret: boolean;
  /** The missing tools of node-gyp: python3, make, g++. */
  missingTools: string[];
  keyring: boolean;
  dbus: boolean;
  electron: boolean;
  /** Its download was tried in these circumstances and failed. */
  electronTried: boolean;
  chromium: boolean;
  /** Chromium without a browser around its pages: the tests are quicker with it, but do not need it. */
  headlessShell: boolean;
  headlessShellTried: boolean;
  /** There is a screen to show windows on. */
  display: boolean;
  /** The program for a virtual display is installed. */
  xvfb: boolean;
  virtualDisplayTried: boolean;
}

export type Step =
  | { kind: 'apt'; packages: string[] }
  | { kind: 'npm-ci' }
  | { kind: 'electron' }
  | { kind: 'playwright' }
  | { kind: 'headless-shell' }
  | { kind: 'virtual-display' }
  | { kind: 'keytar' }
  /** The user must run these commands first. */
  | { kind: 'stop'; commands: string[] };

/** Returns the next step, or null when everything is there. */
export const nextStep: (facts: Facts) => Step | null;

export interface Lock {
  packages: Record<string, { version?: string; optional?: boolean }>;
}

/** Whether npm installed what the lock file says; optional packages may be missing. */
export const installedAsLocked: (wanted: Lock, installed: Lock) => boolean;
