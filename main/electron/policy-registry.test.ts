import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeLogger } from '../../test/fakes/logger.ts';
import { loadPolicy } from '../core/settings/policy.ts';
import { createMachineFiles } from './policy-file.ts';
import { machinesRegistry, type RunReg, usersRegistry } from './policy-registry.ts';

const POLICIES = 'HKEY_LOCAL_MACHINE\\Software\\Policies';
const MACHINE = `${POLICIES}\\Talkmelder`;
const PRESETS = 'HKEY_CURRENT_USER\\Software\\Talkmelder\\Presets';

/** `reg.exe` with these keys; each answer is text, bytes, or an error. */
const fake =
  (answers: Record<string, string | Uint8Array>, asked: string[] = []): RunReg =>
  (parameters) => {
    asked.push(parameters.join(' '));
    const answer = answers[parameters[1] ?? ''];
    if (answer === undefined) throw new Error('Command failed: reg.exe');
    return typeof answer === 'string' ? new TextEncoder().encode(answer) : answer;
  };

const list = `\r\n${POLICIES}\\Microsoft\r\n${MACHINE}\r\n`;
const machine = `\r\n${MACHINE}\r\n    server    REG_SZ    cloud.example.org\r\n\r\n${MACHINE}\\locked\r\n    sound    REG_DWORD    0x0\r\n`;
const presets = `\r\n${PRESETS}\r\n    server    REG_SZ    preset.example\r\n\r\n${PRESETS}\\defaults\r\n    language    REG_SZ    de\r\n    sound    REG_DWORD    0x1\r\n`;

const load = (runReg: RunReg) => {
  const log = createFakeLogger();
  return loadPolicy(createMachineFiles({ platform: 'win32', environment: {}, runReg }), log);
};

describe('the registry of Windows', () => {
  it('has a policy of the machine, which is stronger than what the installer has preset for the user', () => {
    expect(load(fake({ [POLICIES]: list, [MACHINE]: machine, [PRESETS]: presets }))).toMatchObject({
      problems: [],
      server: 'https://cloud.example.org',
      locked: { sound: false },
      defaults: { language: 'de' },
      places: [
        { place: 'HKLM\\Software\\Policies\\Talkmelder', paths: ['server', 'locked.sound'] },
        { place: 'HKCU\\Software\\Talkmelder\\Presets', paths: ['defaults.language'] },
      ],
    });
  });

  it('has no policy where no key is, which is no error', () => {
    expect(load(fake({ [POLICIES]: `\r\n${POLICIES}\\Microsoft\r\n` }))).toMatchObject({ places: [], problems: [] });
  });

  it('is asked with absolute keys only, and for the code page only where it is needed', () => {
    const asked: string[] = [];
    const umlaut = Uint8Array.from([
      ...new TextEncoder().encode(`\r\n${MACHINE}\\alarms\r\n    1    REG_SZ    S`),
      0x81,
      0x64,
    ]);
    const OEM = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';
    const run = fake(
      { [POLICIES]: list, [MACHINE]: umlaut, [OEM]: `\r\n${OEM}\r\n    OEMCP    REG_SZ    850\r\n` },
      asked,
    );
    expect(load(run).alarmsOf('https://any.example')).toMatchObject([{ conversation: 'Süd' }]);
    expect(asked).toEqual([`query ${POLICIES}`, `query ${MACHINE} /s`, `query ${OEM} /v OEMCP`, `query ${PRESETS} /s`]);
  });

  it('is asked a second time, with a longer limit, when the first answer takes too long', () => {
    const limits: number[] = [];
    const answers = fake({ [POLICIES]: list, [MACHINE]: machine });
    const slow: RunReg = (parameters, limitMs) => {
      limits.push(limitMs);
      if (limits.length === 1) throw Object.assign(new Error('spawnSync reg.exe ETIMEDOUT'), { code: 'ETIMEDOUT' });
      return answers(parameters, limitMs);
    };
    expect(load(slow)).toMatchObject({ problems: [], server: 'https://cloud.example.org', locked: { sound: false } });
    expect(limits).toEqual([5_000, 10_000, 5_000, 5_000]);
  });

  it('holds the start for 25 seconds at most, however slow it is', () => {
    const limits: number[] = [];
    const answers = fake({ [POLICIES]: list, [MACHINE]: machine });
    /** Answers each question at the second try only. */
    const slow: RunReg = (parameters, limitMs) => {
      limits.push(limitMs);
      if (limits.length % 2 === 1) throw Object.assign(new Error('spawnSync reg.exe ETIMEDOUT'), { code: 'ETIMEDOUT' });
      return answers(parameters, limitMs);
    };
    expect(load(slow)).toMatchObject({ places: [], problems: [{ kind: 'unanswered' }] });
    expect(limits).toEqual([5_000, 10_000, 5_000, 5_000]);
  });

  it('is asked no third time, and the doctor names it', () => {
    const asked: string[] = [];
    const hangs: RunReg = (parameters) => {
      asked.push(parameters.join(' '));
      throw Object.assign(new Error('spawnSync reg.exe ETIMEDOUT'), { code: 'ETIMEDOUT' });
    };
    expect(load(hangs)).toMatchObject({ places: [], problems: [{ kind: 'unanswered' }] });
    expect(asked).toEqual([`query ${POLICIES}`, `query ${POLICIES}`, `query ${PRESETS} /s`]);
  });

  it('does not silence the app when it cannot be read, and the doctor names it', () => {
    const refuses: RunReg = () => {
      throw new Error('Registry editing has been disabled by your administrator');
    };
    const place = 'HKLM\\Software\\Policies\\Talkmelder';
    expect(load(refuses)).toMatchObject({ places: [], problems: [{ kind: 'unreadable', place, path: '' }] });
    expect(load(fake({ [POLICIES]: list, [PRESETS]: presets }))).toMatchObject({
      server: 'https://preset.example',
      problems: [{ kind: 'unreadable', place }],
    });
  });
});

describe('a program in the place of reg.exe', () => {
  let folder: string;
  let program: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reg-'));
    program = join(folder, 'reg');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs a script with the limits of the real program, which are short here. */
  const run =
    (script: string): RunReg =>
    (parameters) => {
      writeFileSync(program, `#!/bin/sh\n${script}\n`);
      chmodSync(program, 0o755);
      return execFileSync(program, [...parameters], {
        timeout: 2_000,
        maxBuffer: 1_000,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    };

  it.skipIf(process.platform === 'win32').each([
    ['never ends', 'exec sleep 60', 'unanswered'],
    ['writes without end', 'exec yes', 'unreadable'],
    ['fails', 'echo ERROR >&2; exit 1', 'unreadable'],
    ['crashes', 'kill -9 $$', 'unreadable'],
  ])('that %s makes the registry unreadable, and no more', (_what, script, kind) => {
    expect(machinesRegistry(run(script))).toMatchObject([{ content: { kind } }]);
    expect(usersRegistry(run(script))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('that prints anything else has no policy', () => {
    expect(machinesRegistry(run('echo hello'))).toEqual([]);
  });
});
