import { dirname, join } from 'node:path';
import { installCommand } from './chromium.mjs';

/** The purpose of the start. `doctor`: `npm start -- --doctor`, which shows no window; `dev`: `npm run dev`. */
export type Purpose = 'start' | 'doctor' | 'demo' | 'dev' | 'tour' | 'test';

/** Whether a person uses the app on the desktop, and on the host where Electron cannot start. */
export const isOnDesktop = (purpose: Purpose): boolean => purpose === 'demo' || purpose === 'dev';

/** The reason why Electron's binary cannot start. */
export type Trouble =
  /** The dynamic linker misses libraries. */
  | 'libraries'
  /** The machine's own libraries are older than the binary. */
  | 'old-system'
  /** It is a program for another processor or system. */
  | 'architecture'
  /** Neither user namespaces nor the SUID helper can be used. */
  | 'sandbox'
  /** Chromium refuses its sandbox to root. */
  | 'root'
  | 'permission'
  /** It did not print its version in time. */
  | 'hangs'
  | 'other';

export type Binary =
  | { state: 'absent' }
  | { state: 'works'; path: string; version: string }
  /** @property said its last words, a line each */
  | { state: 'broken'; path: string; trouble: Trouble; said: string[] };

/** The facts that decide how the app is started. */
export interface Circumstances {
  purpose: Purpose;
  platform: NodeJS.Platform;
  binary: Binary;
  /** A window can be shown; on Linux, X or Wayland is named in the environment. */
  display: boolean;
  /** The path of `xvfb-run`, where it is installed. */
  xvfbRun: string | null;
  root: boolean;
  /** The desktop shows tray icons. */
  tray: boolean;
  /** A keyring of the operating system can be reached. */
  keyring: boolean;
  /** The path of a Chromium or a relative, for the windows of the host and as the system browser of tests and tour. */
  chromium: string | null;
}

export interface LaunchPlan {
  /** `nowhere`: nothing starts, and the words say what to do. */
  where: 'electron' | 'host' | 'nowhere';
  /** Electron's binary; null where Electron does not start. */
  binary: string | null;
  /** The purpose that is really started: a demo without a display plays the tour. */
  purpose: Purpose;
  /** `virtual`: xvfb-run provides the display. `headless`: no screen shows the host's windows. */
  display: 'own' | 'virtual' | 'headless';
  /** The arguments for Electron before the app's folder. */
  switches: string[];
  /** The variables to add; undefined removes a variable. */
  env: Record<string, string | undefined>;
  /** The lines to print first. The first line says where the app runs. */
  words: string[];
}

const RETRY = 'npm run setup -- --retry';

