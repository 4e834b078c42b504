import { expect, it } from 'vitest';
import { describeMachine, type MachineLook, thisMachine } from './machine.ts';

const answers: Record<string, string> = {
  'gnome-keyring-daemon --version': 'gnome-keyring-daemon: 46.1',
  'fc-match sans-serif': 'DejaVuSans.ttf: "DejaVu Sans" "Book"',
  '/usr/bin/chromium --version': 'Chromium 150.0.1',
  'stat -c %U %a /app/dist/chrome-sandbox': 'root 4755',
};
const files: Record<string, string> = {
  '/etc/os-release': 'NAME=x\nPRETTY_NAME="Ubuntu 24.04.2 LTS"\n',
  '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1',
};
const ubuntu: MachineLook = {
  platform: 'linux',
  arch: 'x64',
  release: '6.8.0',
  node: 'v24.21.0',
  env: { DISPLAY: ':99', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus' },
  isRoot: false,
  ask: (...call) => answers[call.join(' ')] ?? null,
  read: (path) => files[path] ?? null,
};

it('lists everything that a failure on Linux may depend on', () => {
  expect(describeMachine(ubuntu, '/app/dist/electron', '/usr/bin/chromium')).toEqual([
    'Ubuntu 24.04.2 LTS, kernel 6.8.0 · x64 · Node v24.21.0',
    'Electron: /app/dist/electron · Chromium: Chromium 150.0.1',
    'display: DISPLAY=:99 · desktop: none',
    'keyring: gnome-keyring-daemon: 46.1, a session bus',
    'fonts: DejaVuSans.ttf: "DejaVu Sans" "Book" · emoji: unknown',
    'sandbox: not root, unprivileged user namespaces restricted by AppArmor, chrome-sandbox root 4755',
  ]);
});

it('names missing parts', () => {
  const bare: MachineLook = { ...ubuntu, env: {}, isRoot: true, ask: () => null, read: () => null };
  expect(describeMachine(bare, null, null)).toEqual([
    'linux, kernel 6.8.0 · x64 · Node v24.21.0',
    'Electron: no binary · Chromium: none',
    'display: none · desktop: none',
    'keyring: no gnome-keyring-daemon, no session bus',
    'fonts: unknown · emoji: unknown',
    'sandbox: root, unprivileged user namespaces not restricted by AppArmor',
  ]);
});

it('describes Windows and macOS', () => {
  expect(describeMachine({ ...ubuntu, platform: 'win32', release: '10.0.26100' }, 'C:\\electron.exe', null)).toEqual([
    'Windows 10.0.26100 · x64 · Node v24.21.0',
    'Electron: C:\\electron.exe · Chromium: none',
  ]);
  const mac: MachineLook = { ...ubuntu, platform: 'darwin', arch: 'arm64', ask: () => '15.6' };
  expect(describeMachine(mac, null, null)[0]).toBe('macOS 15.6 · arm64 · Node v24.21.0');
});

it('describes this machine', () => {
  expect(describeMachine(thisMachine, null, null)[0]).toContain(process.version);
});
