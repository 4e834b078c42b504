import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { FeedFile } from '../../core/model/update-feed.ts';
import { LARGEST_UPDATE } from '../../core/model/update-feed.ts';
import { type Fetch, UpdateFailed } from '../../core/ports.ts';

/** A feed with its notes has some kilobytes. */
const LARGEST_FEED = 64 * 1024;
const MOST_REDIRECTS = 5;

/** How long the files may take, in milliseconds. */
export interface Patience {
  /** The whole feed. */
  feed: number;
  /** The next bytes of a download. */
  silence: number;
  /** A whole download, also over a slow line. */
  download: number;
}
export const PATIENCE: Patience = { feed: 30_000, silence: 60_000, download: 4 * 3_600_000 };

/** GitHub keeps the files of its releases on these servers. */
const GITHUB_FILES = /\.githubusercontent\.com$/;

/**
 * Whether the files of a feed may come from there: from the feed's own server over https, and for GitHub from the
 * servers that it keeps files on.
 */
export function isTrustedPlace(place: URL, feed: URL): boolean {
  if (place.protocol !== 'https:' || place.username !== '' || place.password !== '') return false;
  return place.host === feed.host || (feed.host === 'github.com' && GITHUB_FILES.test(place.host));
}

/** Requests files of the feed. `patience` is shorter in tests. */
export function createUpdateFiles(fetch: Fetch, folder: URL, userAgent: string, patience: Patience = PATIENCE) {
  /** @throws UpdateFailed */
  async function ask(file: string, signal: AbortSignal): Promise<Response> {
    let place = new URL(file, folder);
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      if (!isTrustedPlace(place, folder)) throw new UpdateFailed('redirected', `to ${place.protocol}//${place.host}`);
      const response = await fetch(place.href, {
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        headers: { 'User-Agent': userAgent },
        signal,
      });
      const target = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || target === null) return answered(response);
      await response.body?.cancel();
      const next = URL.parse(target, place);
      if (next === null) throw new UpdateFailed('redirected', 'to no address');
      place = next;
    }
    throw new UpdateFailed('redirected', 'in a circle');
  }

  return {
    /** Returns the text of a small file. @throws UpdateFailed */
    async text(file: string): Promise<string> {
      const chunks: Uint8Array[] = [];
      await follow(patience.feed, async (signal) => {
        const response = await ask(file, signal);
        for await (const chunk of limited(response, LARGEST_FEED)) chunks.push(chunk);
      });
      return new TextDecoder().decode(Buffer.concat(chunks));
    },
    /**
     * Writes a file of the feed to this path. Of a file that is not whole, nothing stays. @throws UpdateFailed
     */
    async save({ url, sha512, size }: FeedFile, path: string, onProgress: (percent: number) => void): Promise<void> {
      try {
        await follow(patience.download, async (signal, abort) => {
          const response = await ask(url, signal);
          const most = size ?? LARGEST_UPDATE;
          const whole = size ?? Number(response.headers.get('content-length') ?? Number.NaN);
          const hash = createHash('sha512');
          let silence = setTimeout(abort, patience.silence);
          let got = 0;
          const handle = await stored(() => open(path, 'w'));
          try {
            for await (const chunk of limited(response, most)) {
              clearTimeout(silence);
              silence = setTimeout(abort, patience.silence);
              hash.update(chunk);
              await stored(() => handle.write(chunk));
              got += chunk.length;
              if (whole > 0) onProgress(Math.min(100, (got / whole) * 100));
            }
            await stored(() => handle.sync());
          } finally {
            clearTimeout(silence);
            await handle.close();
          }
          if (size !== undefined && got < size) throw new UpdateFailed('unreachable', 'the file ended early');
          if (hash.digest('base64') !== sha512) throw new UpdateFailed('damaged', 'the checksum does not fit');
        });
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },
  };
}

function answered(response: Response): Response {
  if (response.status === 200) return response;
  void response.body?.cancel();
  throw new UpdateFailed('unreachable', `status ${response.status}`);
}

/** Runs a request that ends after this long, and says what went wrong in the words of updates. */
async function follow(ms: number, run: (signal: AbortSignal, abort: () => void) => Promise<void>): Promise<void> {
  const control = new AbortController();
  const abort = (): void => control.abort(new UpdateFailed('unreachable', 'no end'));
  const limit = setTimeout(abort, ms);
  const ended = new Promise<never>((_resolve, reject) => {
    control.signal.addEventListener('abort', () => reject(control.signal.reason), { once: true });
  });
  try {
    // A body may go on to wait although its request is aborted.
    await Promise.race([run(control.signal, abort), ended]);
  } catch (error) {
    if (error instanceof UpdateFailed) throw error;
    throw new UpdateFailed('unreachable', error instanceof Error ? error.name : typeof error);
  } finally {
    clearTimeout(limit);
    // Ends what is still under way, and does nothing to a request that is over.
    control.abort();
  }
}

async function* limited(response: Response, most: number): AsyncGenerator<Uint8Array> {
  let got = 0;
  for await (const chunk of response.body ?? []) {
    got += chunk.length;
    if (got > most) throw new UpdateFailed('too-large', `more than ${most} bytes`);
    yield chunk;
  }
}

/** A full disk is not the server's fault. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UpdateFailed('not-stored', code);
  }
}
