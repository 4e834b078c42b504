import { describe, expect, it } from 'vitest';
import { abilityOf, type Place, pageOf, readBuild } from './ability.ts';

const FOLDER = 'https://updates.example.org/talkmelder/';
const GITHUB = 'https://github.com/example/talkmelder/releases/latest/download/';

const place = (change: Partial<Place>): Place => ({
  platform: 'win32',
  isPackaged: true,
  program: 'C:\\Users\\Max\\AppData\\Local\\Programs\\Talkmelder\\Talkmelder.exe',
  environment: {},
  build: { folder: FOLDER, publishers: ['Talkmelder e. V.'] },
  folder: null,
  exists: (path) => path.endsWith('\\Talkmelder\\Uninstall Talkmelder.exe'),
  isWritable: () => true,
  isSignedByTeam: async () => true,
  ...change,
});
const mac: Partial<Place> = {
  platform: 'darwin',
  program: '/Applications/Talkmelder.app/Contents/MacOS/Talkmelder',
  exists: () => false,
};
const linux: Partial<Place> = {
  platform: 'linux',
  program: '/home/max/Talkmelder/talkmelder',
  build: { folder: FOLDER, publishers: [] },
  exists: () => false,
};

describe('how a copy of the app is updated', () => {
  it.each<[string, Partial<Place>, unknown]>([
    ['Windows, for one user', {}, { off: null, by: 'app', page: null }],
    ['Windows, for the whole PC', { isWritable: () => false }, { off: null, by: 'administrator', page: null }],
    ['Windows, by MSI', { exists: () => false }, { off: 'package' }],
    ['Windows, not signed', { build: { folder: FOLDER, publishers: [] } }, { off: 'unsigned' }],
    ['Windows, no feed', { build: { folder: null, publishers: ['x'] } }, { off: 'no-feed' }],
    [
      'Windows, the administrator’s feed and no publisher',
      { build: { folder: null, publishers: [] }, folder: FOLDER },
      { off: 'unsigned' },
    ],
    [
      'Windows, the administrator’s feed',
      { build: { folder: null, publishers: ['x'] }, folder: FOLDER },
      { off: null, by: 'app', page: null },
    ],
    ['macOS', mac, { off: null, by: 'app', page: null }],
    ['macOS, not signed', { ...mac, isSignedByTeam: async () => false }, { off: 'unsigned' }],
    ['macOS, from the image', { ...mac, isWritable: () => false }, { off: null, by: 'administrator', page: null }],
    [
      'macOS, an app that others put into /Applications',
      { ...mac, isWritable: (folder) => folder === '/Applications' },
      { off: null, by: 'administrator', page: null },
    ],
    ['Linux, an archive', linux, { off: null, by: 'user', page: null }],
    [
      'Linux, an archive, GitHub',
      { ...linux, build: { folder: GITHUB, publishers: [] } },
      { off: null, by: 'user', page: 'https://github.com/example/talkmelder/releases/latest' },
    ],
    [
      'Linux, an archive of root',
      { ...linux, isWritable: () => false },
      { off: null, by: 'administrator', page: null },
    ],
    ['deb and rpm', { ...linux, program: '/opt/Talkmelder/talkmelder' }, { off: 'package' }],
    ['a distribution', { ...linux, program: '/usr/lib/talkmelder/talkmelder' }, { off: 'package' }],
    ['Nix', { ...linux, program: '/nix/store/abc-talkmelder/talkmelder' }, { off: 'package' }],
    ['flatpak', { ...linux, program: '/app/talkmelder', environment: { FLATPAK_ID: 'x' } }, { off: 'package' }],
    ['flatpak by its file', { ...linux, exists: (path) => path === '/.flatpak-info' }, { off: 'package' }],
    ['a checkout', { ...linux, isPackaged: false }, { off: 'development' }],
  ])('%s', async (_what, change, expected) => {
    expect(await abilityOf(place(change))).toEqual(expected);
  });
});

describe('app-update.yml', () => {
  it.each<[string, unknown, unknown]>([
    ['is missing', undefined, { folder: null, publishers: [] }],
    ['is a text', 'hello', { folder: null, publishers: [] }],
    ['names a folder', { provider: 'generic', url: FOLDER.slice(0, -1) }, { folder: FOLDER, publishers: [] }],
    ['names http', { provider: 'generic', url: 'http://example.org/' }, { folder: null, publishers: [] }],
    ['carries a password', { provider: 'generic', url: 'https://a:b@example.org/' }, { folder: null, publishers: [] }],
    ['names GitHub', { provider: 'github', owner: 'example', repo: 'talkmelder' }, { folder: GITHUB, publishers: [] }],
    ['names an odd owner', { provider: 'github', owner: '../x', repo: 'y' }, { folder: null, publishers: [] }],
    ['names another provider', { provider: 's3', url: FOLDER }, { folder: null, publishers: [] }],
    [
      'names publishers',
      { provider: 'generic', url: FOLDER, publisherName: ['A', ' ', 3, 'B'] },
      { folder: FOLDER, publishers: ['A', 'B'] },
    ],
    ['names one', { provider: 'generic', url: FOLDER, publisherName: 'A' }, { folder: FOLDER, publishers: ['A'] }],
    ['names an empty one', { provider: 'generic', url: FOLDER, publisherName: '' }, { folder: FOLDER, publishers: [] }],
  ])('%s', (_what, content, expected) => {
    expect(readBuild(content)).toEqual(expected);
  });
});

it('only GitHub has a page that is known', () => {
  expect(pageOf(FOLDER)).toBeNull();
  expect(pageOf(GITHUB)).toBe('https://github.com/example/talkmelder/releases/latest');
});
