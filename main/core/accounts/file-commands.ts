import { FileChanged, FileUnusable, PictureUnusable, SessionEnded, TooManyFiles } from '../errors.ts';
import { savedName } from '../files/names.ts';
import { pictureExtension } from '../files/picture.ts';
import type { FileItem } from '../model/file-item.ts';
import { MOST_FILES } from '../model/file-limits.ts';
import type { MessageId } from '../model/message-id.ts';
import type { OpenedFile, Ports } from '../ports.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { ActiveAccount } from './account.ts';
import type { AccountList } from './list.ts';

export interface FileCommandsDeps {
  ports: Ports;
  preferences: Preferences;
  list: AccountList;
}

/**
 * What the user does with files. Conversations are named by `GlobalToken`, files under way by their number. Paths come
 * from the system's dialogs and from real drops, and never from the window's page.
 */
export function createFileCommands({ ports, preferences, list }: FileCommandsDeps) {
  const { conversation } = list;
  /** Files that are being saved; each promise resolves. */
  const saves = new Set<Promise<void>>();

  const ownerOf = (id: number): ActiveAccount | null => list.active().find(({ files }) => files.has(id)) ?? null;

  /** The account may leave while the user looks at a dialog, or a disk is slow. @throws SessionEnded */
  function stillThere(account: ActiveAccount): void {
    if (account.isOver()) throw new SessionEnded('the account has left');
  }

  async function openAll(paths: readonly string[]): Promise<OpenedFile[]> {
    const opened: OpenedFile[] = [];
    try {
      for (const path of paths) opened.push(await ports.files.open(path));
    } catch (error) {
      for (const file of opened) void file.close();
      throw error;
    }
    return opened;
  }

  return {
    /** Succeeds when the user may send files there now. @throws MessageRefused, FileRefused */
    checkFiles(global: string): void {
      const { account, token } = conversation(global);
      account.files.check(token);
    },
    /**
     * Takes files for a conversation; nothing is sent before `sendFiles`.
     * @throws FileUnusable, FileNameForbidden, TooManyFiles, MessageRefused, FileRefused
     */
    async offerFiles(global: string, paths: readonly string[]): Promise<void> {
      const { account, token } = conversation(global);
      account.files.check(token);
      if (paths.length > MOST_FILES) throw new TooManyFiles(String(paths.length));
      if (paths.length === 0) throw new FileUnusable('no path');
      const files = await openAll(paths);
      try {
        stillThere(account);
        account.files.offer(token, files);
      } catch (error) {
        for (const file of files) void file.close();
        throw error;
      }
    },
    /** Takes a pasted picture in the same way. @throws PictureUnusable, MessageRefused, FileRefused */
    async offerPicture(global: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
      const { account, token } = conversation(global);
      account.files.check(token);
      const extension = pictureExtension(bytes);
      if (extension === null) throw new PictureUnusable('neither PNG nor JPEG');
      const time = timeIn(new Date(ports.clock.now()));
      account.files.offer(token, [inMemory(`${preferences.say('pictureName', { time })}.${extension}`, bytes)]);
    },
    sendFiles(id: number, caption: string): void {
      ownerOf(id)?.files.sending.send(id, caption);
    },
    pauseFiles(id: number): void {
      ownerOf(id)?.files.sending.pause(id);
    },
    /** Goes on after a pause or a failure. */
    resumeFiles(id: number): void {
      ownerOf(id)?.files.sending.resume(id);
    },
    /** Ends sending or saving; nothing of it stays anywhere. */
    cancelFiles(id: number): void {
      ownerOf(id)?.files.cancel(id);
    },
    /** Opens the file of a message in the browser. @param message null: the conversation's last one @throws FileGone, BrowserNotOpened */
    async openAttachment(global: string, message: MessageId | null): Promise<void> {
      const { account, token } = conversation(global);
      await account.openFile(token, message);
    },
    /**
     * Saves the file of a message where the user says. Resolves with whether it is there; false: the user has cancelled.
     * @param askWhere shows the system's dialog with this name; null: the user has cancelled
     * @throws FileGone, FileRefused, FileNotWritten, TooManyFiles, and the errors of a request
     */
    async saveAttachment(
      global: string,
      message: MessageId | null,
      askWhere: (name: string) => Promise<string | null>,
    ): Promise<boolean> {
      const { account, token } = conversation(global);
      const file = account.messageFile(token, message);
      account.files.checkSaving(file);
      const path = await askWhere(savedName(file.name, preferences.say('fileWithoutName')));
      if (path === null) return false;
      stillThere(account);
      account.files.checkSaving(file);
      const target = await ports.files.save(path);
      const saved = account.files.save(token, file, target);
      const ended = saved
        .then(
          () => {},
          () => {},
        )
        .finally(() => saves.delete(ended));
      saves.add(ended);
      return saved;
    },
    /** Files that are being saved, or whose beginning is being removed; each promise resolves. */
    savesUnderWay: (): Promise<void>[] => [...saves],
    fileItems: (): FileItem[] => list.active().flatMap(({ files }) => files.items()),
  };
}

const two = (number: number): string => String(number).padStart(2, '0');

/** "2026-11-30 18.05.09": in the computer's own time, and without characters that names must not have. */
function timeIn(date: Date): string {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('.')}`;
}

const inMemory = (name: string, bytes: Uint8Array<ArrayBuffer>): OpenedFile => ({
  name,
  size: bytes.byteLength,
  isPasted: true,
  async read(offset, length) {
    if (offset + length > bytes.byteLength) throw new FileChanged('beyond its end');
    return bytes.slice(offset, offset + length);
  },
  close: async () => {},
});
