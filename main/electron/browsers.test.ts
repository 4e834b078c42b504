import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createBrowsers } from './browsers.ts';

const on = (platform: NodeJS.Platform, paths: string[], env: NodeJS.ProcessEnv = {}) =>
  createBrowsers({ platform, env, home: '/home/alice', exists: (path) => paths.includes(path) });

describe('finding browsers', () => {
  it('on Linux: searches the PATH for the names that distributions use', () => {
    const env = { PATH: '/usr/local/bin::/usr/bin' };
    const paths = ['/usr/bin/google-chrome-stable', '/usr/local/bin/firefox', '/opt/brave-browser'];
    expect(on('linux', paths, env).installed()).toEqual(['firefox', 'chrome']);
    expect(on('linux', paths).installed()).toEqual([]);
  });

  it('on Windows: searches the program folders of all users and of this user', () => {
    const env = { ProgramFiles: 'C:/Program Files', LocalAppData: 'C:/Users/alice/AppData/Local' };
    const paths = [
      'C:/Program Files/Microsoft/Edge/Application/msedge.exe',
      'C:/Users/alice/AppData/Local/BraveSoftware/Brave-Browser/Application/brave.exe',
    ];
    expect(on('win32', paths, env).installed()).toEqual(['edge', 'brave']);
  });

  it('on macOS: searches the application folders', () => {
    const paths = ['/Applications/Safari.app', '/home/alice/Applications/Google Chrome.app'];
    expect(on('darwin', paths).installed()).toEqual(['chrome', 'safari']);
  });

  it('remembers the result for a while', () => {
    let looks = 0;
    const exists = () => ++looks > 0;
    const browsers = createBrowsers({ platform: 'darwin', env: {}, home: '/', exists });
    browsers.installed();
    const first = looks;
    browsers.installed();
    expect(looks).toBe(first);
  });
});

describe('opening an address', () => {
  let folder: string | undefined;
  afterEach(() => folder && rmSync(folder, { recursive: true }));

  /** Makes a browser that writes its arguments into a file. */
  function fake(script: string): string {
    folder = mkdtempSync(join(tmpdir(), 'talkmelder-browsers-'));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/firefox'), script);
    return folder;
  }

  const ADDRESS = 'https://example.org/';
  const nothing = (): void => {};

  it('returns false for a missing browser', async () => {
    expect(await on('linux', [], { PATH: '/nowhere' }).open('firefox', ADDRESS, nothing)).toBe(false);
  });

  it('returns false for a browser that does not start', async () => {
    const at = fake('not a program');
    const env = { PATH: join(at, 'bin') };
    const browsers = createBrowsers({ platform: 'linux', env, home: at, exists: existsSync });
    expect(await browsers.open('firefox', ADDRESS, nothing)).toBe(false);
  });

  const started = (script: string) => {
    const at = fake(script);
    chmodSync(join(at, 'bin/firefox'), 0o755);
    return createBrowsers({ platform: 'linux', env: { PATH: join(at, 'bin') }, home: at, exists: existsSync });
  };

  it('returns true for a browser that starts', async () => {
    let givenUp = 0;
    const browsers = started('#!/bin/sh\n: > "$0.done"\n');
    expect(await browsers.open('firefox', ADDRESS, () => (givenUp += 1))).toBe(true);
    // The folder must not be removed before the shell has read the script in it.
    await expect.poll(() => existsSync(join(folder ?? '', 'bin/firefox.done'))).toBe(true);
    expect(givenUp).toBe(0);
  });

  it('reports a browser that starts and gives up', async () => {
    const givenUp = Promise.withResolvers<void>();
    expect(await started('#!/bin/sh\nexit 1\n').open('firefox', ADDRESS, givenUp.resolve)).toBe(true);
    await givenUp.promise;
  });
});
