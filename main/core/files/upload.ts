import { FileRefused, FileTooLarge, NoSpace, ServerError, SessionEnded, Unreachable } from '../errors.ts';
import { type FilesApi, FileThere, FolderMissing, type Path } from '../nextcloud/files-api.ts';
import type { OpenedFile } from '../ports.ts';
import { type Chunk, chunksOf } from './chunk-plan.ts';
import { numbered } from './names.ts';

/** So many files of the same name and its numbers are tried. */
const MOST_NAMES = 500;
/** A server that loses an upload this often does not keep it at all. */
const MOST_LOSSES = 3;
/** With these, the server or a proxy says that it has stored nothing. */
const REFUSALS = [FileRefused, FileTooLarge, NoSpace, SessionEnded, FileThere, FolderMissing];

export interface UploadOptions {
  api: FilesApi;
  file: OpenedFile;
  /** The name that the file should have. */
  name: string;
  folder: Path;
  /** A name for the upload in chunks that no other upload has. */
  id: string;
  /** The upload in chunks is on the server from now on, or no longer. */
  onHalf: (id: string, isThere: boolean) => void;
  /** @param bytes of this file that have arrived */
  onProgress: (bytes: number) => void;
}

/** A file that the server has. */
export interface Uploaded {
  path: Path;
  /** This upload has made the file, so that undoing may delete it. */
  ours: boolean;
}

export type Upload = ReturnType<typeof createUpload>;

/**
 * One file on its way to the server. `run` goes on where the last run has ended: a run ends when the file has arrived,
 * when the user pauses it, and at each failure. The caller decides whether and when to run again.
 */
export function createUpload({ api, file, name, folder, id, onHalf, onProgress }: UploadOptions) {
  const chunks = chunksOf(file.size);
  let number = 1;
  let isRoomChecked = false;
  /** The upload in chunks has begun on the server. */
  let hasBegun = false;
  /** It has begun, or may have: the answer may have been lost. */
  let isHalf = false;
  /** How many chunks have arrived. */
  let arrived = 0;
  let losses = 0;
  /** There was no answer, or one of a proxy, while the server may have put the file in its place. */
  let isUnclear = false;
  let checksum: string | null = null;
  let result: Uploaded | null = null;

  const path = (): Path => [...folder, numbered(name, number)];

  function takeNextName(): void {
    number += 1;
    if (number > MOST_NAMES) throw new ServerError('no name is free', 412);
  }

  /** Makes the folder if it is missing, and finds out whether the file fits. @throws NoSpace */
  async function makeRoom(): Promise<void> {
    let free = await api.space(folder);
    if (free === null) {
      await makeFolders();
      free = await api.space(folder);
    }
    if (free !== null && free < file.size) throw new NoSpace('the quota says so');
    isRoomChecked = true;
  }

  async function makeFolders(): Promise<void> {
    for (let depth = 1; depth <= folder.length; depth += 1) await api.makeFolder(folder.slice(0, depth));
  }

  /** Marks the time in which a missing answer leaves open what the server has done. */
  async function deciding<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!REFUSALS.some((kind) => error instanceof kind)) isUnclear = true;
      throw error;
    }
  }

  async function whole(signal: AbortSignal): Promise<Uploaded> {
    const bytes = await file.read(0, file.size);
    checksum ??= await sha256(bytes);
    const stated = checksum;
    if (isUnclear) {
      const there = await api.look(path());
      isUnclear = false;
      if (there !== null && there.size === file.size && there.checksum === stated) return { path: path(), ours: true };
    }
    for (;;) {
      try {
        const outcome = await deciding(() => api.put(path(), bytes, { checksum: stated, signal }));
        return { path: path(), ours: outcome === 'created' };
      } catch (error) {
        if (!(error instanceof FileThere)) throw error;
        takeNextName();
      }
    }
  }

  async function takeFreeName(): Promise<void> {
    while ((await api.look(path())) !== null) takeNextName();
  }

  async function begin(signal: AbortSignal): Promise<void> {
    await takeFreeName();
    if (signal.aborted) throw new Unreachable('stopped');
    setHalf(true);
    try {
      await api.beginUpload(id, path());
    } catch (error) {
      // An earlier attempt whose answer was lost has begun it.
      if (!(await api.hasUpload(id).catch(() => false))) throw error;
    }
    hasBegun = true;
  }

  function setHalf(half: boolean): void {
    if (isHalf !== half) onHalf(id, half);
    isHalf = half;
    if (!half) hasBegun = false;
  }

  async function sendChunks(all: readonly Chunk[], signal: AbortSignal): Promise<void> {
    for (const chunk of all.slice(arrived)) {
      if (signal.aborted) throw new Unreachable('stopped');
      const bytes = await file.read(chunk.offset, chunk.length);
      await api.putChunk({ id, to: path(), total: file.size, signal }, chunk.name, bytes);
      arrived += 1;
      onProgress(chunk.offset + chunk.length);
    }
  }

  /** Whether an earlier attempt to put the file together has succeeded although its answer was lost. */
  async function hasArrived(): Promise<boolean> {
    // While the upload is there, the server may still be putting it together.
    if (!isUnclear || (await api.hasUpload(id))) return false;
    const there = await api.look(path());
    isUnclear = false;
    return there?.size === file.size;
  }

  async function inChunks(all: readonly Chunk[], signal: AbortSignal): Promise<Uploaded> {
    for (;;) {
      try {
        if (await hasArrived()) break;
        if (!hasBegun) await begin(signal);
        await sendChunks(all, signal);
        // The file must still be the one whose chunks have been sent.
        await file.read(0, 0);
        await deciding(() => api.finishUpload(id, path(), file.size, signal));
        break;
      } catch (error) {
        if (error instanceof FolderMissing && (await hasArrived())) break;
        if (error instanceof FileThere) await takeFreeName();
        else if (error instanceof FolderMissing) startOver(error);
        else throw error;
      }
    }
    setHalf(false);
    return { path: path(), ours: true };
  }

  /** The server has lost the upload, or parts of it. @throws the error when that goes on */
  function startOver(error: FolderMissing): void {
    losses += 1;
    if (losses > MOST_LOSSES) throw error;
    hasBegun = false;
    isUnclear = false;
    arrived = 0;
    onProgress(0);
  }

  return {
    /** @throws the errors of a request; `Unreachable` when the signal has ended the run */
    async run(signal: AbortSignal): Promise<Uploaded> {
      if (result) return result;
      if (!isRoomChecked) await makeRoom();
      try {
        result = chunks === null ? await whole(signal) : await inChunks(chunks, signal);
      } catch (error) {
        // The folder has gone in the meantime.
        if (error instanceof FolderMissing) isRoomChecked = false;
        throw error;
      }
      onProgress(file.size);
      return result;
    },
    /**
     * Removes from the server what this upload has left there. Never rejects for something that is not there.
     * @throws the errors of a request
     */
    async undo(): Promise<void> {
      if (result?.ours) await api.remove(result.path);
      else if (chunks === null && isUnclear) await removeIfOurs();
      else if (isHalf && (await hasArrived())) await api.remove(path());
      else if (isHalf) await api.abortUpload(id);
      setHalf(false);
    },
  };

  async function removeIfOurs(): Promise<void> {
    const there = await api.look(path());
    if (there !== null && there.size === file.size && there.checksum === checksum) await api.remove(path());
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `SHA256:${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}
