/** What the machine around the app is like; a test sets it per launch. */
export type HostOptions = {
  /** The system's language, BCP 47. */
  locale: string;
  theme: 'light' | 'dark';
  /** Device pixels per CSS pixel. */
  scale: number;
  /** Files that an administrator has put on the machine: where the app finds each, and where it really is. */
  machineFiles: Record<string, string>;
  /**
   * What `safeStorage` finds; `unavailable`: no encryption at all; `locked`: a keyring that gives no key, so that its
   * name is told and the known password is used, as Chromium does without a word.
   */
  safeStorageBackend: string;
  trayAvailable: boolean;
  /** The desktop speaks Wayland: it tells a window neither that it is minimised nor where it is. */
  wayland: boolean;
  notificationsSupported: boolean;
  /** Shortcuts, as accelerators, that belong to other programs. */
  takenShortcuts: string[];
  /**
   * What the app takes the system for; null: what it is. For what an app does elsewhere only, such as answers from
   * notifications: paths and processes stay those of the machine.
   */
  platform: NodeJS.Platform | null;
  /** Windows on the screen, for a person who sits there; tests have none. */
  headful: boolean;
  /** What `app.isPackaged` says: the app was installed, and does not run from a checkout. */
  packaged: boolean;
  /** Where a Chromium for this app listens already (`ws://…`); null: the host starts one of its own. */
  chromium: string | null;
  /** Chromium's profile folder; null: a temporary one. */
  profile: string | null;
  /** A file descriptor that Chromium holds open while it lives (see chromium/launch.ts). */
  lifeline: number | null;
  /** A folder to remove when the process that started the host has gone without tidying up; null: none. */
  temporary: string | null;
};

const defaults: HostOptions = {
  locale: (process.env.LANG ?? 'en_US')
    .replace(/\..*$/, '')
    .replace('_', '-')
    .replace(/^(C|POSIX)$/, 'en-US'),
  theme: 'light',
  scale: 1,
  machineFiles: {},
  safeStorageBackend: 'gnome_libsecret',
  trayAvailable: true,
  wayland: false,
  notificationsSupported: true,
  takenShortcuts: [],
  platform: null,
  headful: false,
  packaged: false,
  chromium: null,
  profile: null,
  lifeline: null,
  temporary: null,
};

/** The name of the environment variable that carries the options as JSON. */
export const optionsVariable = 'ELECTRON_HOST';

const given = process.env[optionsVariable];
// The app must not see how it is run.
delete process.env[optionsVariable];

export const options: HostOptions = { ...defaults, ...(given ? (JSON.parse(given) as Partial<HostOptions>) : {}) };

/** What the machine is, whatever the app takes it for. */
export const systemPlatform = process.platform;

if (options.platform) Object.defineProperty(process, 'platform', { value: options.platform });
