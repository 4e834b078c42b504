import { FileChanged, FileNotWritten, FileUnusable } from '../../main/core/errors.ts';
import type { FileBeingSaved, OpenedFile, UserFiles } from '../../main/core/ports.ts';

/** Files of the user in memory, by their path. */
export function createFakeUserFiles() {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** What the app has saved, by path. */
  const saved = new Map<string, Uint8Array<ArrayBuffer>>();
  const unfinished = new Set<string>();
  let openCount = 0;
  let isDiskFull = false;

  async function open(path: string): Promise<OpenedFile> {
    const bytes = files.get(path);
    if (!bytes) throw new FileUnusable('no such file');
    openCount += 1;
    let isOpen = true;
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      size: bytes.byteLength,
      async read(offset, length) {
        if (files.get(path) !== bytes) throw new FileChanged('another file');
        return bytes.slice(offset, offset + length);
      },
      async close() {
        if (isOpen) openCount -= 1;
        isOpen = false;
      },
    };
  }

  async function save(path: string): Promise<FileBeingSaved> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    unfinished.add(path);
    return {
      async write(bytes) {
        if (isDiskFull) throw new FileNotWritten('the disk is full');
        parts.push(bytes);
      },
      async finish() {
        unfinished.delete(path);
        saved.set(path, new Uint8Array(Buffer.concat(parts)));
      },
      async abandon() {
        unfinished.delete(path);
      },
    };
  }

  return {
    open,
    save,
    files,
    saved,
    unfinished,
    /** How many files the app holds open. */
    openCount: (): number => openCount,
    fillDisk(): void {
      isDiskFull = true;
    },
    /** Adds a file of so many bytes, which differ from those of others. */
    add(path: string, size: number, seed = 7): void {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 997) bytes[at] = (at * seed) % 251;
      files.set(path, bytes);
    },
  } satisfies UserFiles & Record<string, unknown>;
}
