import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { networksIn } from './setup-facts.mjs';
import { type Facts, installedAsLocked, nextStep } from './setup-plan.mjs';

const ready: Facts = {
  purpose: 'all',
  platform: 'linux',
  root: true,
  apt: true,
  ubuntu: false,
  modules: true,
  newNode: true,
  runsFromModules: true,
  keytar: true,
  keytarTried: false,
  libsecret: true,
  missingTools: [],
  keyring: true,
  dbus: true,
  electron: false,
  electronTried: true,
  chromium: true,
  headlessShell: true,
  headlessShellTried: false,
  display: true,
  xvfb: false,
  virtualDisplayTried: false,
};
const bare: Facts = {
  ...ready,
  modules: false,
  runsFromModules: false,
  keytar: false,
  libsecret: false,
  missingTools: ['g++'],
  keyring: false,
  dbus: false,
  electronTried: false,
  chromium: false,
  headlessShell: false,
};

/** Runs the plan against a machine on which each step has its effect. */
const steps = (start: Facts, gets: { electron: boolean; keytar: boolean }): string[] => {
  let facts = start;
  const taken: string[] = [];
  for (let step = nextStep(facts); step && taken.length < 10; step = nextStep(facts)) {
    if (step.kind === 'stop') return [...taken, 'stop', ...step.commands];
    taken.push(step.kind === 'apt' ? `apt ${step.packages.join(' ')}` : step.kind);
    if (step.kind === 'npm-ci') facts = { ...facts, modules: true, keytar: gets.keytar };
    if (step.kind === 'electron') facts = { ...facts, electron: gets.electron, electronTried: !gets.electron };
    if (step.kind === 'keytar') facts = { ...facts, keytarTried: true };
    if (step.kind === 'headless-shell') facts = { ...facts, headlessShellTried: true };
    if (step.kind === 'virtual-display') facts = { ...facts, virtualDisplayTried: true };
    if (step.kind === 'playwright') facts = { ...facts, chromium: true };
    if (step.kind === 'apt') {
      const has = (name: string, before: boolean) => before || step.packages.includes(name);
      facts = {
        ...facts,
        libsecret: has('libsecret-1-dev', facts.libsecret),
        missingTools: facts.missingTools.filter((name) => !step.packages.includes(name)),
        keyring: has('gnome-keyring', facts.keyring),
        dbus: has('dbus', facts.dbus),
        chromium: has('chromium', facts.chromium),
      };
    }
  }
  return taken;
};

