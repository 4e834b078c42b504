import type { MessageFile } from '../conversations/attachment.ts';
import { canReply, nameOf } from '../conversations/facts.ts';
import { FileGone, FileRefused, MessageRefused, SessionEnded, TooManyFiles } from '../errors.ts';
import type { HalfUploads } from '../files/half-uploads.ts';
import { type NameRules, segmentsOf } from '../files/names.ts';
import { createFileSaving } from '../files/saving.ts';
import { createFileSending, type Shared } from '../files/sending.ts';
import type { FileItem } from '../model/file-item.ts';
import { MOST_FILES } from '../model/file-limits.ts';
import { globalToken } from '../model/global-token.ts';
import type { Client } from '../nextcloud/client.ts';
import { createFilesApi } from '../nextcloud/files-api.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { Profile, TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, FileBeingSaved, Logger, OpenedFile } from '../ports.ts';

/** Each takes a connection, and the list needs one, too. */
const MOST_SAVING = 2;
/** How many messages after the first attempt are searched for a share, at once and at most. */
const SEARCHED = 100;
const MOST_PAGES = 5;
/** How long one request for the message of a file may take, in milliseconds. */
const MESSAGE_MS = 10_000;
/** Talk's capability to delete messages. */
const DELETES = 'delete-messages';
const NO_RULES: NameRules = { names: [], basenames: [], characters: [], extensions: [] };

export interface AccountFilesDeps {
  client: Client;
  clock: Clock;
  log: Logger;
  /** Reads the messages after another one, oldest first. */
  messagesAfter: TalkApi['messagesAfter'];
  /** Deletes a message of the user. */
  deleteMessage: TalkApi['deleteMessage'];
  /** The account's key. */
  key: string;
  half: HalfUploads;
  /** The server has ended the session. */
  isSignedOut: () => boolean;
  /** The administrator allows files. */
  isAllowed: boolean;
  profile: () => Profile | null;
  room: (token: string) => Room | undefined;
  nextId: () => number;
  onChange: () => void;
  onShared: (shared: Shared) => void;
}

export type AccountFiles = ReturnType<typeof createAccountFiles>;

/** The files of one account: on their way to conversations, and from messages to this computer. */
export function createAccountFiles(deps: AccountFilesDeps) {
  const { client, clock, log, key, half, isAllowed, profile, room, nextId, onChange } = deps;
  const api = createFilesApi(client, () => {
    const userId = profile()?.userId;
    // Only a profile says that files may be sent at all.
    if (userId === undefined) throw new FileRefused('no profile');
    return userId;
  });
  const sending = createFileSending({
    api,
    clock,
    log,
    half,
    nextId,
    onChange,
    folder,
    rules: () => profile()?.capabilities.capabilities.fileNames ?? NO_RULES,
    newestIn(token) {
      const found = room(token);
      return found?.lastMessage?.id ?? found?.lastReadMessage ?? 0;
    },
    async messageOf(token, reference, after, signal) {
      let from = after;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { messages, full } = await deps.messagesAfter(token, from, SEARCHED, MESSAGE_MS, signal);
        const found = messages.find(
          ({ referenceId, actorType, actorId }) =>
            referenceId === reference && actorType === 'users' && actorId === profile()?.userId,
        );
        if (found) return found.id;
        const last = messages.at(-1);
        if (!full || !last) return null;
        from = last.id;
      }
      return null;
    },
    async deleteMessage(token, message, signal) {
      const features = profile()?.capabilities.capabilities.spreed?.features ?? [];
      if (features.includes(DELETES)) await deps.deleteMessage(token, message, signal);
    },
    onShared: deps.onShared,
  });
  const saving = createFileSaving({ api, clock, log, nextId, onChange });

  const canSend = (): boolean => isAllowed && !deps.isSignedOut() && folderOf(profile()) !== null;

  /** @throws FileRefused */
  function folder(): string[] {
    const found = isAllowed ? folderOf(profile()) : null;
    if (found === null) throw new FileRefused('the server or the administrator');
    return found;
  }

  const named = (token: string): Pick<FileItem, 'token' | 'conversation'> => {
    const found = room(token);
    return { token: globalToken(key, token), conversation: found ? nameOf(found) : null };
  };

  return {
    /** The server and the administrator let the user send files. */
    canSend,
    /** The administrator lets the user save files. */
    canSave: (): boolean => isAllowed && !deps.isSignedOut(),
    /** @throws MessageRefused, FileRefused */
    check(token: string): void {
      const found = room(token);
      if (!found) throw new RangeError('no such conversation');
      if (deps.isSignedOut()) throw new SessionEnded('files');
      folder();
      if (!canReply(found)) throw new MessageRefused('the conversation accepts nothing');
    },
    /** @throws FileNameForbidden, FileRefused, TooManyFiles */
    offer(token: string, files: OpenedFile[]): void {
      if (files.length > MOST_FILES) throw new TooManyFiles(String(files.length));
      sending.offer(token, files);
    },
    sending,
    /**
     * Resolves with whether the file is there: false when the user has cancelled.
     * @throws FileGone, TooManyFiles, and as FileSaving.save
     */
    async save(token: string, file: MessageFile, target: FileBeingSaved): Promise<boolean> {
      return saving.save(token, file, target);
    },
    /** @throws FileRefused, FileGone, TooManyFiles */
    checkSaving({ path }: MessageFile): void {
      if (!isAllowed) throw new FileRefused('the administrator');
      if (deps.isSignedOut()) throw new SessionEnded('files');
      if (path === '') throw new FileGone('no path');
      if (saving.views().length >= MOST_SAVING) throw new TooManyFiles('saving');
    },
    has: (id: number): boolean => [...sending.views(), ...saving.views()].some((view) => view.id === id),
    cancel(id: number): void {
      sending.cancel(id);
      saving.cancel(id);
    },
    items: (): FileItem[] => [
      ...sending.views().map(({ token, ...view }) => ({ ...view, ...named(token), way: 'up' as const })),
      ...saving.views().map(({ token, ...view }) => ({
        ...view,
        ...named(token),
        way: 'down' as const,
        count: 1,
        stage: 'moving' as const,
        error: null,
      })),
    ],
    /** Deletes uploads on the server that an earlier run has left. Never rejects. */
    async tidy(): Promise<void> {
      for (const id of half.earlier()) {
        try {
          await api.abortUpload(id);
          half.note(id, false);
        } catch {
          // The next start tries again.
        }
      }
    },
    stop(): void {
      half.end();
      sending.stop();
      saving.stop();
    },
  };
}

/** Returns the folder for files of conversations; null: the user may send none, or the server names an odd one. */
function folderOf(profile: Profile | null): string[] | null {
  const attachments = profile?.capabilities.capabilities.spreed?.attachments ?? null;
  return attachments && segmentsOf(attachments.folder);
}
