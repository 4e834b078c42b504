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

/** What earlier runs found out; lies in node_modules so that `npm ci` clears it. */
const readStamp = () => {
  try {
    return json(stampFile);
  } catch {
    return {};
  }
};

/** @param {object} news what this run found out, added to the earlier findings */
export const remember = (news) => writeFileSync(stampFile, `${JSON.stringify({ ...readStamp(), ...news })}\n`);

const lockFiles = [join(project, 'package-lock.json'), join(modules, '.package-lock.json')];

/** Comparing the lock files takes longer than hashing them: it is done once per state of the two. */
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

/** What decides whether a download can succeed: another mirror, cache or proxy is worth another try. */
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
 * The networks that the machine is in, without those that only this machine or its neighbours on the cable see.
 * @param {NodeJS.Dict<import('node:os').NetworkInterfaceInfo[]>} interfaces
 */
export const networksIn = (interfaces) =>
  Object.values(interfaces)
    .flat()
    .filter(({ internal, cidr }) => !internal && cidr !== null && !cidr.startsWith('fe80'))
    // A new address in the same network changes nothing: of IPv6 the first half counts, of IPv4 all but the last number.
    .map(({ family, address }) =>
      address
        .split(family === 'IPv6' ? ':' : '.')
        .slice(0, family === 'IPv6' ? 4 : 3)
        .join(),
    )
    .filter((network, index, all) => all.indexOf(network) === index)
    .sort();

/**
 * Names the circumstances of a try, so that the same failure is not waited for twice: not in the same network on the
 * same day. Tomorrow the server that was away may be back.
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
 * Looks at the machine; changes nothing but its own stamp.
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
