import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.mjs';

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
  it('takes the variable first, and says when it names nothing', () => {
    const own = file('own/chrome');
    file('bin/chromium');
    expect(find({ CHROMIUM: own, PATH: join(folder, 'bin') })).toBe(own);
    expect(() => find({ CHROMIUM: join(folder, 'gone') })).toThrow('does not exist');
  });

  it('looks through PATH', () => {
    const chrome = file('second/google-chrome');
    expect(find({ PATH: [join(folder, 'first'), join(folder, 'second')].join(delimiter) })).toBe(chrome);
  });

  it("takes the newest of Playwright's cache, wherever that is, and no headless shell", () => {
    file('.cache/ms-playwright/chromium-999/chrome-linux/chrome');
    file('.cache/ms-playwright/chromium_headless_shell-1300/chrome-linux/headless_shell');
    const newest = file('.cache/ms-playwright/chromium-1200/chrome-linux64/chrome');
    expect(find({})).toBe(newest);
    const moved = file('moved/chromium-1/chrome-linux/chrome');
    expect(find({ PLAYWRIGHT_BROWSERS_PATH: join(folder, 'moved') })).toBe(moved);
  });

  it('finds nothing on a bare machine', () => {
    expect(find({})).toBeNull();
  });
});
