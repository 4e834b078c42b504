/**
 * Returns the missing Debian packages for the keychain and its test. `npm start` and the demo do not need them: there
 * keytar may be missing, and no test keyring runs.
 */
const keychainPackages = (facts) => {
  if (facts.purpose !== 'all' || facts.platform !== 'linux') return [];
  const missing = [];
  // Once keytar's binary is there, nothing needs compiling.
  if (!facts.keytar) {
    if (!facts.libsecret) missing.push('libsecret-1-dev');
    missing.push(...facts.missingTools);
  }
  if (!facts.keyring) missing.push('gnome-keyring');
  if (!facts.dbus) missing.push('dbus');
  return missing;
};

// Chat messages are full of emoji, and a bare machine has no font for them.
const browserPackages = ['chromium', 'fonts-noto-color-emoji'];

/** Returns the commands that the user must run where the set-up may not. */
const commands = (facts, packages, browser) => {
  // Ubuntu's chromium package is a snap, which works in no container and cannot be controlled by tests.
  const fromDebian = facts.apt && !facts.ubuntu;
  const wanted = browser && fromDebian ? [...packages, ...browserPackages] : packages;
  const lines = [];
  if (wanted.length > 0 && facts.apt) {
    lines.push(`sudo apt-get update && sudo apt-get install -y ${wanted.join(' ')}`);
  } else if (wanted.length > 0) {
    lines.push(`install with your package manager (Debian's names): ${wanted.join(' ')}`);
  }
  if (browser && !fromDebian) lines.push(`npx playwright-core install ${facts.apt ? '--with-deps ' : ''}chromium`);
  return lines;
};

/**
 * Returns the next step, or null when everything is there. Called again with fresh facts after each step.
 * @param {import('./setup-plan.d.mts').Facts} facts
 * @returns {import('./setup-plan.d.mts').Step | null}
 */
export const nextStep = (facts) => {
  const packages = keychainPackages(facts);
  const mayInstall = facts.apt && facts.root;
  // This comes before npm, so that npm can compile keytar.
  if (packages.length > 0 && mayInstall) return { kind: 'apt', packages };
  if (!facts.modules) {
    // Windows cannot replace a running program.
    if (facts.platform === 'win32' && facts.runsFromModules) return { kind: 'stop', commands: ['npm ci'] };
    return { kind: 'npm-ci' };
  }
  if (!facts.newNode) return { kind: 'stop', commands: ['install Node 24 or newer: https://nodejs.org/en/download'] };
  if (!facts.electron && !facts.electronTried) return { kind: 'electron' };
  // Tests and tour also need one as the system browser; a user of the demo has a browser.
  const browser = !facts.chromium && (facts.purpose === 'all' || (facts.purpose === 'demo' && !facts.electron));
  if (browser && facts.platform !== 'linux') return { kind: 'playwright' };
  if (browser && mayInstall) {
    return facts.ubuntu ? { kind: 'playwright' } : { kind: 'apt', packages: browserPackages };
  }
  // Electron needs a display, and so does the demo's own test.
  const needsDisplay = facts.purpose === 'all' || (facts.purpose === 'demo' && facts.electron);
  const hidden = facts.platform === 'linux' && !facts.display && needsDisplay;
  if (hidden && !facts.xvfb && !facts.virtualDisplayTried && mayInstall) return { kind: 'virtual-display' };
  const quicker = facts.purpose === 'all' && !facts.electron && !facts.headlessShell && !facts.headlessShellTried;
  if (quicker && mayInstall && !facts.ubuntu) return { kind: 'headless-shell' };
  if (packages.length > 0 || browser) return { kind: 'stop', commands: commands(facts, packages, browser) };
  const compilable = facts.platform !== 'linux' || facts.libsecret;
  if (!facts.keytar && compilable && !facts.keytarTried) return { kind: 'keytar' };
  return null;
};

/**
 * Whether npm installed what the lock file says. Optional packages may be missing: they are for other platforms,
 * or could not be compiled here.
 * @param {import('./setup-plan.d.mts').Lock} wanted package-lock.json
 * @param {import('./setup-plan.d.mts').Lock} installed node_modules/.package-lock.json, which npm writes
 */
export const installedAsLocked = (wanted, installed) =>
  Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    return found ? found.version === version : optional === true;
  });