describe('nextStep', () => {
  it('does nothing where nothing is missing', () => {
    expect(nextStep(ready)).toBeNull();
    expect(nextStep({ ...ready, electron: true })).toBeNull();
  });

  it('says what to do where neither the lock file nor the machine has a Node 24', () => {
    expect(nextStep({ ...ready, newNode: false })).toEqual({
      kind: 'stop',
      commands: [expect.stringContaining('install Node 24')],
    });
    expect(nextStep({ ...ready, newNode: false, modules: false })).toEqual({ kind: 'npm-ci' });
  });

  it('prepares a bare Debian machine as root, with the Chromium of Debian', () => {
    const packages = 'apt libsecret-1-dev g++ gnome-keyring dbus';
    const chromium = 'apt chromium fonts-noto-color-emoji';
    expect(steps(bare, { electron: false, keytar: true })).toEqual([
      packages,
      'npm-ci',
      'electron',
      chromium,
      'headless-shell',
    ]);
    expect(steps(bare, { electron: true, keytar: true })).toEqual([packages, 'npm-ci', 'electron', chromium]);
  });

  it("takes Playwright's Chromium on Ubuntu, whose own Chromium is a snap", () => {
    expect(steps({ ...bare, ubuntu: true }, { electron: false, keytar: true }).at(-1)).toBe('playwright');
  });

  it('names one command for all packages where it may not install them', () => {
    expect(steps({ ...bare, root: false }, { electron: false, keytar: false })).toEqual([
      'npm-ci',
      'electron',
      'stop',
      'sudo apt-get update && sudo apt-get install -y libsecret-1-dev g++ gnome-keyring dbus chromium fonts-noto-color-emoji',
    ]);
    expect(steps({ ...bare, apt: false }, { electron: false, keytar: true })).toEqual([
      'npm-ci',
      'electron',
      'stop',
      "install with your package manager (Debian's names): gnome-keyring dbus",
      'npx playwright-core install chromium',
    ]);
  });

  it('asks for no compiler where npm installed a prebuilt keytar', () => {
    const command = steps({ ...bare, root: false }, { electron: true, keytar: true }).at(-1);
    expect(command).toBe(
      'sudo apt-get update && sudo apt-get install -y gnome-keyring dbus chromium fonts-noto-color-emoji',
    );
  });

  it('needs neither Chromium nor a keyring for npm start', () => {
    const app: Facts = { ...bare, purpose: 'app', root: false };
    expect(steps(app, { electron: false, keytar: false })).toEqual(['npm-ci', 'electron']);
  });

  it('needs no system packages on macOS and Windows, and installs a Chromium where Chrome and Edge are missing', () => {
    for (const platform of ['darwin', 'win32'] as const) {
      const facts: Facts = { ...bare, platform, root: false, apt: false };
      expect(steps(facts, { electron: true, keytar: true })).toEqual(['npm-ci', 'electron', 'playwright']);
      expect(steps({ ...facts, chromium: true }, { electron: true, keytar: true })).toEqual(['npm-ci', 'electron']);
    }
  });

  it('needs a Chromium for the demo only where Electron is missing, and no keyring', () => {
    const demo: Facts = { ...bare, purpose: 'demo', root: false };
    expect(steps(demo, { electron: true, keytar: true })).toEqual(['npm-ci', 'electron']);
    expect(steps(demo, { electron: false, keytar: true })).toEqual([
      'npm-ci',
      'electron',
      'stop',
      'sudo apt-get update && sudo apt-get install -y chromium fonts-noto-color-emoji',
    ]);
  });

  it('installs a virtual display where there is none, and goes on without it', () => {
    const hidden: Facts = { ...ready, electron: true, display: false };
    expect(steps(hidden, { electron: true, keytar: true })).toEqual(['virtual-display']);
    expect(nextStep({ ...hidden, xvfb: true })).toBeNull();
    expect(nextStep({ ...hidden, root: false })).toBeNull();
    expect(nextStep({ ...hidden, electron: false })).toEqual({ kind: 'virtual-display' });
    expect(nextStep({ ...hidden, purpose: 'demo', electron: false })).toBeNull();
    expect(nextStep({ ...hidden, purpose: 'demo' })).toEqual({ kind: 'virtual-display' });
    expect(nextStep({ ...hidden, platform: 'darwin' })).toBeNull();
  });

  it('compiles keytar once where it is missing, and goes on without it', () => {
    expect(steps({ ...ready, keytar: false }, { electron: false, keytar: false })).toEqual(['keytar']);
  });

  it('does not replace a running program on Windows', () => {
    const facts: Facts = { ...ready, platform: 'win32', modules: false };
    expect(nextStep(facts)).toEqual({ kind: 'stop', commands: ['npm ci'] });
  });
});

describe('installedAsLocked', () => {
  const wanted = { packages: { '': {}, 'node_modules/ky': { version: '2.1.0' } } };

  it('compares versions', () => {
    expect(installedAsLocked(wanted, { packages: { 'node_modules/ky': { version: '2.1.0' } } })).toBe(true);
    expect(installedAsLocked(wanted, { packages: { 'node_modules/ky': { version: '2.0.0' } } })).toBe(false);
    expect(installedAsLocked(wanted, { packages: {} })).toBe(false);
  });

  it('accepts missing optional packages, but no outdated ones', () => {
    const optional = { packages: { 'node_modules/keytar': { version: '7.9.0', optional: true } } };
    expect(installedAsLocked(optional, { packages: {} })).toBe(true);
    expect(installedAsLocked(optional, { packages: { 'node_modules/keytar': { version: '7.8.0' } } })).toBe(false);
  });
});

describe('networksIn', () => {
  const at = (address: string, cidr: string, internal = false): NetworkInterfaceInfo => ({
    address,
    cidr,
    internal,
    mac: '',
    netmask: '',
    ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
  });

  it('tells one network from another, and a network from none', () => {
    const home = networksIn({ eth0: [at('192.168.1.20', '192.168.1.20/24')] });
    expect(networksIn({ eth0: [at('10.0.0.4', '10.0.0.4/8')] })).not.toEqual(home);
    expect(networksIn({ lo: [at('127.0.0.1', '127.0.0.1/8', true)] })).toEqual([]);
  });

  it('ignores a new address in the same network', () => {
    const before = { eth0: [at('192.168.1.20', '192.168.1.20/24'), at('fe80::1', 'fe80::1/64')] };
    const after = { wlan0: [at('192.168.1.33', '192.168.1.33/24')] };
    expect(networksIn(after)).toEqual(networksIn(before));
  });
});
