import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeFolder } from '../../test/remove-folder.ts';
import { userFiles } from './user-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'user-files-'));
});
afterEach(() => removeFolder(folder));

function made(name: string, make: (path: string) => unknown): string {
  const path = join(folder, name);
  make(path);
  return path;
}
const bytes = (text: string) => new TextEncoder().encode(text);

describe('reading', () => {
  it('reads any part of an ordinary file', async () => {
    const path = join(folder, 'Bild.png');
    writeFileSync(path, 'abcdef');
    const file = await userFiles.open(path);
    expect([file.name, file.size]).toEqual(['Bild.png', 6]);
    expect(new TextDecoder().decode(await file.read(2, 3))).toBe('cde');
    await file.close();
  });

  it.runIf(process.platform !== 'win32').each([
    ['a folder', () => folder],
    ['nothing', () => join(folder, 'weg')],
    ['a link', () => made('link', (path) => symlinkSync('/etc/hosts', path))],
    ['a device', () => '/dev/zero'],
    ['a pipe', () => made('pipe', (path) => execFileSync('mkfifo', [path]))],
    ['an empty path', () => ''],
    ['a path with a zero byte', () => `${folder}/a\0b`],
  ])('refuses %s', async (_what, path) => {
    await expect(userFiles.open(path())).rejects.toMatchObject({ code: 'file-unusable' });
  });

  it.each([
    ['longer', 'abcdefgh'],
    ['shorter', 'a'],
  ])('notices that the file has become %s', async (_what, content) => {
    const path = join(folder, 'Film.mp4');
    writeFileSync(path, 'abcdef');
    const file = await userFiles.open(path);
    writeFileSync(path, content);
    await expect(file.read(0, 6)).rejects.toMatchObject({ code: 'file-changed' });
    await file.close();
  });
});

describe('saving', () => {
  it('puts the whole file in its place, over another one, and never executable', async () => {
    const path = join(folder, 'Plan.pdf');
    writeFileSync(path, 'alt', { mode: 0o777 });
    const saved = await userFiles.save(path);
    await saved.write(bytes('neu '));
    expect(readFileSync(path, 'utf8')).toBe('alt');
    await saved.write(bytes('ganz'));
    await saved.finish();
    expect(readFileSync(path, 'utf8')).toBe('neu ganz');
    expect(statSync(path).mode & 0o111).toBe(0);
    expect(readdirSync(folder)).toEqual(['Plan.pdf']);
  });

  it('replaces a link, and not what it points to', async () => {
    const [target, link] = [join(folder, 'Ziel'), join(folder, 'Link')];
    writeFileSync(target, 'bleibt');
    symlinkSync(target, link);
    const saved = await userFiles.save(link);
    await saved.write(bytes('neu'));
    await saved.finish();
    expect([readFileSync(target, 'utf8'), readFileSync(link, 'utf8')]).toEqual(['bleibt', 'neu']);
  });

  it('leaves nothing behind when it is abandoned', async () => {
    const saved = await userFiles.save(join(folder, 'Plan.pdf'));
    await saved.write(bytes('halb'));
    await saved.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says that a place cannot be written, and leaves nothing behind', async () => {
    await expect(userFiles.save(join(folder, 'fehlt', 'Plan.pdf'))).rejects.toMatchObject({ code: 'file-not-written' });
    mkdirSync(join(folder, 'Ordner'));
    const saved = await userFiles.save(join(folder, 'Ordner'));
    await expect(saved.finish()).rejects.toMatchObject({ code: 'file-not-written' });
    await saved.abandon();
    expect(existsSync(join(folder, 'Ordner'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['Ordner']);
  });
});
