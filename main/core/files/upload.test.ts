import { describe, expect, it } from 'vitest';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { FileRefused, ServerError, TooManyAttempts, Unreachable } from '../errors.ts';
import { type FilesApi, FileThere, FolderMissing, type Path, type Remote } from '../nextcloud/files-api.ts';
import type { OpenedFile } from '../ports.ts';
import { createHalfUploads } from './half-uploads.ts';
import { createUpload } from './upload.ts';

const MIB = 1024 * 1024;
const LOCKED = new ServerError('status 423', 423);

/** A server that does what it is asked, and then answers what the test wants. */
function createServer() {
  const files = new Map<string, Remote>();
  const uploads = new Map<string, number>();
  /** What becomes of the next answers to PUT and MOVE, after the work is done. */
  const answers: (Error | null)[] = [];
  /** How many requests to put chunks together are refused before the server has done so. */
  const server = { files, uploads, answers, chunks: 0, stillWorking: 0 };
  const at = (path: Path): string => path.join('/');
  function answer<T>(value: T): T {
    const wrong = answers.shift();
    if (wrong) throw wrong;
    return value;
  }
  const api: FilesApi = {
    space: async () => Number.POSITIVE_INFINITY,
    makeFolder: async () => {},
    look: async (path) => files.get(at(path)) ?? null,
    async put(path, bytes, { checksum }) {
      if (files.has(at(path))) throw new FileThere('412');
      files.set(at(path), { size: bytes.length, checksum });
      return answer('created');
    },
    beginUpload: async (id) => void uploads.set(id, 0),
    async putChunk({ id }, _name, bytes) {
      server.chunks += 1;
      uploads.set(id, (uploads.get(id) ?? 0) + bytes.length);
    },
    async finishUpload(id, to) {
      const size = uploads.get(id);
      if (server.stillWorking > 0) {
        server.stillWorking -= 1;
        if (server.stillWorking === 0) {
          files.set(at(to), { size: size ?? 0, checksum: null });
          uploads.delete(id);
        }
        throw answers.shift() ?? LOCKED;
      }
      if (size === undefined) throw new FolderMissing('404');
      if (files.has(at(to))) throw new FileThere('412');
      files.set(at(to), { size, checksum: null });
      uploads.delete(id);
      answer(null);
    },
    hasUpload: async (id) => uploads.has(id),
    abortUpload: async (id) => void uploads.delete(id),
    remove: async (path) => void files.delete(at(path)),
    share: async () => null,
    unshare: async () => {},
    load: async () => {},
  };
  return { ...server, server, api };
}

const fileOf = (size: number): OpenedFile => ({
  name: 'Bild.png',
  size,
  read: async (_offset, length) => new Uint8Array(length),
  close: async () => {},
});

function createPc(size: number) {
  const { api, server } = createServer();
  const half = new Set<string>();
  const upload = createUpload({
    api,
    file: fileOf(size),
    name: 'Bild.png',
    folder: ['Talk'],
    id: 'talkmelder-1',
    onHalf: (id, isThere) => void (isThere ? half.add(id) : half.delete(id)),
    onProgress: () => {},
  });
  const run = (signal = new AbortController().signal) => upload.run(signal);
  return { api, server, upload, run, half };
}

describe('a proxy gives up although the server has stored the file', () => {
  it.each([
    ['504', new ServerError('status 504', 504)],
    ['502', new ServerError('status 502', 502)],
    ['429', new TooManyAttempts('429', null)],
  ])('%s after a small file: the next attempt finds it', async (_what, wrong) => {
    const { server, run } = createPc(5_000);
    server.answers.push(wrong);
    await expect(run()).rejects.toBe(wrong);
    expect(await run()).toEqual({ path: ['Talk', 'Bild.png'], ours: true });
    expect([...server.files.keys()]).toEqual(['Talk/Bild.png']);
  });

  it('after a small file: cancelling deletes it', async () => {
    const { server, run, upload } = createPc(5_000);
    server.answers.push(new ServerError('status 504', 504));
    await expect(run()).rejects.toThrow();
    await upload.undo();
    expect(server.files.size).toBe(0);
  });

  it('while the chunks are put together: the next attempt finds the file, and sends nothing again', async () => {
    const { server, run, half } = createPc(22 * MIB);
    server.answers.push(new ServerError('status 504', 504));
    await expect(run()).rejects.toThrow();
    expect(await run()).toEqual({ path: ['Talk', 'Bild.png'], ours: true });
    expect([[...server.files.keys()], server.chunks, half.size]).toEqual([['Talk/Bild.png'], 5, 0]);
  });

  it('and the server goes on to put the chunks together meanwhile: the file is found at last', async () => {
    const { server, run } = createPc(22 * MIB);
    server.stillWorking = 3;
    server.answers.push(new ServerError('status 504', 504));
    for (const _attempt of [1, 2, 3]) await expect(run()).rejects.toThrow();
    expect(await run()).toEqual({ path: ['Talk', 'Bild.png'], ours: true });
    expect([[...server.files.keys()], server.chunks]).toEqual([['Talk/Bild.png'], 5]);
  });

  it('while the chunks are put together: cancelling deletes the file', async () => {
    const { server, run, upload } = createPc(22 * MIB);
    server.answers.push(new ServerError('status 504', 504));
    await expect(run()).rejects.toThrow();
    await upload.undo();
    expect([server.files.size, server.uploads.size]).toEqual([0, 0]);
  });
});

it('an account that ends while the server looks for a free name: nothing is begun, and nothing noted', async () => {
  const { api, server, run, half } = createPc(22 * MIB);
  const stop = new AbortController();
  api.look = async () => {
    stop.abort();
    return null;
  };
  await expect(run(stop.signal)).rejects.toThrow(Unreachable);
  expect([half.size, server.uploads.size]).toEqual([0, 0]);
});

it('an account that has ended: what is still being cleaned up is not stored', () => {
  const settings = createFakeSettings();
  const half = createHalfUploads(settings, 'alice');
  for (const id of ['talkmelder-1', 'talkmelder-2']) half.note(id, true);
  half.end();
  expect(createHalfUploads(settings, 'alice').clear()).toBe(true);
  half.note('talkmelder-1', false);
  expect([...settings.documents.keys()]).toEqual([]);
});

it('a refusal of Nextcloud itself leaves nothing open', async () => {
  const { server, run, upload } = createPc(5_000);
  server.files.set('Talk/Bild.png', { size: 5_000, checksum: null });
  server.answers.push(new FileRefused('403'));
  await expect(run()).rejects.toThrow(FileRefused);
  server.files.delete('Talk/Bild (2).png');
  await upload.undo();
  expect([...server.files.keys()]).toEqual(['Talk/Bild.png']);
});
