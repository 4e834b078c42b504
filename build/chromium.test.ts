import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, installCommand } from './chromium.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (path: string): string => {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, '');
  return full;
};
const find = (env: NodeJS.ProcessEnv) => findChromium(env, 'linux', folder);

describe('findChromium', () => {
  it('takes the file that CHROMIUM names first, and throws when it is missing', () => {
    const own = file('own/chrome');
    file('bin/chromium');
    expect(find({ CHROMIUM: own, PATH: join(folder, 'bin') })).toBe(own);
    expect(() => find({ CHROMIUM: join(folder, 'gone') })).toThrow('does not exist');
  });

  it('looks through PATH', () => {
    const chrome = file('second/google-chrome');
    expect(find({ PATH: [join(folder, 'first'), join(folder, 'second')].join(delimiter) })).toBe(chrome);
  });

  it("takes the newest browser in Playwright's cache, wherever the cache is, but no headless shell", () => {
    file('.cache/ms-playwright/chromium-999/chrome-linux/chrome');
    file('.cache/ms-playwright/chromium_headless_shell-1300/chrome-linux/headless_shell');
    const newest = file('.cache/ms-playwright/chromium-1200/chrome-linux64/chrome');
    expect(find({})).toBe(newest);
    const moved = file('moved/chromium-1/chrome-linux/chrome');
    expect(find({ PLAYWRIGHT_BROWSERS_PATH: join(folder, 'moved') })).toBe(moved);
  });

  it('searches the usual places of Chrome and Edge on Windows and macOS', () => {
    const edge = file('Program Files (x86)/Microsoft/Edge/Application/msedge.exe');
    const windows = (env: NodeJS.ProcessEnv) => findChromium({ PATH: '', ...env }, 'win32', folder);
    expect(windows({ 'ProgramFiles(x86)': join(folder, 'Program Files (x86)') })).toBe(edge);
    const chrome = file('Local/Google/Chrome/Application/chrome.exe');
    const both = { 'ProgramFiles(x86)': join(folder, 'Program Files (x86)'), LOCALAPPDATA: join(folder, 'Local') };
    expect(windows(both)).toBe(chrome);
    expect(windows({})).toBeNull();
    const mac = file('Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge');
    expect(findChromium({ PATH: '' }, 'darwin', folder)).toBe(mac);
  });

  it("skips Ubuntu's command, which starts a snap", () => {
    const wrapper = file('bin/chromium-browser');
    writeFileSync(wrapper, '#!/bin/sh\nexec /snap/bin/chromium "$@"\n');
    const env = { PATH: [join(folder, 'bin'), join(folder, 'second')].join(delimiter) };
    expect(find(env)).toBeNull();
    const chrome = file('second/google-chrome');
    writeFileSync(chrome, '#!/bin/bash\nexec /opt/google/chrome/chrome "$@"\n');
    expect(find(env)).toBe(chrome);
  });

  it('names the command that installs a Chromium', () => {
    expect(installCommand('linux')).toBe('npx playwright-core install --with-deps chromium');
    expect(installCommand('win32')).toBe('npx playwright-core install chromium');
  });

  it('finds nothing on a bare machine', () => {
    expect(find({})).toBeNull();
  });
});
