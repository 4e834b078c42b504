import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeLogger } from '../../test/fakes/logger.ts';
import { createCertificate } from '../../test/nextcloud/certificates.ts';
import { loadPolicy } from '../core/settings/policy.ts';
import { createMachineFiles, type Machine } from './policy-file.ts';

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'policy-')));
});
afterAll(() => rmSync(folder, { recursive: true }));

// Windows has neither modes nor user ids: there, the file's access list decides. policy-file-windows.test.ts tests that
// on every system.
const posix = describe.skipIf(process.platform === 'win32');
const me = process.getuid?.() ?? 0;
const read = (path: string, administrator = me) => createMachineFiles({ administrator }).read(path).kind;

function put(name: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, '{}');
  chmodSync(path, mode);
  return path;
}

posix('a file of the machine', () => {
  it('counts when only its owner, the administrator, can write it', () => {
    const path = put('good.json', 0o644);
    expect(createMachineFiles({ administrator: me }).read(path)).toEqual({ kind: 'text', text: '{}' });
    symlinkSync(path, join(folder, 'link.json'));
    expect(read(join(folder, 'link.json'))).toBe('text');
  });

  it('does not count when other users can write it or own it', () => {
    expect(read(put('group.json', 0o664))).toBe('unprotected');
    expect(read(put('world.json', 0o646))).toBe('unprotected');
    expect(read(put('mine.json', 0o644), me + 1)).toBe('unprotected');
  });

  it('does not count in a folder where other users can replace it', () => {
    const open = join(folder, 'open');
    mkdirSync(open);
    writeFileSync(join(open, 'policy.json'), '{}', { mode: 0o644 });
    chmodSync(open, 0o777);
    expect(read(join(open, 'policy.json'))).toBe('unprotected');
    chmodSync(open, 0o755);
    expect(read(join(open, 'policy.json'))).toBe('text');
  });
});

it('may be absent or unreadable', () => {
  expect(read(join(folder, 'none.json'))).toBe('absent');
  expect(read(join(put('file.json', 0o644), 'below'))).toBe('absent');
  expect(read(folder)).toBe('unreadable');
  const long = join(folder, 'long.json');
  writeFileSync(long, ' '.repeat(1024 * 1024 + 1), { mode: 0o644 });
  expect(read(long)).toBe('unreadable');
});

