import { fileOf, type MessageFile } from '../conversations/attachment.ts';
import { isDeleted, isOwn, isSystem, previewOf, wholeTextOf } from '../conversations/preview.ts';
import { describeError, MessageRefused, MessageTooLong, statusSaid } from '../errors.ts';
import type { Say } from '../i18n/index.ts';
import type { RecentMessage, ReplyContext, WhyEmpty } from '../model/conversation.ts';
import type { MessageId } from '../model/message-id.ts';
import { LATEST_S } from '../nextcloud/message.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Logger } from '../ports.ts';
import { whileSignedIn } from '../sync/after-failure.ts';
import type { ReplyMemory } from './reply-memory.ts';

const SHOWN = 3;
/** More than are shown, because some of the last messages are system messages or deleted. */
const FETCHED = 20;
/** How many messages after the first attempt are searched for the reply, which may have arrived. */
const SEARCHED = 100;

/** Not allowed, gone, held in the lobby: the next list shows which. */
const CLOSED: ReadonlySet<number> = new Set([403, 404, 412]);
/** The statuses above, and 400 for an empty message. */
const REFUSALS: ReadonlySet<number> = new Set([400, ...CLOSED]);

export interface RepliesDeps {
  api: Pick<TalkApi, 'lastMessages' | 'messagesAfter' | 'send'>;
  memory: ReplyMemory;
  room: (token: string) => Room | undefined;
  /** Something is wrong with the connection, so requests that are not essential are left out. */
  isTroubled: () => boolean;
  say: Say;
  log: Pick<Logger, 'warn'>;
  /** Resolves when opening a reply has waited long enough for a draft of an earlier run. */
  patience: () => Promise<void>;
  /**
   * The server has accepted a message. `messageId` is null when the server did not return it. Writing counts as reading
   * everything before.
   */
  onSent: (token: string, messageId: MessageId | null) => void;
  /** The user can neither read nor write in a conversation of the list. */
  onClosed: () => void;
}

type Shown = Pick<ReplyContext, 'messages' | 'empty'>;

export type Replies = ReturnType<typeof createReplies>;

