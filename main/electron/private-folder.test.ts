import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';
import { makePrivateFolder } from './private-folder.ts';

let above: string;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'private-'));
});
afterEach(() => rmSync(above, { recursive: true }));

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

// Windows has no modes.
describe.skipIf(process.platform === 'win32')('a folder for this user only', () => {
  it('is private whatever the umask says', () => {
    const before = process.umask(0);
    try {
      makePrivateFolder(join(above, 'cursors'));
      process.umask(0o277);
      makePrivateFolder(join(above, 'logs'));
    } finally {
      process.umask(before);
    }
    expect([modeOf(join(above, 'cursors')), modeOf(join(above, 'logs'))]).toEqual(['700', '700']);
  });

  it.each([0o755, 0o777, 0o750, 0o500])(
    'becomes private and keeps its files when it had other modes before',
    (mode) => {
      const folder = join(above, 'logs');
      mkdirSync(folder);
      writeFileSync(join(folder, 'talkmelder.log'), 'x');
      chmodSync(folder, mode);
      makePrivateFolder(folder);
      expect(modeOf(folder)).toBe('700');
      expect(existsSync(join(folder, 'talkmelder.log'))).toBe(true);
    },
  );

  it('holds the log', () => {
    const folder = join(above, 'logs');
    mkdirSync(folder, { mode: 0o755 });
    createLogger(folder, false).info('ein Wort');
    expect(modeOf(folder)).toBe('700');
    expect(modeOf(join(folder, 'talkmelder.log'))).toBe('600');
  });
});
