import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFor, isNewer, LARGEST_UPDATE, readFeed } from './update-feed.ts';

const SHA = `${'A'.repeat(86)}==`;
const file = (url: string, change: object = {}) => ({ url, sha512: SHA, size: 1_000, ...change });

describe('a feed', () => {
  it('gives version, notes and files', () => {
    const files = [file('Talkmelder-Setup-0.2.0-x64.exe')];
    expect(readFeed({ version: '0.2.0', files, releaseNotes: 'New: a bell.', path: 'x', other: 1 })).toEqual({
      version: '0.2.0',
      notes: 'New: a bell.',
      files,
    });
  });

  it.each([
    ['nothing', undefined],
    ['a page of a hotel', '<html>Welcome</html>'],
    ['no version', { files: [] }],
    ['a pre-release', { version: '0.2.0-beta.1', files: [] }],
    ['another kind of version', { version: 'latest', files: [] }],
    ['a number as version', { version: 0.2, files: [] }],
    ['a version without an end', { version: `0.2.${'9'.repeat(100)}`, files: [] }],
    ['no files', { version: '0.2.0' }],
    ['more files than a release has', { version: '0.2.0', files: Array.from({ length: 51 }, () => file('a.exe')) }],
  ])('is none: %s', (_what, content) => {
    expect(readFeed(content)).toBeNull();
  });

  it.each([
    ['a path upwards', file('../../evil.exe')],
    ['a path upwards for Windows', file('..\\evil.exe')],
    ['an absolute path', file('/evil.exe')],
    ['another server', file('https://evil.example/Talkmelder.exe')],
    ['another server without a scheme', file('//evil.example/Talkmelder.exe')],
    ['a hidden path', file('%2e%2e%2fevil.exe')],
    ['a name that PowerShell would read', file("a';calc;'.exe")],
    ['a hidden file', file('.exe')],
    ['a drive', file('C:evil.exe')],
    ['no checksum', { url: 'a.exe', size: 1 }],
    ['a short checksum', file('a.exe', { sha512: 'AAAA' })],
    ['a checksum of zeros in hex', file('a.exe', { sha512: '0'.repeat(128) })],
    ['no bytes', file('a.exe', { size: 0 })],
    ['a negative size', file('a.exe', { size: -1 })],
    ['too many bytes', file('a.exe', { size: LARGEST_UPDATE + 1 })],
  ])('does not offer a file with %s', (_what, odd) => {
    expect(readFeed({ version: '0.2.0', files: [odd, file('good.exe')] })?.files).toEqual([file('good.exe')]);
  });

  it('shows notes as short, plain text', () => {
    const notes = `a\u202Eb\u0000c${'x'.repeat(5_000)}`;
    const shown = readFeed({ version: '0.2.0', files: [], releaseNotes: notes })?.notes ?? '';
    expect(shown.length).toBeLessThanOrEqual(1_000);
    expect(shown.startsWith('abc')).toBe(true);
    expect(readFeed({ version: '0.2.0', files: [], releaseNotes: ['a'] })?.notes).toBeNull();
  });
});

describe('the file for a computer', () => {
  const release = (...names: string[]) => ({ version: '0.2.0', notes: null, files: names.map((name) => file(name)) });

  it.each([
    ['x64', ['T-0.2.0-arm64.exe', 'T-0.2.0-x64.exe'], 'T-0.2.0-x64.exe'],
    ['arm64', ['T-0.2.0-x64.exe', 'T-0.2.0-arm64.exe'], 'T-0.2.0-arm64.exe'],
    ['arm64', ['T-0.2.0-x64.exe'], null],
    ['arm64', ['T-0.2.0-universal.exe'], 'T-0.2.0-universal.exe'],
    ['x64', ['T-0.2.0.exe'], 'T-0.2.0.exe'],
    ['x64', ['T-0.2.0-x64.zip'], null],
    ['x64', [], null],
  ])('%s of %j: %s', (processor, names, wanted) => {
    expect(fileFor(release(...names), '.exe', processor)?.url ?? null).toBe(wanted);
  });
});

describe('a version', () => {
  it.each([
    ['0.2.0', '0.1.0', true],
    ['0.1.10', '0.1.9', true],
    ['1.0.0', '0.99.99', true],
    ['0.1.0', '0.1.0', false],
    ['0.0.9', '0.1.0', false],
    ['0.1.0', '0.1.0-beta.1', true],
    ['0.1.0-beta.2', '0.1.0', false],
    ['rubbish', '0.1.0', false],
    ['0.2.0', 'rubbish', false],
  ])('%s is newer than %s: %s', (offered, running, expected) => {
    expect(isNewer(offered, running)).toBe(expected);
  });

  it('is never newer than one that is newer than it', () => {
    const part = fc.integer({ min: 0, max: 20 });
    const version = fc.tuple(part, part, part).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(isNewer(one, other) && isNewer(other, one)).toBe(false);
        expect(isNewer(one, other) || isNewer(other, one)).toBe(one !== other);
      }),
    );
  });
});