it('accepts certificates, but neither other text nor what demands something unknown', () => {
  const { isCertificate } = createMachineFiles();
  expect(isCertificate(createCertificate({ authority: true }).cert)).toBe(true);
  expect(isCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBe(false);
  expect(isCertificate(createCertificate({ authority: true, constrained: true }).cert)).toBe(true);
  expect(isCertificate(createCertificate({ authority: true, unknown: true }).cert)).toBe(false);
});

posix('the places of policies', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(folder, 'root-'));
  });

  function lay(path: string, text: string, mode = 0o644): string {
    const whole = join(root, path);
    mkdirSync(dirname(whole), { recursive: true, mode: 0o755 });
    writeFileSync(whole, text);
    chmodSync(whole, mode);
    return whole;
  }

  /** Loads the policy of a machine; places are told without the folder of the test. */
  function load(machine: Partial<Machine>) {
    const policy = loadPolicy(createMachineFiles({ root, administrator: me, ...machine }), createFakeLogger());
    const inRoot = <T extends { place: string }>(all: T[]) =>
      all.map((one) => ({ ...one, place: one.place.replace(root, '') }));
    return { ...policy, places: inRoot(policy.places), problems: inRoot(policy.problems) };
  }

  describe('on Linux', () => {
    const linux = { platform: 'linux' as const };

    it('are a file and a folder, in which the last name is the strongest', () => {
      lay('etc/talkmelder/policy.json', '{"server":"a.example","locked":{"theme":"dark","sound":false}}');
      lay('etc/talkmelder/policy.d/10-wache.json', '{"server":"b.example","locked":{"theme":"light"}}');
      lay('etc/talkmelder/policy.d/20-pc.json', '{"server":"c.example"}');
      lay('etc/talkmelder/policy.d/30-notes.txt', 'no policy');
      lay('etc/talkmelder/policy.d/.40-editor.json', 'half');
      expect(load(linux)).toMatchObject({
        problems: [],
        server: 'https://c.example',
        locked: { theme: 'light', sound: false },
        places: [
          { place: '/etc/talkmelder/policy.d/20-pc.json', paths: ['server'] },
          { place: '/etc/talkmelder/policy.d/10-wache.json', paths: ['locked.theme'] },
          { place: '/etc/talkmelder/policy.json', paths: ['locked.sound'] },
        ],
      });
    });

    it('count without those that are broken or that users can write, which are named', () => {
      lay('etc/talkmelder/policy.d/10-good.json', '{"locked":{"sound":false}}');
      lay('etc/talkmelder/policy.d/20-broken.json', '{"locked":');
      lay('etc/talkmelder/policy.d/30-open.json', '{"server":"evil.example"}', 0o666);
      mkdirSync(join(root, 'etc/talkmelder/policy.d/40-folder.json'));
      expect(load(linux)).toMatchObject({
        server: '',
        locked: { sound: false },
        problems: [
          { kind: 'unreadable', place: '/etc/talkmelder/policy.d/40-folder.json', path: '' },
          { kind: 'unprotected', place: '/etc/talkmelder/policy.d/30-open.json', path: '' },
          { kind: 'no-json', place: '/etc/talkmelder/policy.d/20-broken.json', path: '' },
        ],
      });
    });

    it('do not count in a folder to which users can add files', () => {
      lay('etc/talkmelder/policy.d/10.json', '{"server":"evil.example"}');
      chmodSync(join(root, 'etc/talkmelder/policy.d'), 0o777);
      expect(load(linux)).toMatchObject({ server: '', problems: [{ kind: 'unprotected' }] });
    });
  });

  describe('on macOS', () => {
    // In the place of plutil, which only macOS has.
    const mac = { platform: 'darwin' as const, user: () => 'max', convertPlist: (bytes: Buffer) => bytes.toString() };
    const ALL = 'Library/Managed Preferences/de.talkmelder.app.plist';
    const ONE = 'Library/Managed Preferences/max/de.talkmelder.app.plist';

    it('are the managed preferences of the machine, then those of the user, then the file', () => {
      lay(ALL, '{"server":"a.example"}');
      lay(ONE, '{"server":"b.example","locked":{"sound":false}}');
      lay('Library/Managed Preferences/anna/de.talkmelder.app.plist', '{"locked":{"theme":"dark"}}');
      lay('Library/Application Support/Talkmelder/policy.json', '{"server":"c.example","defaults":{"language":"de"}}');
      expect(load(mac)).toMatchObject({
        problems: [],
        server: 'https://a.example',
        locked: { sound: false },
        defaults: { language: 'de' },
        places: [
          { place: `/${ALL}` },
          { place: '/Library/Managed Preferences/USER/de.talkmelder.app.plist', paths: ['locked.sound'] },
          { place: '/Library/Application Support/Talkmelder/policy.json', paths: ['defaults.language'] },
        ],
      });
    });

    it('do not count where a user could have written them', () => {
      lay(ALL, '{"server":"evil.example"}', 0o666);
      expect(load(mac)).toMatchObject({ server: '', problems: [{ kind: 'unprotected', place: `/${ALL}` }] });
      chmodSync(join(root, ALL), 0o644);
      expect(load({ ...mac, administrator: me + 1 }).problems).toMatchObject([{ kind: 'unprotected' }]);
    });

    it('are named when they cannot be converted, and the others count', () => {
      lay(ALL, 'bplist00 no JSON');
      lay('Library/Application Support/Talkmelder/policy.json', '{"server":"c.example"}');
      const problems = [{ kind: 'unreadable', place: `/${ALL}`, path: '' }];
      expect(load(mac)).toMatchObject({ server: 'https://c.example', problems });
      const fails = () => {
        throw new Error('plutil: invalid property list');
      };
      expect(load({ ...mac, convertPlist: fails })).toMatchObject({ server: 'https://c.example', problems });
    });

    it('are found although the user has an odd name, or none', () => {
      lay(ALL, '{"server":"a.example"}');
      const nameless = () => {
        throw new Error('no entry in passwd');
      };
      for (const user of [nameless, () => '', () => '../..', () => '.'])
        expect(load({ ...mac, user })).toMatchObject({ server: 'https://a.example', problems: [] });
    });
  });
});
