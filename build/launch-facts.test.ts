import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeStub, type Stub } from '../test/fakes/electron-binary.ts';
import { type Answer, isForeign, judge, lookForLaunch } from './launch-facts.ts';
import { planLaunch, type Trouble } from './launch-plan.ts';

const silent: Answer = { error: null, code: 0, signal: null, stdout: '', stderr: '', late: false };
const judged = (answer: Partial<Answer>, platform: NodeJS.Platform = 'linux') =>
  judge('/e/electron', { ...silent, ...answer }, platform);

describe('the answer of a binary', () => {
  it('is its version, after an empty line on Windows', () => {
    expect(judged({ stdout: '\r\nv45.4.1\r\n' }, 'win32')).toEqual({
      state: 'works',
      path: '/e/electron',
      version: '45.4.1',
    });
  });

  it.each<[Trouble, Partial<Answer>, NodeJS.Platform?]>([
    ['libraries', { code: 127, stderr: 'electron: error while loading shared libraries: libgtk-3.so.0: cannot open' }],
    [
      'old-system',
      { code: 1, stderr: "electron: /lib/libc.so.6: version `GLIBC_2.38' not found (required by electron)" },
    ],
    [
      'sandbox',
      { code: null, signal: 'SIGTRAP', stderr: '[1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox!' },
    ],
    ['sandbox', { code: null, signal: 'SIGABRT', stderr: 'The SUID sandbox helper binary was found, but is not' }],
    ['root', { code: null, signal: 'SIGTRAP', stderr: 'Running as root without --no-sandbox is not supported.' }],
    ['architecture', { error: 'ENOEXEC', code: null }],
    // The file is there; the missing part is the loader of the other processor.
    ['architecture', { error: 'ENOENT', code: null }],
    ['architecture', { error: 'UNKNOWN', code: null }, 'win32'],
    ['permission', { error: 'EACCES', code: null }],
    ['permission', { code: null, signal: 'SIGKILL' }, 'darwin'],
    ['hangs', { late: true, code: null }],
    ['other', { code: 3 }],
    ['other', { code: 0, stdout: 'Usage: …' }],
    // It printed its version, but did not end well.
    ['other', { code: null, signal: 'SIGSEGV', stdout: 'v45.4.1\n' }],
  ])('%s: %o', (trouble, answer, platform) => {
    expect(judged(answer, platform)).toMatchObject({ state: 'broken', trouble });
  });

  it('is quoted with its last lines and how it ended', () => {
    const stderr = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    const found = judged({ code: 3, stderr });
    expect(found.state === 'broken' && found.said).toHaveLength(13);
    expect(found).toMatchObject({ said: expect.arrayContaining(['line 39', '(it ended with 3)']) });
  });
});

describe('the beginning of a program', () => {
  const elf = (machine: number): Buffer => {
    const head = Buffer.alloc(64);
    head.write('\x7fELF', 'latin1');
    head.writeUInt16LE(machine, 18);
    return head;
  };

  it('shows whether Linux can run it on this processor', () => {
    expect(isForeign(elf(0x3e), 'x64')).toBe(false);
    expect(isForeign(elf(0xb7), 'arm64')).toBe(false);
    expect(isForeign(elf(0xb7), 'x64')).toBe(true);
    expect(isForeign(elf(0x28), 'riscv64')).toBe(false);
    expect(isForeign(Buffer.from('#!/bin/sh\n'), 'x64')).toBe(false);
    expect(isForeign(Buffer.from('MZ'), 'x64')).toBe(true);
    expect(isForeign(Buffer.alloc(0), 'x64')).toBe(true);
  });
});

// Windows cannot run a script as a program.
describe.skipIf(process.platform === 'win32')('a stub in place of Electron', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'talkmelder-stub-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const look = (stub: Stub) =>
    lookForLaunch('test', {
      PATH: '',
      DISPLAY: ':1',
      CHROMIUM: process.execPath,
      TALKMELDER_LONGEST_START_MS: '15000',
      // The check must end even if the stub never does.
      ...(stub === 'hangs' && { TALKMELDER_LONGEST_START_MS: '200' }),
      ...placeStub(folder, stub),
    });

  it.each<[Stub, Trouble, RegExp]>([
    ['exits 3', 'other', /ended with 3/],
    ['hangs', 'hangs', /did not end in time/],
    ['has no sandbox', 'sandbox', /SUID sandbox helper/],
    ['refuses root', 'root', /Running as root/],
    ['misses libraries', 'libraries', /libnss3/],
  ])('that %s: the tests run on the host and say why', async (stub, trouble, said) => {
    const found = await look(stub);
    expect(found.binary).toMatchObject({ state: 'broken', trouble });
    const { where, words } = planLaunch(found);
    expect(where).toBe('host');
    expect(words[0]).toMatch(/^On the Chromium host .*cannot start/);
    expect(words.join('\n')).toMatch(said);
  });

  it('that works: the tests run on it', async () => {
    const found = await look('works');
    expect(found.binary).toEqual({ state: 'works', path: join(folder, 'electron'), version: '45.4.1' });
    expect(planLaunch(found)).toMatchObject({ where: 'electron', display: 'own' });
  });

  it('that is no program or is not executable', async () => {
    const env = { PATH: '', CHROMIUM: process.execPath, ...placeStub(folder, 'works') };
    const file = join(folder, 'electron');
    chmodSync(file, 0o644);
    expect((await lookForLaunch('test', env)).binary).toMatchObject({ state: 'broken', trouble: 'permission' });
    writeFileSync(file, 'MZ, a program of Windows');
    chmodSync(file, 0o755);
    const trouble = process.platform === 'linux' ? 'architecture' : expect.any(String);
    expect((await lookForLaunch('test', env)).binary).toMatchObject({ state: 'broken', trouble });
  });
});