/** Returns the user's remedy for a binary that cannot start. */
export function remedy(trouble: Trouble, binary: string, platform: NodeJS.Platform): string[] {
  switch (trouble) {
    case 'libraries':
      return [
        'Libraries of the system are missing. On Debian and Ubuntu, this installs them: npx playwright-core install-deps chromium',
      ];
    case 'old-system':
      return ['This system is older than Electron needs. Update it, or use a newer one.'];
    case 'architecture':
      return [
        `It was made for another processor or system. Remove it and fetch the right one: rm -r node_modules/electron/dist && ${RETRY}`,
      ];
    case 'sandbox': {
      const helper = join(dirname(binary), 'chrome-sandbox');
      return [
        "Chromium's sandbox cannot be set up. Ubuntu 23.10 and newer forbid it to programs without an AppArmor profile.",
        `This allows it for this copy of Electron: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
      ];
    }
    case 'root':
      return [
        "Chromium refuses its sandbox to root: start Talkmelder as an ordinary user. 'npm run demo' runs as root, too.",
      ];
    case 'permission':
      return platform === 'darwin'
        ? ['macOS does not let it run. This removes its download mark: xattr -cr node_modules/electron/dist']
        : [`The file may not be executed: check its permissions, and whether its disk is mounted with "noexec".`];
    case 'hangs':
      return [
        `It does not answer. A virus scanner may block it; otherwise fetch it again: rm -r node_modules/electron/dist && ${RETRY}`,
      ];
    case 'other':
      return [`It may be damaged. Fetch it again: rm -r node_modules/electron/dist && ${RETRY}`];
  }
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function brokenWords({ path, trouble, said }: Binary & { state: 'broken' }, platform: NodeJS.Platform): string[] {
  const heading = said.length > 0 ? `Electron's binary (${path}) says:` : `Electron's binary (${path}) says nothing.`;
  return [heading, ...indented(said), ...remedy(trouble, path, platform)];
}

const isForPeople = (purpose: Purpose): boolean => purpose === 'start' || purpose === 'doctor';
const needsBrowser = (purpose: Purpose): boolean => purpose === 'test' || purpose === 'tour';

/** Decides how the app is started. Pure: the same circumstances give the same plan. */
export function planLaunch(circumstances: Circumstances): LaunchPlan {
  const { purpose, display } = circumstances;
  if (isForPeople(purpose)) return planForPerson(circumstances);
  if (purpose === 'demo' && !display) {
    const plan = planWithHost({ ...circumstances, purpose: 'tour' });
    const instead = 'There is no display to use the demo on: it plays the tour instead.';
    return plan.where === 'nowhere' ? plan : { ...plan, words: [...plan.words, instead] };
  }
  if (purpose === 'dev' && !display) {
    return nowhere(purpose, [
      'There is no display here to show the window on. Start it in a session with a desktop.',
      'On a virtual display, it runs unseen: xvfb-run -a npm run dev',
      ...(circumstances.binary.state === 'broken' ? brokenWords(circumstances.binary, circumstances.platform) : []),
    ]);
  }
  return planWithHost(circumstances);
}

const nowhere = (purpose: Purpose, words: string[]): LaunchPlan => ({
  where: 'nowhere',
  binary: null,
  purpose,
  display: 'own',
  switches: [],
  env: {},
  words,
});

/** `npm start` and the doctor: Electron or nothing, and never without the sandbox. */
function planForPerson(circumstances: Circumstances): LaunchPlan {
  const { purpose, platform, binary, display, root } = circumstances;
  if (binary.state === 'absent') {
    return nowhere(purpose, [
      "Electron's binary is not there, and it could not be downloaded.",
      `Ways out: ${RETRY} · set ELECTRON_MIRROR to a mirror · a filled Electron cache · npm run demo (needs no Electron)`,
    ]);
  }
  if (platform === 'linux' && root)
    return nowhere(purpose, ['Talkmelder does not start as root.', ...remedy('root', binary.path, platform)]);
  if (binary.state === 'broken')
    return nowhere(purpose, ['Talkmelder cannot start on this machine.', ...brokenWords(binary, platform)]);
  if (purpose === 'start' && !display) {
    return nowhere(purpose, [
      'There is no display here, and Talkmelder is a window and an icon in the tray.',
      'Start it in a session with a desktop. Here, this checks the connection: npm start -- --doctor',
    ]);
  }
  // The doctor shows no window, but without a display Chromium on Linux would end before the app begins.
  const switches = display ? [] : ['--ozone-platform=headless', '--disable-gpu'];
  const env = { ...cleanEnvironment(platform), ELECTRON_DISABLE_SANDBOX: undefined };
  return { where: 'electron', binary: binary.path, purpose, display: 'own', switches, env, words: [] };
}

/** The demo, its tour, `npm run dev` and the tests: Electron where it can start, the host elsewhere. */
function planWithHost(circumstances: Circumstances): LaunchPlan {
  const { purpose, platform, binary, display, xvfbRun, chromium } = circumstances;
  if (chromium === null && (needsBrowser(purpose) || binary.state !== 'works')) {
    const what = binary.state === 'works' ? 'which plays the system browser' : 'which shows the windows';
    const env = {};
    const words = [`No Chromium was found, ${what}. Install one: ${installCommand(platform)}`];
    if (binary.state === 'broken') words.push(...brokenWords(binary, platform));
    return { where: 'nowhere', binary: null, purpose, display: 'headless', switches: [], env, words };
  }
  if (binary.state !== 'works' || (!display && xvfbRun === null)) return planOnHost(circumstances);
  const rootOnLinux = platform === 'linux' && circumstances.root;
  const words = [`On Electron ${binary.version} (${binary.path})`];
  if (!display) words.push(`There is no display: its windows are on a virtual one (${xvfbRun}).`);
  if (rootOnLinux) words.push("As root, Chromium's sandbox is switched off (ELECTRON_DISABLE_SANDBOX=1).");
  if (isOnDesktop(purpose)) words.push(...desktopWords(circumstances));
  return {
    where: 'electron',
    binary: binary.path,
    purpose,
    display: display ? 'own' : 'virtual',
    // The shared memory of a container is too small for Chromium.
    switches: rootOnLinux ? ['--disable-dev-shm-usage'] : [],
    env: {
      ...cleanEnvironment(platform),
      NODE_OPTIONS: undefined,
      ELECTRON_DISABLE_SANDBOX: rootOnLinux ? '1' : undefined,
    },
    words,
  };
}

function planOnHost(circumstances: Circumstances): LaunchPlan {
  const { purpose, platform, binary, display } = circumstances;
  const words = [`On the Chromium host (test/electron): ${whyNotElectron(binary)}`];
  if (binary.state === 'broken') words.push(...brokenWords(binary, platform));
  if (binary.state === 'absent') words.push(`To try the download again: ${RETRY}`);
  const isSeen = isOnDesktop(purpose) && display;
  if (isSeen) {
    words.push('The host has no tray and shows notifications as lines here. Closing its window quits the app.');
    words.push(...keyringWords(circumstances));
  }
  return {
    where: 'host',
    binary: null,
    purpose,
    display: isSeen ? 'own' : 'headless',
    switches: [],
    env: { ELECTRON_RUN_AS_NODE: undefined },
    words,
  };
}

function whyNotElectron(binary: Binary): string {
  if (binary.state === 'absent') return "Electron's binary is not here";
  if (binary.state === 'broken') return "Electron's binary cannot start";
  return 'there is no display for Electron, and no xvfb-run (apt-get install xvfb xauth)';
}

/** Returns the features that the user will miss on this desktop. */
function desktopWords(circumstances: Circumstances): string[] {
  const { tray } = circumstances;
  const noTray =
    'This desktop shows no tray icons: Talkmelder keeps its window on the taskbar. (On GNOME, the extension AppIndicator shows them.)';
  return [...(tray ? [] : [noTray]), ...keyringWords(circumstances)];
}

const keyringWords = ({ keyring }: Circumstances): string[] =>
  keyring ? [] : ['No keyring can be reached: the app password is kept elsewhere, as the window says.'];

/** Variables of editors' terminals that would make Electron start as plain Node, or take the console's Ctrl-C. */
const cleanEnvironment = (platform: NodeJS.Platform): Record<string, string | undefined> => ({
  ELECTRON_RUN_AS_NODE: undefined,
  // On Windows, Ctrl-C would end Electron at once instead of asking it to quit.
  ...(platform === 'win32' && { ELECTRON_NO_ATTACH_CONSOLE: '1' }),
});

/** Returns the environment with the plan's additions and removals. */
export function withPlan(plan: Pick<LaunchPlan, 'env'>, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const all = Object.entries({ ...env, ...plan.env });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
