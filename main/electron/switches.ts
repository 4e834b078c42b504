/** The app's own. */
const OWN = ['server', 'doctor', 'verbose', 'hidden', 'quit'];

/** What only changes how the window is drawn, in which language, and where the app's data lie. */
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
  // Where the encryption key lies; a backend that encrypts nothing is noticed (keychain.ts).
  'password-store',
];

/** What Windows adds when it starts the app for a click on a notification. */
const OF_WINDOWS = ['embedding', 'toastactivated'];

const ALLOWED: ReadonlySet<string> = new Set([...OWN, ...HARMLESS, ...OF_WINDOWS]);

/**
 * What Electron, Node and the sandbox read before the app's first line runs, so that it cannot be taken back. Source:
 * Electron's electron_main_delegate.cc, node_bindings.cc and content's zygote; each with what begins so.
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

/** Read when they are first needed: gone in time. The first makes Chromium write down the keys of every connection. */
const REFUSED_VARIABLES = [
  'SSLKEYLOGFILE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_FILE',
];
/** Read before the app's first line runs. */
const VARIABLES_TOO_LATE = ['ELECTRON_DISABLE_SANDBOX'];

/** What of the command line and the environment an installed app does not accept, by name. */
export interface Refused {
  /** The app goes on without. */
  removed: string[];
  variables: string[];
  /** It has taken effect already: the app cannot go on. Switches as they are typed, and variables. */
  fatal: string[];
}

/**
 * Switches steer Chromium: they can open a debugger to every program on the PC, send requests elsewhere, or switch the
 * checking of certificates off. There are more than a thousand and more with each version, so that those are named
 * which an installed app accepts, and all others are refused.
 * @param args what follows the program on the command line
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

/** As Chromium reads them: one dash or two, on Windows also a slash, up to a lone "--". Source: base/command_line.cc. */
function switchesIn(args: readonly string[], platform: NodeJS.Platform): string[] {
  const end = args.indexOf('--');
  const form = platform === 'win32' ? /^(?:--|-|\/)([^=]+)/ : /^(?:--|-)([^=]+)/;
  return (end < 0 ? args : args.slice(0, end)).flatMap((arg) => form.exec(arg)?.[1]?.toLowerCase() ?? []);
}
