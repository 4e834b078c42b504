import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DownloaderOptions, progressLine, resumingDownloader } from './electron-download.mjs';

const content = randomBytes(300_000);
const CUT = 100_000;

let folder: string;
let server: Server | undefined;
let ranges: (string | undefined)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder-download-'));
  ranges = [];
  breakAt = null;
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

/** Starts a server that answers as `answer` says, from the requested byte on. */
async function serve(answer: (response: ServerResponse, from: number, request: number) => void): Promise<string> {
  const onRequest = ({ headers }: IncomingMessage, response: ServerResponse): void => {
    ranges.push(headers.range);
    const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    answer(response, from, ranges.length);
  };
  const listening = createServer(onRequest);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/electron.zip`;
}

const head = (from: number, etag = '"a"') => ({
  etag,
  'content-length': content.length - from,
  ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
});

/** Breaks the connection when this many bytes are on the disk. */
let breakAt: (() => void) | null = null;
const watching = {
  tell: (done: number) => {
    if (done % CUT === 0) breakAt?.();
  },
  end() {},
};

/** Sends a third of the file, which arrives; then the connection breaks. */
function sendThird(response: ServerResponse, from: number): void {
  breakAt = () => response.destroy();
  response.writeHead(from > 0 ? 206 : 200, head(from));
  response.write(content.subarray(from, from + CUT));
}
const target = () => join(folder, 'cache', 'electron.zip');
const downloader = (options: Partial<DownloaderOptions> = {}) =>
  resumingDownloader({ folder: join(folder, 'parts'), progress: watching, ...options });

describe('the download of Electron', () => {
  it('continues where the connection broke', async () => {
    const url = await serve((response, from) => {
      if (from + CUT < content.length) return sendThird(response, from);
      response.writeHead(206, head(from));
      response.end(content.subarray(from));
    });
    await downloader().download(url, target());
    expect(readFileSync(target()).equals(content)).toBe(true);
    expect(ranges).toEqual([undefined, `bytes=${CUT}-`, `bytes=${2 * CUT}-`]);
  });

  it('continues the download of an earlier run', async () => {
    const url = await serve((response, from, request) => {
      if (request <= 5) {
        if (request > 1) return void response.destroy();
        return sendThird(response, from);
      }
      response.writeHead(from > 0 ? 206 : 200, head(from));
      response.end(content.subarray(from));
    });
    await expect(downloader().download(url, target())).rejects.toThrow();
    expect(existsSync(target())).toBe(false);
    await downloader().download(url, target());
    expect(ranges).toEqual([undefined, ...Array.from({ length: 5 }, () => `bytes=${CUT}-`)]);
    expect(readFileSync(target()).equals(content)).toBe(true);
  });

  it('takes the whole file from a server that does not continue', async () => {
    const url = await serve((response, _from, request) => {
      if (request === 1) return sendThird(response, 0);
      response.writeHead(200, head(0));
      response.end(content);
    });
    await downloader().download(url, target());
    expect(readFileSync(target()).equals(content)).toBe(true);
  });

  it('ends an attempt when no more data come, and lets a slow attempt go on', async () => {
    const silences: (() => void)[] = [];
    let heard = 0;
    const watch = (onSilence: () => void) => {
      silences.push(onSilence);
      return { heard: () => (heard += 1), stop() {} };
    };
    const url = await serve((response, from, request) => {
      response.writeHead(from > 0 ? 206 : 200, head(from));
      if (request === 1) response.write(content.subarray(0, CUT));
      else response.end(content.subarray(from));
    });
    const done: number[] = [];
    const stalled = Promise.withResolvers<void>();
    const progress = {
      tell: (bytes: number) => {
        done.push(bytes);
        if (bytes >= CUT) stalled.resolve();
      },
      end() {},
    };
    const downloading = downloader({ watch, progress }).download(url, target());
    await stalled.promise;
    // Each chunk restarted the wait.
    expect(heard).toBe(done.length);
    silences[0]?.();
    await downloading;
    expect(ranges).toHaveLength(2);
    expect(readFileSync(target()).equals(content)).toBe(true);
  });

  it('makes one attempt when the network lets nothing through or the server has no file', async () => {
    const url = await serve((response) => {
      response.writeHead(404);
      response.end('no');
    });
    await expect(downloader().download(url, target())).rejects.toThrow('404');
    expect(ranges).toHaveLength(1);
    server?.close();
    server?.closeAllConnections();
    await expect(downloader().download(url, target())).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
  });
});

describe('the progress', () => {
  it('is one line on a terminal, elsewhere a line for each ten megabytes', () => {
    const written: string[] = [];
    const piped = progressLine({ write: (text: string) => written.push(text) });
    for (const done of [1, 2, 10, 11, 20]) piped.tell(done * 1_000_000, 112_000_000);
    piped.end();
    expect(written).toHaveLength(3);
    expect(written.at(-1)).toMatch(/^setup: Electron's binary: 20 of 112 MB, [\d.]+ MB\/s\n$/);
    const terminal: string[] = [];
    const shown = progressLine({ isTTY: true, write: (text: string) => terminal.push(text) });
    shown.tell(1_000_000, null);
    shown.end();
    expect(terminal[0]).toMatch(/^\rsetup: Electron's binary: 1 MB, /);
    expect(terminal.at(-1)).toBe('\n');
  });
});
