/**
 * Gets Electron's binary as its own installer does, from the same place and checked against the same checksums, but
 * shows progress and continues after a broken connection. The set-up runs it on the Node that npm installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A slow line may take an hour; a line without data for this long is broken. Milliseconds. */
const SILENCE_MS = 30_000;
/** Attempts in a row that brought no data, after the server has answered once. */
const MOST_IN_VAIN = 4;
const MB = 1_000_000;

/** Calls back after a silence; each `heard()` restarts the wait. */
const watchSilence = (onSilence) => {
  const timer = setTimeout(onSilence, SILENCE_MS);
  return { heard: () => void timer.refresh(), stop: () => clearTimeout(timer) };
};

/** Prints one growing line on a terminal, elsewhere a line for each ten megabytes. */
export const progressLine = (output = process.stdout) => {
  let said = -1;
  const began = performance.now();
  let first = null;
  return {
    tell(done, total) {
      first ??= done;
      const step = output.isTTY ? Math.floor((performance.now() - began) / 250) : Math.floor(done / (10 * MB));
      if (step === said && done !== total) return;
      said = step;
      const seconds = Math.max((performance.now() - began) / 1_000, 0.001);
      const speed = ((done - first) / MB / seconds).toFixed(1);
      const of = total === null ? '' : ` of ${(total / MB).toFixed(0)}`;
      const line = `setup: Electron's binary: ${(done / MB).toFixed(0)}${of} MB, ${speed} MB/s`;
      output.write(output.isTTY ? `\r${line}  ` : `${line}\n`);
    },
    end: () => void (output.isTTY && said >= 0 && output.write('\n')),
  };
};

/** A failure that another attempt cannot mend. */
class Refused extends Error {}

/**
 * A downloader for @electron/get that continues an interrupted download, even one of an earlier run.
 * @param {{ folder: string, progress: { tell(done: number, total: number | null): void, end(): void }, watch?: typeof
 * watchSilence }} options `folder` holds the bytes that have arrived so far
 */
export const resumingDownloader = ({ folder, progress, watch = watchSilence }) => {
  const partOf = (url) => join(folder, `${createHash('sha256').update(url).digest('hex').slice(0, 16)}.part`);

  /** @returns whether the file is complete, else whether the server answered and whether data arrived */
  const attempt = async (url, part) => {
    const mark = `${part}.etag`;
    const size = existsSync(part) && existsSync(mark) ? statSync(part).size : 0;
    const headers = size > 0 ? { Range: `bytes=${size}-`, 'If-Range': readFileSync(mark, 'utf8') } : {};
    const abort = new AbortController();
    const silence = watch(() => abort.abort(new Error('no answer in time')));
    let done = 0;
    let reached = false;
    try {
      const response = await fetch(url, { headers, signal: abort.signal });
      if (response.status === 416) rmSync(part, { force: true });
      if (response.status >= 400 && response.status < 500 && response.status !== 416)
        throw new Refused(`${response.status} ${response.statusText} for ${url}`);
      if (!response.ok || response.body === null)
        throw new Error(`${response.status} ${response.statusText} for ${url}`);
      reached = true;
      const isRest = response.status === 206;
      done = isRest ? size : 0;
      const etag = response.headers.get('etag');
      if (etag === null) rmSync(mark, { force: true });
      else writeFileSync(mark, etag);
      const length = response.headers.get('content-length');
      const total = length === null ? null : done + Number(length);
      const file = await open(part, isRest ? 'a' : 'w');
      try {
        // Each chunk is on the disk before the next, so that no data are requested twice.
        for await (const chunk of response.body) {
          silence.heard();
          await file.appendFile(chunk);
          done += chunk.length;
          progress.tell(done, total);
        }
      } finally {
        await file.close();
      }
      return { complete: true, reached: true, came: true, error: null };
    } catch (error) {
      if (error instanceof Refused) throw error;
      return { complete: false, reached, came: done > size, error: abort.signal.reason ?? error.cause ?? error };
    } finally {
      silence.stop();
    }
  };

  return {
    async download(url, target) {
      mkdirSync(folder, { recursive: true });
      const part = partOf(url);
      let inVain = 0;
      let wasReached = false;
      try {
        for (;;) {
          const { complete, reached, came, error } = await attempt(url, part);
          if (complete) break;
          wasReached ||= reached;
          inVain = came ? 0 : inVain + 1;
          // A network that lets nothing through is not asked again.
          if (!wasReached || inVain >= MOST_IN_VAIN) throw error;
        }
      } finally {
        progress.end();
      }
      mkdirSync(dirname(target), { recursive: true });
      renameSync(part, target);
      rmSync(`${part}.etag`, { force: true });
    },
  };
};

/** Electron's own installer takes the ARM build where an x64 Node runs translated. */
const architecture = (env) => {
  const asked = env.ELECTRON_INSTALL_ARCH || env.npm_config_arch;
  if (asked || process.platform !== 'darwin' || process.arch !== 'x64') return asked || process.arch;
  try {
    const answer = execFileSync('sysctl', ['-in', 'sysctl.proc_translated'], { encoding: 'utf8' });
    return answer.trim() === '1' ? 'arm64' : 'x64';
  } catch {
    return 'x64';
  }
};

const download = async (env = process.env) => {
  const require = createRequire(import.meta.url);
  const electron = dirname(require.resolve('electron/package.json'));
  // Electron's own installer looks into the same cache afterwards.
  const { downloadArtifact } = createRequire(join(electron, 'package.json'))('@electron/get');
  await downloadArtifact({
    version: require('electron/package.json').version,
    artifactName: 'electron',
    force: env.force_no_cache === 'true',
    cacheRoot: env.electron_config_cache,
    checksums: require('electron/checksums.json'),
    platform: env.ELECTRON_INSTALL_PLATFORM || env.npm_config_platform || process.platform,
    arch: architecture(env),
    downloader: resumingDownloader({
      folder: join(electron, '..', '.cache', 'electron-download'),
      progress: progressLine(),
    }),
  });
  // Electron's installer now finds the archive in its cache, checks it and unpacks it.
  return spawnSync(process.execPath, [join(electron, 'install.js')], { stdio: 'inherit' }).status ?? 1;
};

if (import.meta.main) {
  process.exitCode = await download().catch((error) => {
    console.error(`${error.code ?? 'Error'}: ${error.message}`);
    return 1;
  });
}
