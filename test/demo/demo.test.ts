import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeStub, type Stub } from '../fakes/electron-binary.ts';

const root = join(import.meta.dirname, '../..');
/** No server listens there, and the stub sends no request. */
const SERVER = 'http://127.0.0.1:9';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder-demo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the demo with a script in Electron's place. */
async function demo(stub: Stub, env: NodeJS.ProcessEnv, args: string[] = []) {
  const script = join(root, 'test/demo/demo.ts');
  const child = spawn(process.execPath, [script, `--server=${SERVER}`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: folder,
      XDG_CONFIG_HOME: '/home/alice/.config',
      CHROMIUM: process.execPath,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      ...env,
      TALKMELDER_LONGEST_START_MS: stub === 'hangs' ? '200' : '15000',
      ...placeStub(join(folder, 'dist'), stub),
    },
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, lines: stdout.trim().split('\n'), stderr };
}

// Windows cannot execute a script.
describe.skipIf(process.platform === 'win32')('the demo, with a stub in place of Electron', () => {
  it("starts plain Electron on the user's own desktop, with its own data, which is gone afterwards", async () => {
    const { code, lines, stderr } = await demo('works', { DISPLAY: ':1' }, ['--lang=de', '--theme=dark']);
    expect([code, stderr]).toEqual([0, '']);
    expect(lines[0]).toBe(`On Electron 45.4.1 (${join(folder, 'dist/electron')})`);
    const { args, env } = JSON.parse(lines.at(-1) ?? '') as { args: string[]; env: Record<string, string> };
    const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
    const [userData = '', ...rest] = args.slice(isRoot ? 2 : 1);
    expect(args.slice(0, isRoot ? 2 : 1)).toEqual([...(isRoot ? ['--disable-dev-shm-usage'] : []), `${root}/`]);
    expect(rest).toEqual(['--demo', `--server=${SERVER}`]);
    expect(dirname(userData.replace('--user-data-dir=', ''))).toMatch(/talkmelder-demo-\w+$/);
    expect(existsSync(userData.replace('--user-data-dir=', ''))).toBe(false);
    expect(env).toMatchObject({ DISPLAY: ':1', XDG_CONFIG_HOME: '/home/alice/.config', PATH: process.env.PATH });
    expect(env.ELECTRON_DISABLE_SANDBOX).toBe(isRoot ? '1' : undefined);
    const ofDoubles = Object.keys(env).filter((name) => /^(E2E_|ELECTRON_HOST)/.test(name));
    expect(ofDoubles).toEqual([]);
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it.runIf(process.platform === 'linux').each<[Stub, RegExp]>([
    ['exits 3', /ended with 3/],
    ['hangs', /did not end in time/],
    ['has no sandbox', /SUID sandbox helper[\s\S]*Ubuntu 23\.10/],
    ['misses libraries', /libnss3\.so[\s\S]*install-deps/],
  ])('falls back to the host, and says so first: %s', async (stub, words) => {
    // Without a display only the tour is possible, and it needs the embedded server, so the demo ends here.
    const { code, lines } = await demo(stub, { DISPLAY: '' });
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^On the Chromium host .*cannot start/);
    expect(lines.join('\n')).toMatch(words);
  });
});
