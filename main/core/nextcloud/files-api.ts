import * as v from 'valibot';
import {
  FileGone,
  FileRefused,
  FileTooLarge,
  NoSpace,
  ServerError,
  SessionEnded,
  statusSaid,
  type TalkmelderError,
} from '../errors.ts';
import { type Answer, type Client, fromStatus, type RequestOptions } from './client.ts';
import { codeSaid } from './ocs-envelope.ts';
import { Share } from './schemas.ts';

const SHARES = 'apps/files_sharing/api/v1/shares';
/** A conversation, as the receiver of a share. Source: Nextcloud's IShare. */
const TO_CONVERSATION = 10;
/** A slow line needs this long for a chunk, in milliseconds. */
const UPLOAD_MS = 10 * 60_000;
/** A download without a byte for this long has ended, in milliseconds. */
const SILENCE_MS = 60_000;
/** Answers about one file are short. */
const ABOUT_ONE = 256 * 1024;

/** What lies at a path of the user's files. */
export interface Remote {
  /** Bytes. */
  size: number | null;
  /** As the uploading client has stated it, in capitals. */
  checksum: string | null;
}

/** The parts of a path below the user's files, already checked. */
export type Path = readonly string[];

export type FilesApi = ReturnType<typeof createFilesApi>;

/**
 * The user's files on the server, over WebDAV, and shares to conversations. Every path belongs to this user.
 * @param userId of the signed-in user; it may differ from the login name
 */
export function createFilesApi(client: Client, userId: () => string) {
  const at = (path: Path): string => addressIn('files', path);
  const upload = (id: string, name = ''): string => addressIn('uploads', [id, name]);
  const addressIn = (place: 'files' | 'uploads', path: Path): string =>
    `${client.server}/remote.php/dav/${place}/${[userId(), ...path].map(encodeURIComponent).join('/')}`;

  const ask = (url: string, options: RequestOptions, headers: Record<string, string> = {}): Promise<Answer> =>
    client.request(url, { limit: ABOUT_ONE, ...options }, { Accept: '*/*', ...headers });

  async function properties(url: string, names: string): Promise<string | null> {
    const bytes = new TextEncoder().encode(
      `<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop>${names}</d:prop></d:propfind>`,
    );
    const headers = { Depth: '0', 'Content-Type': 'application/xml; charset=utf-8' };
    const answer = await ask(url, { method: 'PROPFIND', bytes }, headers);
    if (answer.status === 207) return answer.body;
    if (isMissing(answer)) return null;
    throw failureOf(answer);
  }

  return {
    /**
     * Returns how many bytes the user may still store in a folder, infinity when that is unlimited or unknown; null: there
     * is no such folder.
     */
    async space(folder: Path): Promise<number | null> {
      const found = await properties(at(folder), '<d:quota-available-bytes/>');
      if (found === null) return null;
      const bytes = numberIn(found, 'quota-available-bytes');
      // Negative numbers mean unlimited, unknown, not computed.
      return bytes === null || bytes < 0 ? Number.POSITIVE_INFINITY : bytes;
    },
    /** Makes a folder; one that is there already stays as it is. */
    async makeFolder(folder: Path): Promise<void> {
      const answer = await ask(at(folder), { method: 'MKCOL' });
      if (answer.status !== 201 && !(answer.status === 405 && isDav(answer))) throw failureOf(answer);
    },
    /** Returns what lies at this path; null: nothing does. */
    async look(path: Path): Promise<Remote | null> {
      const found = await properties(at(path), '<d:getcontentlength/><oc:checksums/>');
      if (found === null) return null;
      const checksum = /checksum>([\w:]{1,200})</.exec(found)?.[1]?.toUpperCase() ?? null;
      return { size: numberIn(found, 'getcontentlength'), checksum };
    },
    /**
     * Stores a whole file, never over another one. `replaced`: the server has ignored that, and the file was there
     * before. @throws FileThere, FolderMissing, and the failures of `failureOf`
     */
    async put(
      path: Path,
      bytes: Uint8Array<ArrayBuffer>,
      { checksum, signal }: { checksum: string; signal: AbortSignal },
    ): Promise<'created' | 'replaced'> {
      const headers = {
        'Content-Type': 'application/octet-stream',
        'If-None-Match': '*',
        'OC-Checksum': checksum,
      };
      const answer = await ask(at(path), { method: 'put', bytes, signal, timeout: UPLOAD_MS }, headers);
      if (answer.status === 201) return 'created';
      if (answer.status === 204) return 'replaced';
      if (answer.status === 412 && isDav(answer)) throw new FileThere('412');
      throw isMissing(answer) ? new FolderMissing('404') : failureOf(answer);
    },
    /** Begins an upload in chunks. @param to where the file will be */
    async beginUpload(id: string, to: Path): Promise<void> {
      const answer = await ask(upload(id), { method: 'MKCOL' }, { Destination: at(to) });
      if (answer.status !== 201) throw failureOf(answer);
    },
    /** Stores a chunk, over an earlier attempt. @throws FolderMissing when the server knows no such upload */
    async putChunk(
      { id, to, total, signal }: { id: string; to: Path; total: number; signal: AbortSignal },
      name: string,
      bytes: Uint8Array<ArrayBuffer>,
    ): Promise<void> {
      const headers = {
        'Content-Type': 'application/octet-stream',
        Destination: at(to),
        'OC-Total-Length': String(total),
      };
      const answer = await ask(upload(id, name), { method: 'put', bytes, signal, timeout: UPLOAD_MS }, headers);
      if (answer.status === 201 || answer.status === 204) return;
      throw isMissing(answer) ? new FolderMissing('404') : failureOf(answer);
    },
    /**
     * Puts the chunks together, never over another file.
     * @throws FileThere; FolderMissing when the server has lost the upload or parts of it
     */
    async finishUpload(id: string, to: Path, total: number, signal: AbortSignal): Promise<void> {
      const headers = { Destination: at(to), 'OC-Total-Length': String(total), Overwrite: 'F' };
      // The server may have to copy the file.
      const answer = await ask(upload(id, '.file'), { method: 'MOVE', signal, timeout: UPLOAD_MS }, headers);
      if (answer.status === 201 || answer.status === 204) return;
      if (answer.status === 412 && isDav(answer)) throw new FileThere('412');
      // 400: the chunks do not add up to the whole file.
      if (isMissing(answer) || (answer.status === 400 && isDav(answer))) throw new FolderMissing(String(answer.status));
      throw failureOf(answer);
    },
    /** Whether the server still knows the upload. */
    hasUpload: async (id: string): Promise<boolean> => (await properties(upload(id), '<d:resourcetype/>')) !== null,
    /** Deletes an upload with all its chunks; one that is gone already is fine. */
    async abortUpload(id: string): Promise<void> {
      const answer = await ask(upload(id), { method: 'delete' });
      if (answer.status !== 204 && answer.status !== 200 && !isMissing(answer)) throw failureOf(answer);
    },
    /** Deletes a file; one that is gone already is fine. */
    async remove(path: Path): Promise<void> {
      const answer = await ask(at(path), { method: 'delete' });
      if (answer.status !== 204 && answer.status !== 200 && !isMissing(answer)) throw failureOf(answer);
    },
    /**
     * Shares a file to a conversation. @returns the share's id; null: the server does not tell it
     * @param referenceId lets the sender recognise the message
     * @throws FileRefused
     */
    async share(
      path: Path,
      token: string,
      caption: string,
      referenceId: string,
      signal: AbortSignal,
    ): Promise<string | null> {
      const json = {
        shareType: TO_CONVERSATION,
        shareWith: token,
        path: `/${path.join('/')}`,
        referenceId,
        talkMetaData: JSON.stringify(caption === '' ? { messageType: '' } : { caption, messageType: '' }),
      };
      try {
        return (await client.ocs(SHARES, Share, { method: 'post', json, signal })).data?.id ?? null;
      } catch (error) {
        const said = statusSaid(error);
        if (said === 400 || said === 403 || said === 404) throw new FileRefused(String(said));
        throw error;
      }
    },
    /** Takes a share back; one that is gone already is fine. */
    async unshare(id: string): Promise<void> {
      try {
        await client.ocs(`${SHARES}/${encodeURIComponent(id)}`, v.unknown(), { method: 'delete' });
      } catch (error) {
        if (statusSaid(error) !== 404) throw error;
      }
    },
    /**
     * Reads a file part by part.
     * @param limit bytes; a longer file is refused
     * @throws FileGone, ServerError, and what `onPart` throws
     */
    async load(
      path: Path,
      { limit, signal, onPart }: Required<Pick<RequestOptions, 'limit' | 'signal' | 'onPart'>>,
    ): Promise<void> {
      const answer = await ask(at(path), { limit, signal, onPart, timeout: SILENCE_MS });
      if (answer.status === 200) return;
      const isGone = isMissing(answer) || (answer.status === 403 && isDav(answer));
      throw isGone ? new FileGone(String(answer.status)) : failureOf(answer);
    },
  };
}

