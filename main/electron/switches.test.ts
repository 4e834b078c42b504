import { expect, it } from 'vitest';
import { refusedOf } from './switches.ts';

const NOTHING = { removed: [], variables: [], fatal: [] };
const of = (args: string[], platform: NodeJS.Platform = 'linux') => refusedOf(args, {}, platform);

it.each([
  [],
  ['--server=https://cloud.example.org'],
  ['--doctor', '--verbose', '--hidden'],
  ['--ozone-platform=headless', '--disable-gpu'],
  ['--user-data-dir=/home/alice/zweite', '--lang=de'],
  ['--force-device-scale-factor=1.5', '--password-store=gnome-libsecret'],
  // These are no switches: a file, a lone dash, and everything after a lone "--".
  ['datei.txt', '-', '--', '--remote-debugging-port=9222'],
  ['/home/alice/datei'],
])('accepts %j', (...args) => {
  expect(of(args.flat())).toEqual(NOTHING);
});

it.each([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'proxy-server',
  'proxy-pac-url',
  'proxy-bypass-list',
  'no-proxy-server',
  'proxy-auto-detect',
  'host-rules',
  'host-resolver-rules',
  'disable-web-security',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'allow-file-access-from-files',
  'disable-features',
  'enable-features',
  'enable-blink-features',
  'disable-site-isolation-trials',
  'auth-server-whitelist',
  'auth-server-allowlist',
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'enable-logging',
  'log-file',
  'load-extension',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'use-mock-keychain',
  'headless',
  'a-switch-of-tomorrow',
])('removes --%s, however it is written, and goes on', (name) => {
  const removed = { ...NOTHING, removed: [name] };
  expect(of([`--${name}`])).toEqual(removed);
  expect(of(['--verbose', `--${name}=1`, `--${name}`])).toEqual(removed);
  expect(of([`-${name}=x=y`])).toEqual(removed);
  expect(of([`--${name.toUpperCase()}=1`])).toEqual(removed);
  expect(of([`/${name}=1`], 'win32')).toEqual(removed);
  expect(of([`/${name}=1`], 'linux')).toEqual(NOTHING);
});

it.each([
  'no-sandbox',
  'js-flags',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-wait',
  'inspect-port',
  'inspect-publish-uid',
  'debug-port',
  'single-process',
  'no-zygote',
  'zygote-cmd-prefix',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'browser-subprocess-path',
])('does not start with --%s', (name) => {
  const fatal = { ...NOTHING, fatal: [`--${name}`] };
  expect(of([`--${name}`])).toEqual(fatal);
  expect(of([`-${name}=127.0.0.1:0`])).toEqual(fatal);
});

it('reports names only, because values may be secret', () => {
  expect(JSON.stringify(of(['--proxy-server=http://alice:geheim@proxy', '--js-flags=--geheim']))).not.toContain(
    'geheim',
  );
});

it('removes variables that would record connections, and refuses to start with a variable that opens the sandbox', () => {
  const environment = { PATH: '/bin', SSLKEYLOGFILE: '/home/eve/keys', ELECTRON_DISABLE_SANDBOX: '1' };
  expect(refusedOf([], environment, 'linux')).toEqual({
    removed: [],
    variables: ['SSLKEYLOGFILE'],
    fatal: ['ELECTRON_DISABLE_SANDBOX'],
  });
});
