import type { DeskScreen } from './snapshot.ts';

/** The machine around the app; a test sets it for each launch. */
export type HostOptions = {
  /** The system's language, BCP 47. */
  locale: string;
  theme: 'light' | 'dark';
  /** Device pixels per CSS pixel. */
  scale: number;
  /** The screens, the main one first; empty: one of 1920 × 1080. */
  screens: DeskScreen[];
  /** Files of the administrator on the machine: the path that the app asks for, and the real path. */
  machineFiles: Record<string, string>;
  /**
   * The backend of `safeStorage`. `unavailable`: no encryption at all. `locked`: a keyring without a key, for which
   * Chromium reports its name but silently uses the known password.
   */
  safeStorageBackend: string;
  trayAvailable: boolean;
  /** The desktop uses Wayland, which tells a window neither whether it is minimised nor where it is. */
  wayland: boolean;
  notificationsSupported: boolean;
  /** Shortcuts of other programs, as accelerators. */
  takenShortcuts: string[];
  /**
   * The system that the host poses as; null: the real one. Meant for features of other systems, such as replies in
   * notifications: paths and processes stay those of the machine.
   */
  platform: NodeJS.Platform | null;
  /** Shows windows on the screen for a person; tests do not. */
  headful: boolean;
  /** The value of `app.isPackaged`: whether the app is installed and does not run from a checkout. */
  packaged: boolean;
  /** The endpoint of a running Chromium for this app (`ws://…`); null: the host starts its own. */
  chromium: string | null;
  /** Chromium's profile folder; null: a temporary one. */
  profile: string | null;
  /** A file descriptor that Chromium holds open while it lives (see chromium/launch.ts). */
  lifeline: number | null;
  /** A folder to remove if the process that started the host ends without cleaning up; null: none. */
  temporary: string | null;
};

const defaults: HostOptions = {
  locale: (process.env.LANG ?? 'en_US')
    .replace(/\..*$/, '')
    .replace('_', '-')
    .replace(/^(C|POSIX)$/, 'en-US'),
  theme: 'light',
  scale: 1,
  screens: [],
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
// The app must not see that it runs on the host.
delete process.env[optionsVariable];

export const options: HostOptions = { ...defaults, ...(given ? (JSON.parse(given) as Partial<HostOptions>) : {}) };

/** The real system, whatever the host poses as. */
export const systemPlatform = process.platform;

// The session tells every program of the desktop.
if (given) process.env.XDG_SESSION_TYPE = options.wayland ? 'wayland' : 'x11';

if (options.platform) Object.defineProperty(process, 'platform', { value: options.platform });
