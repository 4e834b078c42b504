import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { layKeytar } from './before-pack.ts';
import { binaryKind } from './binary-kind.ts';
import { headerFor } from './check/stand-in.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'talkmelder-keytar-'));
  mkdirSync(join(root, 'node_modules/keytar/build/Release'), { recursive: true });
  writeFileSync(join(root, 'node_modules/keytar/build/Release/keytar.node'), headerFor('linux', 'x64'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const laid = (place: string): string | null => binaryKind(readFileSync(join(root, 'out/keytar', place, 'keytar.node')));

it('the header of a binary tells the system and the processor', () => {
  for (const platform of ['linux', 'win32', 'darwin'] as const)
    for (const arch of ['x64', 'arm64'] as const)
      expect(binaryKind(headerFor(platform, arch))).toBe(`${platform}-${arch}`);
  expect(binaryKind(readFileSync(process.execPath))).toBe(`${process.platform}-${process.arch}`);
  expect(binaryKind(new Uint8Array())).toBeNull();
  expect(binaryKind(Buffer.from('#!/bin/sh\n'.repeat(20)))).toBeNull();
});

it('keytar’s own binary is taken for the machine that it is for', () => {
  layKeytar(root, 'linux', 'x64', undefined);
  expect(laid('linux-x64')).toBe('linux-x64');
});

it('a binary for another machine never gets into an installer: the build stops, and says what to do', () => {
  expect(() => layKeytar(root, 'win32', 'x64', undefined)).toThrow(
    /^keytar's binary for win32-x64 is missing: .* keytar-win32-x64\.node in TALKMELDER_KEYTAR_FOLDER/,
  );
  // The name alone proves nothing.
  writeFileSync(join(root, 'keytar-win32-x64.node'), headerFor('win32', 'arm64'));
  expect(() => layKeytar(root, 'win32', 'x64', root)).toThrow('missing');
});

it('binaries for other machines come from the folder that is named', () => {
  writeFileSync(join(root, 'keytar-darwin-arm64.node'), headerFor('darwin', 'arm64'));
  layKeytar(root, 'darwin', 'arm64', root);
  expect(laid('mac-arm64')).toBe('darwin-arm64');
});
