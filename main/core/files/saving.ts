import type { MessageFile } from '../conversations/attachment.ts';
import { describeError, FileGone, FileNotWritten, ServerError } from '../errors.ts';
import type { FilesApi } from '../nextcloud/files-api.ts';
import type { Clock, FileBeingSaved, Logger } from '../ports.ts';
import { segmentsOf } from './names.ts';

/** No file of a conversation is larger; a server that never ends an answer is stopped here. Bytes. */
const LARGEST = 50 * 1024 ** 3;
/** Without a stated length, a file may not be larger than this. Bytes. */
const LARGEST_UNKNOWN = 2 * 1024 ** 3;
/** The window is told of progress this often, in milliseconds. */
const TELL_MS = 500;

export interface SavingView {
  id: number;
  token: string;
  name: string;
  /** Bytes; null: unknown. */
  size: number | null;
  done: number;
}

export interface SavingDeps {
  api: Pick<FilesApi, 'load'>;
  clock: Clock;
  log: Pick<Logger, 'warn'>;
  nextId: () => number;
  onChange: () => void;
}

export type FileSaving = ReturnType<typeof createFileSaving>;

/** Saves files of messages where the user has said. */
export function createFileSaving({ api, clock, log, nextId, onChange }: SavingDeps) {
  const running = new Map<number, { view: SavingView; stop: AbortController }>();

  return {
    /**
     * Resolves with whether the file is there: false when the user has cancelled.
     * @param target the place that the user has chosen
     * @throws FileGone, FileNotWritten, ServerError, and the errors of a request. Nothing is left then.
     */
    async save(token: string, file: MessageFile, target: FileBeingSaved): Promise<boolean> {
      const path = segmentsOf(file.path);
      const view: SavingView = { id: nextId(), token, name: file.name, size: null, done: 0 };
      const stop = new AbortController();
      running.set(view.id, { view, stop });
      onChange();
      let toldAt = clock.monotonic();
      try {
        if (path === null || path.length === 0) throw new FileGone('no path');
        await api.load(path, {
          limit: LARGEST,
          signal: stop.signal,
          async onPart(part, headers) {
            if (view.done === 0) checkPage(headers, file);
            view.size ??= lengthOf(headers);
            view.done += part.byteLength;
            if (view.done > (view.size ?? LARGEST_UNKNOWN)) throw new ServerError('longer than it said', 0);
            await target.write(part);
            if (clock.monotonic() - toldAt < TELL_MS) return;
            toldAt = clock.monotonic();
            onChange();
          },
        });
        if (view.size !== null && view.done < view.size) throw new ServerError('shorter than it said', 0);
        if (stop.signal.aborted) throw new FileNotWritten('cancelled');
        await target.finish();
        return true;
      } catch (error) {
        await target.abandon();
        if (stop.signal.aborted) return false;
        log.warn(`a file was not saved: ${describeError(error)}`);
        throw error;
      } finally {
        running.delete(view.id);
        onChange();
      }
    },
    cancel(id: number): void {
      running.get(id)?.stop.abort();
    },
    views: (): SavingView[] => Array.from(running.values(), ({ view }) => view),
    stop(): void {
      for (const { stop } of running.values()) stop.abort();
    },
  };
}

/** A gateway's page is not the file. @throws ServerError */
function checkPage(headers: Headers, { mimetype }: MessageFile): void {
  const type = headers.get('content-type') ?? '';
  if (/^text\/html\b/i.test(type) && !/html/i.test(mimetype)) throw new ServerError('a page instead of the file', 0);
}

/** Returns the body's length; null when it is not stated, or is that of a compressed body. */
function lengthOf(headers: Headers): number | null {
  const length = headers.get('content-length') ?? '';
  const isPlain = /^(identity)?$/i.test(headers.get('content-encoding') ?? '');
  return isPlain && /^\d{1,15}$/.test(length) ? Number(length) : null;
}
