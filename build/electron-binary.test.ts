import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary } from './electron-binary.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder-electron-'));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'package.json'), '{"version":"45.4.1"}');
});
afterEach(() => rmSync(folder, { recursive: true }));

const unpack = (version: string) => {
  writeFileSync(join(folder, 'path.txt'), 'electron');
  writeFileSync(join(folder, 'dist/version'), version);
  writeFileSync(join(folder, 'dist/electron'), '');
};

describe('electronBinary', () => {
  it('is null where no binary is unpacked', () => {
    expect(electronBinary({}, folder)).toBeNull();
  });

  it('is the unpacked executable of the installed version', () => {
    unpack('45.4.1');
    expect(electronBinary({}, folder)).toBe(join(folder, 'dist/electron'));
    unpack('45.4.0');
    expect(electronBinary({}, folder)).toBeNull();
  });

  it('may be in another folder', () => {
    const elsewhere = join(folder, 'elsewhere');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: elsewhere };
    expect(electronBinary(env, folder)).toBeNull();
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'electron'), '');
    expect(electronBinary(env, folder)).toBe(join(elsewhere, 'electron'));
  });
});
