import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { findChromium, findHeadlessShell, onPath } from './chromium.mjs';
import { electronBinary } from './electron-binary.mjs';
import { installedAsLocked } from './setup-plan.mjs';

export const project = join(import.meta.dirname, '..');
const modules = join(project, 'node_modules');
const stampFile = join(modules, '.talkmelder-setup');

const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The findings of earlier runs, kept in node_modules so that `npm ci` clears them. */
const readStamp = () => {
  try {
    return json(stampFile);
  } catch {
    return {};
  }
};

/** @param {object} news the findings of this run, added to the earlier ones */
export const remember = (news) => writeFileSync(stampFile, `${JSON.stringify({ ...readStamp(), ...news })}\n`);

const lockFiles = [join(project, 'package-lock.json'), join(modules, '.package-lock.json')];

/** The project's own Node, which npm has unpacked; null: the lock file has none for this system. */
export const ownNode = () => {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const file = join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : null;
};

/** Source: engines of package.json's tools; older versions do not run .ts files. */
const NODE_MAJOR = 24;
const isNewEnough = () => Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;

/** Comparing the lock files takes longer than hashing them, so each state of the two is compared only once. */
const modulesAreCurrent = () => {
  if (!lockFiles.every((path) => existsSync(path))) return false;
  const hash = createHash('sha256');
  for (const path of lockFiles) hash.update(readFileSync(path));
  const locks = hash.digest('hex');
  if (readStamp().locks === locks) return true;
  const [wanted, installed] = lockFiles.map(json);
  if (!installedAsLocked(wanted, installed)) return false;
  remember({ locks });
  return true;
};

/** These decide whether a download can succeed: another mirror, cache or proxy is worth another attempt. */
const downloadVariables = [
  'ELECTRON_MIRROR',
  'ELECTRON_CUSTOM_DIR',
  'ELECTRON_GET_USE_PROXY',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'electron_config_cache',
  'npm_config_electron_mirror',
  'ELECTRON_INSTALL_PLATFORM',
  'ELECTRON_INSTALL_ARCH',
  'npm_config_platform',
  'npm_config_arch',
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
];

/**
 * Returns the networks of the machine, without those that only this machine or its neighbours on the cable can reach.
 * @param {NodeJS.Dict<import('node:os').NetworkInterfaceInfo[]>} interfaces
 */
export const networksIn = (interfaces) =>
  Object.values(interfaces)
    .flat()
    .filter(({ internal, cidr }) => !internal && cidr !== null && !cidr.startsWith('fe80'))
    // A new address in the same network changes nothing: the first half of IPv6 counts, and IPv4 without its last
    // number.
    .map(({ family, address }) =>
      address
        .split(family === 'IPv6' ? ':' : '.')
        .slice(0, family === 'IPv6' ? 4 : 3)
        .join(),
    )
    .filter((network, index, all) => all.indexOf(network) === index)
    .sort();

/**
 * Names the circumstances of an attempt, so that a failed one is not repeated in the same network on the same day.
 * Tomorrow the server may be back.
 */
export const circumstances = () => ({
  electron: [
    existsSync(join(modules, 'electron')) ? json(join(modules, 'electron', 'package.json')).version : '',
    `${process.platform} ${process.arch}`,
    ...downloadVariables.map((name) => process.env[name] ?? ''),
    networksIn(networkInterfaces()).join(' '),
    new Date().toISOString().slice(0, 10),
  ].join('|'),
  keytar: `keytar ${json(join(project, 'package.json')).optionalDependencies.keytar}`,
});

const isUbuntu = () =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*ubuntu/m.test(readFileSync('/etc/os-release', 'utf8'));

/**
 * Looks at the machine; changes only its own stamp.
 * @param {import('./setup-plan.d.mts').Facts['purpose']} purpose
 * @returns {import('./setup-plan.d.mts').Facts}
 */
export const lookAround = (purpose) => {
  const stamp = readStamp();
  const now = circumstances();
  return {
    purpose,
    platform: process.platform,
    root: process.getuid?.() === 0,
    apt: process.platform === 'linux' && onPath('apt-get') !== null,
    ubuntu: isUbuntu(),
    modules: modulesAreCurrent(),
    newNode: ownNode() !== null || isNewEnough(),
    runsFromModules: process.execPath.startsWith(modules),
    keytar: existsSync(join(modules, 'keytar/build/Release/keytar.node')),
    keytarTried: stamp.keytarTried === now.keytar,
    libsecret: existsSync('/usr/include/libsecret-1/libsecret/secret.h'),
    missingTools: ['python3', 'make', 'g++'].filter((name) => onPath(name) === null),
    keyring: onPath('gnome-keyring-daemon') !== null,
    dbus: onPath('dbus-run-session') !== null,
    electron: electronBinary() !== null,
    electronTried: stamp.electronTried === now.electron,
    chromium: findChromium() !== null,
    headlessShell: findHeadlessShell() !== null,
    headlessShellTried: stamp.headlessShellTried === true,
    display: process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY),
    xvfb: onPath('xvfb-run') !== null && onPath('xauth') !== null,
    virtualDisplayTried: stamp.virtualDisplayTried === true,
  };
};