/** Quick replies: the messages that they answer, unsent texts, and sending. */
export function createReplies({ api, memory, room, isTroubled, say, log, patience, onSent, onClosed }: RepliesDeps) {
  const underWay = new Map<string, Promise<void>>();
  /** The files of the messages that were last shown, by the message's id. */
  let shownFiles = new Map<string, MessageFile>();

  const roomOf = (token: string): Room => {
    const found = room(token);
    if (!found) throw new RangeError('no such conversation');
    return found;
  };

  /** Returns no messages where they cannot be loaded: answering must still be possible. */
  async function context(token: string): Promise<Shown> {
    const asked = room(token);
    if (!asked) return nothing('gone');
    // Other people may see the screen, so it shows nothing of sensitive conversations.
    if (asked.isSensitive) return nothing('sensitive');
    if (isTroubled()) return nothing('not-loaded');
    try {
      const messages = await lastOf(asked);
      return messages.length === 0 ? nothing('none') : { messages, empty: null };
    } catch (error) {
      if (!isClosed(error)) {
        log.warn(`messages before a reply: ${describeError(error)}`);
        return nothing('not-loaded');
      }
      onClosed();
      return nothing('gone');
    }
  }

  async function lastOf(asked: Room): Promise<RecentMessage[]> {
    const messages = await api.lastMessages(asked.token, FETCHED);
    const shown = messages
      .filter((message) => !isSystem(message) && !isDeleted(message))
      .slice(0, SHOWN)
      .reverse();
    shownFiles = new Map();
    return shown.map((message, index, all) => {
      const file = fileOf(message);
      if (file) shownFiles.set(fileKey(asked.token, message.id), file);
      // The last message is the one to answer, so it is shown whole.
      const whole = index === all.length - 1 ? wholeTextOf(message, say) : undefined;
      return {
        ...previewOf(message, asked, say),
        id: message.id,
        own: isOwn(message, asked),
        at: Math.min(message.timestamp, LATEST_S) * 1_000,
        ...(whole !== undefined && { whole }),
        ...(file && { file: { canSave: file.path !== '' } }),
      };
    });
  }

  /** Looks for an earlier attempt that arrived after all, because Talk accepts the same message twice. */
  async function arrived(to: Room, text: string, id: string): Promise<MessageId | null> {
    const { ids, after } = memory.suspects(id, to.token, text);
    if (ids.size === 0) return null;
    const { messages } = await api.messagesAfter(to.token, after, SEARCHED);
    return messages.find(({ referenceId = '', ...message }) => ids.has(referenceId) && isOwn(message, to))?.id ?? null;
  }

  async function deliver(token: string, text: string, id: string): Promise<void> {
    try {
      await post(token, text, id);
    } catch (error) {
      if (isClosed(error)) onClosed();
      throw translated(error);
    }
  }

  async function post(token: string, text: string, id: string): Promise<void> {
    const to = roomOf(token);
    const known = await arrived(to, text, id);
    memory.doubt(id, { token, text, after: to.lastMessage?.id ?? to.lastReadMessage });
    const messageId = known ?? (await send(token, text, id));
    memory.settle(id, token, text);
    if (memory.drafts.get(token)?.trim() === text.trim()) memory.keepDraft(token, '');
    onSent(token, messageId);
  }

  async function send(token: string, text: string, id: string): Promise<MessageId | null> {
    try {
      return await api.send(token, text, id);
    } catch (error) {
      if (refusalOf(error)) memory.dismiss(id);
      throw error;
    }
  }

  return {
    /** Returns what a quick reply starts with. */
    async open(token: string): Promise<ReplyContext> {
      // A silent keyring does not stop the user from answering.
      const [shown] = await Promise.all([context(token), Promise.race([memory.restored(), patience()])]);
      return { ...shown, draft: memory.drafts.get(token) ?? '' };
    },
    /** Appends a notification's answer that could not be sent, so that no typed text is lost. */
    addToDraft(token: string, text: string): void {
      roomOf(token);
      const before = memory.drafts.get(token);
      memory.keepDraft(token, before ? `${before}\n${text}` : text);
    },
    keepDraft(token: string, text: string): void {
      roomOf(token);
      memory.keepDraft(token, text);
    },
    /**
     * Sends a message once, however often it is called.
     * @param id of this message, the same for each attempt
     * @throws MessageTooLong, MessageRefused, and the errors of a request
     */
    send(token: string, text: string, id: string): Promise<void> {
      if (memory.isSent(id)) return Promise.resolve();
      const sending = underWay.get(id) ?? deliver(token, text, id).finally(() => underWay.delete(id));
      underWay.set(id, sending);
      return sending;
    },
    /** Returns the file of a message that was last shown before a reply; null: it has none. */
    fileOf: (token: string, message: MessageId): MessageFile | null => shownFiles.get(fileKey(token, message)) ?? null,
    /** The messages that are being sent. */
    underWay: (): Promise<void>[] => [...underWay.values()],
  };
}

const fileKey = (token: string, message: MessageId): string => `${token}/${message}`;

const nothing = (empty: WhyEmpty): Shown => ({ messages: [], empty });

/** Whether the server says that the conversation is not, or no longer, open to the user. */
function isClosed(error: unknown): boolean {
  const status = statusSaid(error);
  return status !== null && CLOSED.has(status);
}

/** Translates the failure of a message into an error with a sentence for the user. */
const translated = (error: unknown): unknown => refusalOf(error) ?? whileSignedIn(error);

/** Translates the server's refusal of a message; null for any other error, such as a page from a proxy. */
function refusalOf(error: unknown): MessageRefused | MessageTooLong | null {
  const status = statusSaid(error);
  if (status === 413) return new MessageTooLong('413');
  return status !== null && REFUSALS.has(status) ? new MessageRefused(String(status)) : null;
}
