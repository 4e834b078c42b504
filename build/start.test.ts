import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeStub, type Stub } from '../test/fakes/electron-binary.ts';

const root = join(import.meta.dirname, '..');

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'talkmelder-start-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a script in its own process group, as a terminal does, and forwards its output. */
function run(args: string[], env: NodeJS.ProcessEnv, onOutput: (text: string, pid: number) => void = () => {}) {
  const child = spawn(process.execPath, args, { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const result: Run = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    result.stdout += text;
    onOutput(text, child.pid ?? 0);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (result.stderr += text));
  return new Promise<Run>((resolve) => child.once('close', (code) => resolve({ ...result, code })));
}

/** Runs `npm start` with a script instead of Electron, and an npm that builds nothing. */
function start(stub: Stub | null, args: string[] = [], { uid = 1_000, env = {} } = {}): Promise<Run> {
  const npm = join(folder, 'npm');
  writeFileSync(npm, `#!${process.execPath}\n`);
  chmodSync(npm, 0o755);
  const as = `data:text/javascript,process.getuid=()=>${uid}`;
  return run(['--import', as, join(root, 'build/start.ts'), ...args], {
    PATH: `${folder}:/usr/bin:/bin`,
    HOME: folder,
    DISPLAY: ':1',
    ELECTRON_RUN_AS_NODE: '1',
    ELECTRON_DISABLE_SANDBOX: '1',
    ...(stub === null
      ? { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nothing') }
      : placeStub(join(folder, 'dist'), stub)),
    TALKMELDER_LONGEST_START_MS: stub === 'hangs' ? '200' : '15000',
    ...env,
  });
}

// Windows cannot run a script as a program.
describe.skipIf(process.platform === 'win32')('npm start', () => {
  it('starts Electron with the app and its arguments, never as plain Node, never without the sandbox', async () => {
    const { code, stdout, stderr } = await start('works', ['--server=cloud.example.org']);
    expect([code, stderr]).toEqual([0, '']);
    const { args, env } = JSON.parse(stdout) as { args: string[]; env: Record<string, string> };
    expect(args).toEqual([root, '--server=cloud.example.org']);
    expect(env.ELECTRON_RUN_AS_NODE).toBeUndefined();
    expect(env.ELECTRON_DISABLE_SANDBOX).toBeUndefined();
    expect(env.DISPLAY).toBe(':1');
  });

  it.each<[Stub | null, RegExp]>([
    [null, /binary is not there[\s\S]*ELECTRON_MIRROR/],
    ['exits 3', /cannot start on this machine[\s\S]*ended with 3/],
    ['hangs', /cannot start on this machine[\s\S]*did not end in time/],
    ['has no sandbox', /SUID sandbox helper[\s\S]*Ubuntu 23\.10[\s\S]*chmod 4755 '.*\/dist\/chrome-sandbox'/],
    ['misses libraries', /libnss3\.so[\s\S]*install-deps/],
  ])('says what is wrong and exits with 1: %s', async (stub, words) => {
    const { code, stdout, stderr } = await start(stub);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(words);
  });

  it.runIf(process.platform === 'linux')('runs neither as root nor without a display', async () => {
    expect(await start('refuses root', [], { uid: 0 })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ordinary user'),
    });
    expect(await start('works', [], { env: { DISPLAY: '' } })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no display'),
    });
  });

  it.runIf(process.platform === 'linux')('runs the doctor without a display', async () => {
    const { stdout } = await start('works', ['--doctor'], { env: { DISPLAY: '' } });
    expect(JSON.parse(stdout)).toMatchObject({
      args: ['--ozone-platform=headless', '--disable-gpu', root, '--doctor'],
    });
  });

  it('asks the app to quit only once, and waits for its goodbye, when terminal and npm both send Ctrl-C', async () => {
    const onOutput = (text: string, pid: number): void => {
      if (!text.includes('started')) return;
      // The terminal signals everything in the group; npm signals its own child once more.
      process.kill(-pid, 'SIGINT');
      process.kill(pid, 'SIGINT');
    };
    const command = JSON.stringify({
      program: join(folder, 'dist/electron'),
      args: ['app'],
      quitArgs: [],
      cwd: folder,
      env: {},
    });
    placeStub(join(folder, 'dist'), 'says goodbye');
    const runApp = pathToFileURL(join(root, 'build/run-app.ts')).href;
    const code = `const { runApp } = await import('${runApp}'); process.exitCode = await runApp(${command});`;
    expect(await run(['--input-type=module', '-e', code], process.env, onOutput)).toMatchObject({
      code: 0,
      stdout: 'started\nbefore-quit\nrevoked\n',
    });
  });
});
