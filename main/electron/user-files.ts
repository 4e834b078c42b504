import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open as openFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileChanged, FileNotWritten, FileUnusable } from '../core/errors.ts';
import type { FileBeingSaved, OpenedFile, UserFiles } from '../core/ports.ts';

/**
 * O_NOFOLLOW refuses a link that takes the file's place after the look at it; O_NONBLOCK keeps a pipe from holding up
 * the app. Windows has neither and ignores them.
 */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
/** Marks a file as one from the internet. Source: Microsoft's [MS-FSCC], 5.6.1 "Zone.Identifier Stream Name". */
const FROM_INTERNET = '[ZoneTransfer]\r\nZoneId=3\r\n';

/** The user's files, on the disk. */
export const userFiles: UserFiles = { open, save };

async function open(path: string): Promise<OpenedFile> {
  let handle: FileHandle | null = null;
  try {
    const seen = await lstat(path);
    if (!seen.isFile()) throw new FileUnusable('no ordinary file');
    handle = await openFile(path, READ);
    const opened = await handle.stat();
    if (!opened.isFile() || opened.ino !== seen.ino) throw new FileUnusable('another file');
    return reading(handle, basename(path), opened);
  } catch (error) {
    await handle?.close().catch(() => {});
    throw error instanceof FileUnusable ? error : new FileUnusable(codeOf(error));
  }
}

const reading = (handle: FileHandle, name: string, { size, mtimeMs }: Stats): OpenedFile => ({
  name,
  size,
  async read(offset, length) {
    try {
      const now = await handle.stat();
      if (now.size !== size || now.mtimeMs !== mtimeMs) throw new FileChanged('another size or time');
      const bytes = new Uint8Array(length);
      for (let filled = 0; filled < length; ) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) throw new FileChanged('shorter');
        filled += bytesRead;
      }
      return bytes;
    } catch (error) {
      throw error instanceof FileChanged ? error : new FileUnusable(codeOf(error));
    }
  },
  close: () => handle.close().catch(() => {}),
});

/**
 * The bytes go to a new file beside the target, which takes its place at the end: a file that is there stays whole until
 * then. The new file can never be executed.
 */
async function save(path: string): Promise<FileBeingSaved> {
  const part = join(dirname(path), `.${randomBytes(8).toString('hex')}.part`);
  const handle = await attempt(openFile(part, 'wx', 0o644));
  const abandon = async (): Promise<void> => {
    await handle.close().catch(() => {});
    await rm(part, { force: true }).catch(() => {});
  };
  return {
    write: (bytes) => attempt(handle.writeFile(bytes)),
    async finish() {
      await attempt(handle.sync());
      await attempt(handle.close());
      // File systems without alternate streams (FAT) refuse it: the file is still the user's.
      if (process.platform === 'win32') await writeFile(`${part}:Zone.Identifier`, FROM_INTERNET).catch(() => {});
      await attempt(rename(part, path));
    },
    abandon,
  };
}

async function attempt<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new FileNotWritten(codeOf(error));
  }
}

/** What may be logged of an error of the file system: never its message, which names the path. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