/** 412: a file with this name is there already. Never shown to the user: the upload takes another name. */
export class FileThere extends ServerError {
  constructor(message: string) {
    super(message, 412);
  }
}

/** 404: the folder, or the begun upload, is not there. Never shown to the user: the upload makes it. */
export class FolderMissing extends ServerError {
  constructor(message: string) {
    super(message, 404);
  }
}

/** Whether Nextcloud itself has written the answer. A page of a gateway may pass, whatever its status. */
const isDav = ({ status, body }: Pick<Answer, 'status' | 'body'>): boolean => codeSaid(status, body) !== null;

const isMissing = (answer: Answer): boolean => answer.status === 404 && isDav(answer);

/** Returns the error for an answer of WebDAV that is none of those that the caller knows. */
function failureOf(answer: Answer): TalkmelderError {
  const { status } = answer;
  // A proxy in front of the server limits the size of requests, too.
  if (status === 413) return new FileTooLarge('413');
  if (!isDav(answer)) return fromStatus(answer);
  if (status === 401) return new SessionEnded('401');
  if (status === 507) return new NoSpace('507');
  if (status === 403 || status === 400 || status === 415 || status === 409) return new FileRefused(String(status));
  return fromStatus(answer);
}

/** Returns a property's whole number. Any prefix may stand before the name, because the server chooses it. */
function numberIn(xml: string, property: string): number | null {
  const found = new RegExp(`[<:]${property}>\\s{0,9}(-?\\d{1,18})\\s{0,9}<`).exec(xml)?.[1];
  return found === undefined ? null : Number(found);
}
