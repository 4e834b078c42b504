import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCertificate } from '../../test/nextcloud/certificates.ts';
import { createMachineFiles, policyPaths } from './policy-file.ts';

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'policy-')));
});
afterAll(() => rmSync(folder, { recursive: true }));

// Windows has neither modes nor user ids: there, the file's access list decides. policy-file-windows.test.ts tests that
// on every system.
const posix = describe.skipIf(process.platform === 'win32');
const me = process.getuid?.() ?? 0;
const read = (path: string, administrator = me) => createMachineFiles([], administrator).read(path).kind;

function put(name: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, '{}');
  chmodSync(path, mode);
  return path;
}

posix('a file of the machine', () => {
  it('counts when only its owner, the administrator, can write it', () => {
    const path = put('good.json', 0o644);
    expect(createMachineFiles([], me).read(path)).toEqual({ kind: 'text', text: '{}' });
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

it('accepts certificates, but neither other text nor authorities for some names only', () => {
  const { isCertificate } = createMachineFiles([]);
  expect(isCertificate(createCertificate({ authority: true }).cert)).toBe(true);
  expect(isCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBe(false);
  expect(isCertificate(createCertificate({ authority: true, constrained: true }).cert)).toBe(false);
});

it('has a fixed path on each system that a variable cannot replace', () => {
  expect(policyPaths('linux', { ProgramData: '/mine' })).toEqual(['/etc/talkmelder/policy.json']);
  expect(policyPaths('darwin', {})).toEqual(['/Library/Application Support/Talkmelder/policy.json']);
  expect(policyPaths('win32', { ProgramData: 'C:\\ProgramData' })).toEqual([
    'C:\\ProgramData\\Talkmelder\\policy.json',
  ]);
  expect(policyPaths('win32', { ProgramData: 'D:\\Mine' })).toEqual([
    'C:\\ProgramData\\Talkmelder\\policy.json',
    'D:\\Mine\\Talkmelder\\policy.json',
  ]);
});
