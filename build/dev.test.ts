import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeStub, type Stub } from '../test/fakes/electron-binary.ts';
import { within } from '../test/within.ts';

const root = join(import.meta.dirname, '..');

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'talkmelder-dev-')));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/**
 * Writes a file of the small project that is built in place of Talkmelder. The file appears in one step, so that it is
 * built once.
 */
function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const whole = join(folder, 'whole.tmp');
  writeFileSync(whole, text);
  renameSync(whole, file);
}

function writeProject(): void {
  copyFileSync(join(root, 'vite.config.ts'), join(folder, 'vite.config.ts'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  write('package.json', JSON.stringify({ type: 'module' }));
  write('main/index.ts', 'console.log("first main");');
  write('preload/index.ts', 'console.log("first preload");');
  write('renderer/index.html', '<!doctype html><script type="module" src="./main.tsx"></script>');
  write('renderer/main.tsx', 'console.log("first page");');
}

/** Runs `npm run dev` with a script in Electron's place. */
function dev(stub: Stub, env: NodeJS.ProcessEnv = {}) {
  writeProject();
  const started = spawn(process.execPath, [join(root, 'build/dev.ts'), '--server=cloud.example.org'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      DISPLAY: ':1',
      CHROMIUM: process.execPath,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      ...placeStub(join(folder, 'dist'), stub),
      ...env,
    },
  });
  child = started;
  let output = '';
  let wake = (): void => {};
  for (const stream of [started.stdout, started.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      wake();
    });
  }
  const closed = once(started, 'close');
  /** The output up to here has been waited for. */
  let readUpTo = 0;
  return {
    /** Waits until the output contains this text after the text that the previous call found. */
    async says(text: string): Promise<void> {
      const heard = async (): Promise<void> => {
        while (!output.includes(text, readUpTo)) await new Promise<void>((resolve) => (wake = resolve));
        readUpTo = output.indexOf(text, readUpTo) + text.length;
      };
      await within(`"${text}"`, heard(), () => output);
    },
    interrupt: () => started.kill('SIGINT'),
    async ends(): Promise<number> {
      const [code] = await within('the end', closed, () => output);
      return code as number;
    },
    output: () => output,
  };
}

const built = (file: string): string => readFileSync(join(folder, 'out', file), 'utf8');

// Windows cannot run a script as a program.
describe.skipIf(process.platform === 'win32')('npm run dev, with a stub in place of Electron', () => {
  it('builds with source maps, reloads a new page, restarts a new main or preload, and ends on Ctrl-C', async () => {
    const run = dev('follows builds');
    await run.says('On Electron 45.4.1');
    await run.says('app: starts with --server=cloud.example.org');
    expect(built('main/index.js')).toContain('//# sourceMappingURL=data:');
    expect(built('preload/index.cjs')).toContain('//# sourceMappingURL=data:');

    write('renderer/main.tsx', 'console.log("second page");');
    await run.says('app: reload');
    expect(run.output()).not.toContain('app: quits');

    write('main/index.ts', 'console.log("second main");');
    await run.says('app: quits');
    await run.says('app: starts');
    expect(built('main/index.js')).toContain('second main');

    write('preload/index.ts', 'console.log("second preload");');
    await run.says('app: quits');
    await run.says('app: starts');
    expect(built('preload/index.cjs')).toContain('second preload');

    run.interrupt();
    await run.says('app: quits');
    expect(await run.ends()).toBe(0);
  });

  it('keeps the app running while a file cannot be built, and restarts it when the file is mended', async () => {
    const run = dev('follows builds');
    await run.says('app: starts');
    write('main/index.ts', 'console.log("half');
    await run.says('main/index.ts');
    write('main/index.ts', 'console.log("whole");');
    await run.says('app: quits');
    await run.says('app: starts');
    run.interrupt();
    expect(await run.ends()).toBe(0);
  });

  it('does not start the app while a bundle is being built', async () => {
    const run = dev('follows builds');
    await run.says('app: starts');
    write('hold', '');
    write('main/index.ts', 'console.log("second");');
    await run.says('app: quits');
    write('main/index.ts', 'console.log("half');
    await run.says('main/index.ts');
    rmSync(join(folder, 'hold'));
    await run.says('app: ends');
    await run.says('dev: the app starts when everything is built');
    write('main/index.ts', 'console.log("whole");');
    await run.says('app: starts');
    expect(built('main/index.js')).toContain('whole');
    run.interrupt();
    expect(await run.ends()).toBe(0);
  });

  it('waits for the next change when the app fails', async () => {
    const run = dev('exits 3 when started');
    await run.says('dev: the app ended with 3');
    write('renderer/main.tsx', 'console.log("second page");');
    await run.says('dev: the app ended with 3');
    run.interrupt();
    expect(await run.ends()).toBe(0);
  });

  it('ends when the app is quit', async () => {
    const run = dev('works');
    expect(await run.ends()).toBe(0);
    expect(run.output()).toContain('"NODE_OPTIONS":"--enable-source-maps"');
  });

  it.runIf(process.platform === 'linux')('needs a display, and says so', async () => {
    const run = dev('works', { DISPLAY: '' });
    expect(await run.ends()).toBe(1);
    expect(run.output()).toContain('There is no display');
  });
});
