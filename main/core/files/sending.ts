import { describeError, errorCodeOf, FileRefused, isExpected, SessionEnded, statusSaid } from '../errors.ts';
import type { ErrorCode } from '../model/error-code.ts';
import type { FileStage } from '../model/file-item.ts';
import type { MessageId } from '../model/message-id.ts';
import { oneLine } from '../model/plain-text.ts';
import type { FilesApi, Path } from '../nextcloud/files-api.ts';
import { newReference } from '../nextcloud/reference.ts';
import type { Clock, Logger, OpenedFile } from '../ports.ts';
import { delayAfter } from './after-failure.ts';
import type { HalfUploads } from './half-uploads.ts';
import { type NameRules, uploadName } from './names.ts';
import { createUpload, type Upload, type Uploaded } from './upload.ts';

/** How long a file that is taken back waits until its message is found and deleted, in milliseconds. */
const MESSAGE_MS = 10_000;
/** The same once the account leaves or the app ends: the rest of the little time belongs to the share and the file. */
const LEAVING_MS = 1_000;

export interface SendingDeps {
  api: FilesApi;
  clock: Clock;
  log: Pick<Logger, 'warn' | 'error'>;
  half: HalfUploads;
  /** A number that no other item of the app has. */
  nextId: () => number;
  /** The folder for files of conversations. @throws FileRefused when this user may send none */
  folder: () => Path;
  rules: () => NameRules;
  /** Returns the newest message of a conversation that the app knows. */
  newestIn: (token: string) => MessageId;
  /** Returns the message with this reference that has come after another one. @throws the errors of a request */
  messageOf: (token: string, reference: string, after: MessageId, signal: AbortSignal) => Promise<MessageId | null>;
  /** Deletes a message of the user, and with it the share that it tells of. @throws the errors of a request */
  deleteMessage: (token: string, message: MessageId, signal: AbortSignal) => Promise<void>;
  onChange: () => void;
  /** The conversation has the files: the user may take them back for a while. */
  onShared: (parcel: Shared) => void;
}

/** Files that a conversation has got. */
export interface Shared {
  token: string;
  count: number;
  /**
   * Takes the messages and the shares back, and deletes the files that were made for them.
   * @throws the first failure, at the end
   */
  undo: () => Promise<void>;
}

/** What the window shows of a parcel. */
export interface ParcelView {
  id: number;
  token: string;
  name: string;
  count: number;
  size: number;
  done: number;
  stage: FileStage;
  error: ErrorCode | null;
}

/** Files that go to one conversation together, one after the other. */
interface Parcel {
  id: number;
  token: string;
  files: OpenedFile[];
  uploads: Upload[];
  caption: string;
  stage: FileStage;
  error: ErrorCode | null;
  /** The files that the conversation has got. */
  shares: Share[];
  /** The share under way. `isUnclear`: an earlier attempt may have succeeded. */
  sharing: Sharing;
  /** Bytes of the file under way. */
  current: number;
  failures: number;
  stop: AbortController;
  wake: () => void;
  /** Its turn, which may have to come yet. */
  running: Promise<void> | null;
  /** What it does in its turn. */
  working: Promise<void> | null;
  isGone: boolean;
}

interface Sharing {
  /** By which the message of the share is recognised. */
  reference: string;
  isUnclear: boolean;
  /** The newest message before the first attempt. */
  after: MessageId | null;
}

const newSharing = (): Sharing => ({ reference: newReference(), isUnclear: false, after: null });

interface Share {
  /** Null: the server has not told the share's id. */
  id: string | null;
  file: Uploaded;
  sharing: Sharing;
}

export type FileSending = ReturnType<typeof createFileSending>;

/**
 * Sends files of one account to conversations. One file is on its way at a time. Whatever does not arrive in a
 * conversation is removed from the server.
 */
