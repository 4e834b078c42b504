/** The app's own switches. */
const OWN = [
  'server',
  'doctor',
  'verbose',
  'hidden',
  'wall',
  'quit',
  'forget',
  'hash-pin',
  'again',
  'updated',
  'smoke-report',
];

/** Switches that only change how and in which language the window is drawn, and where the app's data lie. */
const HARMLESS = [
  'user-data-dir',
  'lang',
  'ozone-platform',
  'ozone-platform-hint',
  'enable-wayland-ime',
  'wayland-text-input-version',
  'gtk-version',
  'class',
  'display',
  'force-device-scale-factor',
  'high-dpi-support',
  'force-color-profile',
  'force-dark-mode',
  'force-high-contrast',
  'force-prefers-reduced-motion',
  'force-renderer-accessibility',
  'disable-gpu',
  'disable-gpu-compositing',
  'disable-software-rasterizer',
  'disable-dev-shm-usage',
  'use-gl',
  'use-angle',
  // Chooses where the encryption key lies; keychain.ts notices a backend that encrypts nothing.
  'password-store',
];

/** Windows adds these when it starts the app for a click on a notification. */
const OF_WINDOWS = ['embedding', 'toastactivated'];

const ALLOWED: ReadonlySet<string> = new Set([...OWN, ...HARMLESS, ...OF_WINDOWS]);

/**
 * Switches that Electron, Node and the sandbox read before the app's first line runs, so that the app cannot take them
 * back. Names that begin with one of these count, too. Source: Electron's electron_main_delegate.cc, node_bindings.cc
 * and content's zygote.
 */
const TOO_LATE = [
  'js-flags',
  'inspect',
  'debug',
  'experimental-network-inspection',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'no-zygote',
  'no-unsandboxed-zygote',
  'zygote-cmd-prefix',
  'single-process',
  'in-process-gpu',
  'browser-subprocess-path',
  'type',
];

/**
 * These are read when they are first needed, so the app can remove them in time. The first makes Chromium write down
 * the keys of every connection.
 */
const REFUSED_VARIABLES = [
  'SSLKEYLOGFILE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_FILE',
];
/** These are read before the app's first line runs. */
const VARIABLES_TOO_LATE = ['ELECTRON_DISABLE_SANDBOX'];

/** The parts of the command line and the environment that an installed app does not accept, by name. */
export interface Refused {
  /** The app removes these and goes on. */
  removed: string[];
  variables: string[];
  /** These have already taken effect, so the app cannot go on: switches as typed, and variables. */
  fatal: string[];
}

/**
 * Switches control Chromium: they can open a debugger to every program on the PC, send requests elsewhere, or switch
 * off the checks of certificates. There are more than a thousand of them, and more with each version, so an installed
 * app accepts only the listed ones and refuses all others.
 * @param args the command line after the program
 */
export function refusedOf(args: readonly string[], environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): Refused {
  const refused = [...new Set(switchesIn(args, platform))].filter((name) => !ALLOWED.has(name));
  const isTooLate = (name: string): boolean => TOO_LATE.some((known) => name === known || name.startsWith(`${known}-`));
  return {
    removed: refused.filter((name) => !isTooLate(name)),
    variables: REFUSED_VARIABLES.filter((name) => name in environment),
    fatal: [
      ...refused.filter(isTooLate).map((name) => `--${name}`),
      ...VARIABLES_TOO_LATE.filter((name) => name in environment),
    ],
  };
}

/**
 * Reads switches as Chromium does: one dash or two, on Windows also a slash, up to a lone "--". Source:
 * base/command_line.cc.
 */
function switchesIn(args: readonly string[], platform: NodeJS.Platform): string[] {
  const end = args.indexOf('--');
  const form = platform === 'win32' ? /^(?:--|-|\/)([^=]+)/ : /^(?:--|-)([^=]+)/;
  return (end < 0 ? args : args.slice(0, end)).flatMap((arg) => form.exec(arg)?.[1]?.toLowerCase() ?? []);
}