export function createFileSending(deps: SendingDeps) {
  const { api, clock, log, half, onChange } = deps;
  const parcels = new Map<number, Parcel>();
  /** The parcel whose turn it is comes first. */
  let turns: Promise<void> = Promise.resolve();
  /** Requests that clean up; each promise resolves. */
  const cleaning = new Set<Promise<void>>();
  /** Ends what would keep the share and the file from being removed in the little time that is left. */
  const leaving = new AbortController();

  const sizeOf = (files: readonly OpenedFile[]): number => files.reduce((sum, { size }) => sum + size, 0);

  function enter(parcel: Parcel, stage: FileStage, error: ErrorCode | null = null): void {
    parcel.stage = stage;
    parcel.error = error;
    onChange();
  }

  function uploadOf(parcel: Parcel, index: number): Upload {
    const known = parcel.uploads[index];
    if (known) return known;
    const file = parcel.files[index];
    if (!file) throw new RangeError('no such file');
    const upload = createUpload({
      api,
      file,
      name: uploadName(file.name, deps.rules()),
      folder: deps.folder(),
      id: `talkmelder-${newReference().slice(0, 32)}`,
      onHalf: half.note,
      onProgress(bytes) {
        parcel.current = bytes;
        parcel.failures = 0;
        onChange();
      },
    });
    parcel.uploads.push(upload);
    return upload;
  }

  /** Sends what is left of a parcel. Ends at the first failure, and when the user pauses. */
  async function advance(parcel: Parcel, signal: AbortSignal): Promise<void> {
    while (parcel.shares.length < parcel.files.length && !signal.aborted) {
      const index = parcel.shares.length;
      enter(parcel, 'moving');
      const file = await uploadOf(parcel, index).run(signal);
      if (signal.aborted) return;
      enter(parcel, 'sharing');
      const isLast = index === parcel.files.length - 1;
      const id = await share(parcel, file, isLast ? parcel.caption : '', signal);
      parcel.shares.push({ id, file, sharing: parcel.sharing });
      parcel.sharing = newSharing();
      parcel.current = 0;
    }
  }

  /** Talk posts a second message when a file is shared again, so an attempt that may have succeeded is looked for. */
  async function share(
    { token, sharing }: Parcel,
    file: Uploaded,
    caption: string,
    signal: AbortSignal,
  ): Promise<string | null> {
    const { reference, isUnclear } = sharing;
    sharing.after ??= deps.newestIn(token);
    if (isUnclear && (await deps.messageOf(token, reference, sharing.after, signal)) !== null) return null;
    try {
      return await api.share(file.path, token, caption, reference, leaving.signal);
    } catch (error) {
      // Only an answer of Nextcloud itself says that nothing was shared.
      if (!(error instanceof FileRefused) && statusSaid(error) === null) sharing.isUnclear = true;
      throw error;
    }
  }

  async function work(parcel: Parcel, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await advance(parcel, signal);
        if (parcel.shares.length === parcel.files.length && !parcel.isGone) finish(parcel);
        return;
      } catch (error) {
        if (signal.aborted) return;
        parcel.failures += 1;
        const delay = delayAfter(error, parcel.failures, clock.random());
        if (delay === null) return await fail(parcel, error, signal);
        enter(parcel, 'waiting');
        await wait(parcel, delay);
      }
    }
  }

  /** Nothing stays on the server: another attempt begins anew. */
  async function fail(parcel: Parcel, error: unknown, signal: AbortSignal): Promise<void> {
    const line = `files for a conversation: ${describeError(error)}`;
    if (isExpected(error)) log.warn(line);
    else log.error(line);
    // A refused password is not sent again; what is half there is deleted after the next sign-in.
    if (!(error instanceof SessionEnded)) await removeUpload(parcel);
    parcel.current = 0;
    // The user may have paused it meanwhile.
    if (!parcel.isGone && !signal.aborted) enter(parcel, 'failed', errorCodeOf(error));
  }

  /** Removes what has arrived of the file under way. What could not be removed counts for another attempt. */
  async function removeUpload(parcel: Parcel): Promise<void> {
    const { token, uploads, shares, sharing } = parcel;
    if (sharing.isUnclear && (await removeMessage(token, sharing)) === 'removed') parcel.sharing = newSharing();
    try {
      await uploads[shares.length]?.undo();
      uploads.splice(shares.length);
      // Whatever the message says, its file is gone.
      parcel.sharing = newSharing();
    } catch (error) {
      logLeft(error);
    }
  }

  const logLeft = (error: unknown): void => log.warn(`an upload was not removed: ${describeError(error)}`);

  /** Quitting and disconnecting wait for this work. */
  function track(work: Promise<void>): Promise<void> {
    const ended = work.catch(() => {}).finally(() => cleaning.delete(ended));
    cleaning.add(ended);
    return work;
  }

  function wait(parcel: Parcel, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      parcel.wake = () => {
        cancel();
        resolve();
      };
    });
  }

  function finish(parcel: Parcel): void {
    forget(parcel);
    const { token, shares } = parcel;
    deps.onShared({ token, count: shares.length, undo: () => track(takeBack(token, shares)) });
    onChange();
  }

  function forget(parcel: Parcel): void {
    parcel.isGone = true;
    parcels.delete(parcel.id);
    for (const file of parcel.files) void file.close();
  }

  /**
   * Removes the message of a share. It must go first: without its share, Talk refuses to delete it, and shows that a file
   * is no longer available. Taking the file back matters more, so a failure only stays in the log.
   */
  async function removeMessage(token: string, { reference, after }: Sharing): Promise<'removed' | 'failed' | 'late'> {
    if (after === null) return 'removed';
    const deadline = new AbortController();
    const cancelDeadline = clock.after(MESSAGE_MS, () => deadline.abort());
    const signal = AbortSignal.any([deadline.signal, leaving.signal]);
    const attempt = async (): Promise<void> => {
      const message = await deps.messageOf(token, reference, after, signal);
      if (message !== null) await deps.deleteMessage(token, message, signal);
    };
    try {
      // What Nextcloud itself has refused once, it refuses again.
      await attempt().catch((error: unknown) => {
        if (signal.aborted || statusSaid(error) !== null) throw error;
        return attempt();
      });
      return 'removed';
    } catch (error) {
      log.warn(`the message of a file was not deleted: ${describeError(error)}`);
      return signal.aborted ? 'late' : 'failed';
    } finally {
      cancelDeadline();
    }
  }

  async function takeBack(token: string, shares: readonly Share[]): Promise<void> {
    const failures: unknown[] = [];
    let isLate = false;
    for (const { id, file, sharing } of shares) {
      const keep = (error: unknown): void => void failures.push(error);
      // A server that was silent once would hold up each of the files.
      if (!isLate) isLate = (await removeMessage(token, sharing)) === 'late';
      if (id !== null) await api.unshare(id).catch(keep);
      if (file.ours) await api.remove(file.path).catch(keep);
    }
    if (failures.length > 0) throw failures[0];
  }

  /** The work that is under way ends. Resolves when it has. */
  async function halt(parcel: Parcel): Promise<void> {
    parcel.stop.abort();
    parcel.wake();
    await parcel.working;
  }

  function start(parcel: Parcel): void {
    parcel.stop.abort();
    const stop = new AbortController();
    parcel.stop = stop;
    parcel.failures = 0;
    enter(parcel, 'moving');
    // A pause ends this turn even before it has come.
    const turn = turns.then(() => (stop.signal.aborted ? undefined : takeTurn(parcel, stop.signal)));
    parcel.running = turn;
    turns = turn;
  }

  /** Never rejects. */
  async function takeTurn(parcel: Parcel, signal: AbortSignal): Promise<void> {
    parcel.working = work(parcel, signal).catch((error: unknown) => fail(parcel, error, signal));
    await parcel.working;
    parcel.working = null;
  }

  /** Files that the conversation had got before the user cancelled stay. */
  async function clean(parcel: Parcel): Promise<void> {
    const before = parcel.shares.length;
    await halt(parcel);
    await removeUpload(parcel);
    await takeBack(parcel.token, parcel.shares.slice(before)).catch(logLeft);
    for (const file of parcel.files) void file.close();
  }

  /** The files that no conversation has got, whether they are on their way, paused or only chosen. */
  const unsent = (): OpenedFile[] =>
    Array.from(parcels.values()).flatMap(({ files, shares }) => files.slice(shares.length));

  const of = (id: number): Parcel | null => parcels.get(id) ?? null;

  function cancel(parcel: Parcel): void {
    parcels.delete(parcel.id);
    parcel.isGone = true;
    onChange();
    void track(clean(parcel));
  }

  return {
    /**
     * Takes files that the user wants to send; nothing happens until `send`.
     * @throws FileNameForbidden, FileRefused
     */
    offer(token: string, files: OpenedFile[]): void {
      deps.folder();
      for (const { name } of files) uploadName(name, deps.rules());
      const id = deps.nextId();
      parcels.set(id, {
        id,
        token,
        files,
        uploads: [],
        caption: '',
        stage: 'chosen',
        error: null,
        shares: [],
        sharing: newSharing(),
        current: 0,
        failures: 0,
        stop: new AbortController(),
        wake: () => {},
        running: null,
        working: null,
        isGone: false,
      });
      onChange();
    },
    /** Begins to send. */
    send(id: number, caption: string): void {
      const parcel = of(id);
      if (parcel?.stage !== 'chosen') return;
      parcel.caption = caption.trim();
      start(parcel);
    },
    pause(id: number): void {
      const parcel = of(id);
      if (parcel?.stage !== 'moving' && parcel?.stage !== 'waiting') return;
      enter(parcel, 'paused');
      parcel.stop.abort();
      parcel.wake();
    },
    /** Goes on after a pause or a failure. */
    resume(id: number): void {
      const parcel = of(id);
      if (parcel?.stage === 'waiting') parcel.wake();
      else if (parcel?.stage === 'paused' || parcel?.stage === 'failed') start(parcel);
    },
    /** Ends it, and removes from the server what has not reached the conversation. */
    cancel(id: number): void {
      const parcel = of(id);
      if (parcel) cancel(parcel);
    },
    /** The connection may be back. */
    wake(): void {
      for (const parcel of parcels.values()) parcel.wake();
    },
    views: (): ParcelView[] =>
      Array.from(parcels.values(), ({ id, token, files, shares, current, stage, error }) => ({
        id,
        token,
        name: oneLine(files[0]?.name ?? ''),
        count: files.length,
        size: sizeOf(files),
        done: sizeOf(files.slice(0, shares.length)) + current,
        stage,
        error,
      })),
    /** Files that are being sent, cancelled or taken back; each promise resolves. */
    underWay: (): Promise<void>[] => [
      ...Array.from(parcels.values()).flatMap(({ stage, running }) =>
        running && (stage === 'moving' || stage === 'sharing') ? running : [],
      ),
      ...cleaning,
    ],
    /** How many files no conversation has got, whether they are on their way, paused or only chosen. */
    unsent: (): number => unsent().length,
    /** How many of those the user has pasted. */
    pasted: (): number => unsent().filter(({ isPasted }) => isPasted).length,
    /** Something is chosen, on its way, paused, has failed, or is being cancelled or taken back. */
    isBusy: (): boolean => parcels.size + cleaning.size > 0,
    /** The account leaves or the app ends: cancels everything. Resolves when the server has cleaned up, or cannot be reached. */
    async leave(): Promise<void> {
      for (const parcel of [...parcels.values()]) cancel(parcel);
      const calm = clock.after(LEAVING_MS, () => leaving.abort());
      await Promise.all(cleaning);
      calm();
    },
    /** The account has ended: no request any more. */
    stop(): void {
      for (const parcel of parcels.values()) {
        parcel.stop.abort();
        parcel.wake();
        for (const file of parcel.files) void file.close();
      }
      parcels.clear();
    },
  };
}
