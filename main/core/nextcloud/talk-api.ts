import {
  AnswerTooLong,
  ListTooLong,
  Redirected,
  ServerError,
  ServerMoved,
  statusSaid,
  TalkForbidden,
  TalkMissing,
  type TalkmelderError,
} from '../errors.ts';
import { OwnStatus } from '../model/connected.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import { latestId, type MessageId } from '../model/message-id.ts';
import { oneLine } from '../model/plain-text.ts';
import { bitmapType } from './bitmap.ts';
import { type Client, openEnvelope, type RequestOptions } from './client.ts';
import { redrawn } from './plain-svg.ts';
import { LEVEL_NUMBERS } from './room-action.ts';
import { createRoomReader, type RoomsRead } from './room-reader.ts';
import {
  Anything,
  Capabilities,
  Changed,
  FollowedThreads,
  type Message,
  MessagesAnswer,
  type Room,
  Sent,
  ThreadSetting,
  User,
  UserStatus,
} from './schemas.ts';
import { askStatusPhp } from './server-status.ts';
import type { FollowedThread, ThreadLevel } from './thread.ts';

const ROOMS = 'apps/spreed/api/v4/room';
const CHAT = 'apps/spreed/api/v1/chat';
const CALL = 'apps/spreed/api/v4/call';
const USER_STATUS = 'apps/user_status/api/v1/user_status';

/**
 * `over`: the user has joined on another device, or the conversation is gone. `missed`: the call has ended without the
 * user.
 */
export type CallState = 'rings' | 'missed' | 'over';

/** Who is signed in, and what the server supports. */
export interface Profile {
  /** The user id, which may differ from the login name. */
  userId: string;
  displayName: string;
  /** The theming colour, `#rrggbb`, or null. */
  colour: string | null;
  capabilities: Capabilities;
}

/** Every conversation, or those that changed since the requested time. */
export interface RoomList extends RoomsRead {
  /** The `modifiedSince` of the next request, seconds by the server's clock; null when the server did not send one. */
  modifiedBefore: number | null;
  /** Changes when the server's Talk capabilities change. */
  hash: string | null;
  /** When the server sent the answer, seconds since 1970 by its clock; null when it does not say. */
  sentAt: number | null;
}

/** Messages of a conversation, in the order of the answer. */
export interface MessagePage {
  messages: Message[];
  /** The page holds as many messages as were requested, readable or not: more may follow. */
  full: boolean;
  /** Names of the fields that could not be read in any message. */
  odd: readonly string[];
}

const NOTHING: MessagePage = { messages: [], full: false, odd: [] };

/** A picture that is safe in an <img>. */
export interface Picture {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const SVG = 'image/svg+xml';
/** Only whether there are messages matters. */
const MOST_AWAITED = 100;
/** As many as Talk returns at once. */
const MOST_THREADS = 100;
/** The user waits for the messages with a text field open. */
const CONTEXT_MS = 5_000;
const MAX_PICTURE_BYTES = 1024 * 1024;
/** Honest lists have about 2.4 kB per conversation: 40,000 conversations are 96 MB. */
const MAX_LIST_BYTES = 128 * 1024 * 1024;

export type TalkApi = ReturnType<typeof createTalkApi>;

/**
 * Talkmelder's requests to a signed-in Nextcloud. Reading never moves a read marker and never marks the user as online.
 * @param isAlways the conversation is held however many there are
 */
export function createTalkApi(client: Client, isAlways?: (room: Room) => boolean) {
  const readList = createRoomReader(isAlways);
  const capabilities = async (): Promise<Capabilities> => (await client.ocs('cloud/capabilities', Capabilities)).data;

  /** Returns null when the user has never set a status (404), and for a status that cannot be chosen here. */
  async function ownStatus(): Promise<OwnStatus | null> {
    try {
      const { data } = await client.ocs(USER_STATUS, UserStatus, { timeout: 5_000 });
      return OwnStatus.options.find((known) => known === data.status) ?? null;
    } catch (error) {
      if (statusSaid(error) === 404) return null;
      throw error;
    }
  }

  /**
   * Finds out why Talk does not answer. The server may have moved. 404 means Talk disabled, 403 Talk limited to other
   * groups, and 500 a fault or Talk disabled less than an hour ago (stale route cache). Only the capabilities tell for
   * sure, and they are requested only when Nextcloud itself has sent the status: a firewall's page says nothing about
   * Talk.
   */
  async function explain(error: unknown): Promise<TalkmelderError | unknown> {
    // A redirect of the list alone may come from a gateway; a server that has moved redirects every request.
    if (error instanceof Redirected) {
      const answer = await askStatusPhp(client).catch((elsewhere: unknown) => elsewhere);
      return answer instanceof ServerMoved ? answer : error;
    }
    const status = statusSaid(error);
    if (status !== 403 && status !== 404 && status !== 500) return error;
    const known = await capabilities();
    if (known.capabilities.spreed || known.readable === false) return error;
    return status === 403 ? new TalkForbidden('403') : new TalkMissing(`${status}, and no Talk in the capabilities`);
  }

  /**
   * Reads messages of a conversation without marking them as read or the user as online. 304 means that there are none.
   * Every other failure is thrown, because only a real answer proves that there are no messages.
   */
  async function chat(
    token: string,
    limit: number,
    more: Record<string, string | number>,
    timeout?: number,
    signal?: AbortSignal,
  ) {
    const query = { ...more, limit, setReadMarker: 0, markNotificationsAsRead: 0, noStatusUpdate: 1 };
    const patience = { ...(timeout && { timeout }), ...(signal && { signal }) };
    try {
      const { data } = await client.ocs(`${CHAT}/${token}`, MessagesAnswer, { query, ...patience });
      // A server may send more than requested; the rest is dropped, because the app would have to request it anyway.
      return { messages: data.messages.slice(0, limit), full: data.given >= limit, odd: data.odd };
    } catch (error) {
      if (error instanceof ServerError && error.status === 304) return NOTHING;
      throw error;
    }
  }

  async function picture(path: string): Promise<Picture | null> {
    const { status, headers, bytes } = await client.download(
      `${client.server}/${path}`,
      { limit: MAX_PICTURE_BYTES },
      { 'OCS-APIRequest': 'true', Accept: 'image/*' },
    );
    const contentType = headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    if (status !== 200) return null;
    if (contentType === SVG) {
      const drawing = redrawn(bytes);
      return drawing && { type: `${SVG}; charset=utf-8`, bytes: drawing };
    }
    const type = contentType.startsWith('image/') ? bitmapType(bytes) : null;
    return type === null ? null : { type, bytes };
  }

  return {
    /**
     * Reads the conversations, including changelog conversations.
     * @param since seconds: only those modified since then. Conversations that are gone are not reported.
     * @param withStatus adds people's status; the answer then always contains all one-to-one conversations
     */
    async rooms(since: number | null = null, withStatus = false): Promise<RoomList> {
      const query = {
        noStatusUpdate: 1,
        ...(since !== null && { modifiedSince: since }),
        ...(withStatus && { includeStatus: 'true' }),
      };
      try {
        const { body, headers } = await client.ocsText(ROOMS, { query, limit: MAX_LIST_BYTES });
        const list = readList(body);
        openEnvelope(list.envelope, headers);
        const isWhole = since === null || seconds(headers) === null;
        const found = list.read(isWhole);
        // No element of a full list is readable, so it is not a list. A delta may consist of a few unreadable elements
        // only.
        if (isWhole && found.rooms.length === 0 && found.leftOut > 0) throw new ServerError('unexpected shape', 0);
        return {
          ...found,
          modifiedBefore: seconds(headers),
          hash: headers.get('x-nextcloud-talk-hash'),
          sentAt: sentAt(headers),
        };
      } catch (error) {
        if (error instanceof AnswerTooLong) throw new ListTooLong(`more than ${MAX_LIST_BYTES} bytes`);
        throw await explain(error);
      }
    },

    /** Reads one conversation; null when it is unreadable. @param timeout milliseconds */
    async room(token: string, timeout: number): Promise<Room | null> {
      const { data } = await client.ocs(`${ROOMS}/${token}`, Changed, { timeout });
      return data?.token === token ? data : null;
    },

    /** Returns the id of the newest message in a conversation; null when there is none. @param timeout milliseconds */
    async newestMessageId(token: string, timeout?: number): Promise<MessageId | null> {
      return (await chat(token, 1, { lookIntoFuture: 0 }, timeout)).messages[0]?.id ?? null;
    },

    /** Reads the messages after `messageId`, oldest first; at most `limit`. @param timeout milliseconds */
    messagesAfter: (
      token: string,
      messageId: MessageId,
      limit: number,
      timeout?: number,
      signal?: AbortSignal,
    ): Promise<MessagePage> =>
      chat(token, limit, { lookIntoFuture: 1, timeout: 0, lastKnownMessageId: String(messageId) }, timeout, signal),

    /**
     * Waits at the server for the next messages after `messageId`; empty when none came in this time. It occupies one of
     * the server's workers all the while.
     * @param seconds at most 30
     */
    waitForMessages: (token: string, messageId: MessageId, seconds: number, timeout: number): Promise<MessagePage> =>
      chat(
        token,
        MOST_AWAITED,
        { lookIntoFuture: 1, timeout: seconds, lastKnownMessageId: String(messageId) },
        timeout,
      ),

    /**
     * Reads the messages before `messageId`, or the newest ones without it, newest first; at most `limit`.
     * @param timeout milliseconds
     */
    messagesBefore: (
      token: string,
      messageId: MessageId | null,
      limit: number,
      timeout?: number,
    ): Promise<MessagePage> =>
      chat(
        token,
        limit,
        { lookIntoFuture: 0, ...(messageId !== null && { lastKnownMessageId: String(messageId) }) },
        timeout,
      ),

    /**
     * Returns the state of a call that rings here. Needs Talk's `call-notification-state-api`.
     * @param timeout milliseconds
     */
    async callState(token: string, timeout: number): Promise<CallState> {
      try {
        const { status } = await client.ocs(`${CALL}/${token}/notification-state`, Anything, { timeout });
        return status === 201 ? 'missed' : 'rings';
      } catch (error) {
        const status = statusSaid(error);
        if (status === 403 || status === 404) return 'over';
        throw error;
      }
    },

    /** Reads the newest messages of a conversation, newest first; at most `limit`. */
    lastMessages: async (token: string, limit: number): Promise<Message[]> =>
      (await chat(token, limit, { lookIntoFuture: 0 }, CONTEXT_MS)).messages,

    /** Reads the threads that the user follows, those with the newest posts first. Muted threads are not included. */
    followedThreads: async (): Promise<FollowedThread[]> =>
      (await client.ocs(`${CHAT}/subscribed-threads`, FollowedThreads, { query: { limit: MOST_THREADS } })).data,

    /** Returns the level of a thread; 0 when the thread no longer exists. @param timeout milliseconds */
    async threadLevel(token: string, id: MessageId, timeout: number): Promise<ThreadLevel> {
      try {
        return (await client.ocs(`${CHAT}/${token}/threads/${id}`, ThreadSetting, { timeout })).data;
      } catch (error) {
        if (error instanceof ServerError && error.ocs === 404) return 0;
        throw error;
      }
    },

    /**
     * Sends a message; returns its id, if the server sends one.
     * @param referenceId lets the sender recognise the message
     */
    async send(token: string, message: string, referenceId: string): Promise<MessageId | null> {
      const sent = await client.ocs(`${CHAT}/${token}`, Sent, { method: 'post', form: { message, referenceId } });
      return sent.data?.id ?? null;
    },

    /**
     * Deletes a message of the user; its place stays, and says so. Talk deletes the share that a message tells of, too.
     * Needs Talk's `delete-messages`. @param timeout milliseconds
     */
    async deleteMessage(token: string, message: MessageId, signal: AbortSignal): Promise<void> {
      await client.ocs(`${CHAT}/${token}/${message}`, Anything, { method: 'delete', signal });
    },

    ownStatus,

    /** Whether the user has chosen "do not disturb". */
    isDoNotDisturb: async (): Promise<boolean> => (await ownStatus()) === 'dnd',

    /** Chooses a status. It stays until the user chooses another one, here or elsewhere. */
    async setOwnStatus(status: OwnStatus): Promise<void> {
      await client.ocs(`${USER_STATUS}/status`, Anything, { method: 'put', json: { statusType: status } });
    },

    /** The picture of a conversation; null when the server sends none that is safe to show. */
    avatar: (token: string, dark: boolean): Promise<Picture | null> =>
      picture(`ocs/v2.php/apps/spreed/api/v1/room/${token}/avatar${dark ? '/dark' : ''}`),

    /** The picture of a user; null when the server sends none that is safe to show. */
    userAvatar: async (userId: string, dark: boolean): Promise<Picture | null> =>
      picture(`index.php/avatar/${encodeURIComponent(userId)}/64${dark ? '/dark' : ''}`),

    /**
     * Carries out an action on a conversation.
     * @param upTo the last message that "mark as read" includes; null: every message
     * @returns the conversation afterwards; null when the server does not send it: Talk 18 returns an empty list
     */
    async act(
      room: Room,
      action: ConversationAction,
      upTo: MessageId | null = room.lastMessage?.id ?? null,
    ): Promise<Room | null> {
      const { path, ...options } = requestFor(room, action, upTo);
      const { data } = await client.ocs(path, Changed, options);
      return data?.token === room.token ? data : null;
    },

    async profile(): Promise<Profile> {
      // One after the other, so that wrong credentials do not count as two attempts.
      const user = await client.ocs('cloud/user', User);
      const known = await capabilities();
      const { id, displayname, 'display-name': older } = user.data;
      const colour = known.capabilities.theming?.color ?? '';
      return {
        userId: id,
        displayName: displayname || older || oneLine(id),
        colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : null,
        capabilities: known,
      };
    },
  };
}

function requestFor(
  { token, lastReadMessage }: Room,
  action: ConversationAction,
  upTo: MessageId | null,
): RequestOptions & { path: string } {
  const switched = (on: boolean) => ({ method: on ? ('post' as const) : ('delete' as const) });
  switch (action.kind) {
    case 'mark-read':
      // Marks only up to the last message that the user has seen, so that later messages stay unread.
      return {
        path: `${CHAT}/${token}/read`,
        method: 'post',
        ...(upTo !== null && { form: { lastReadMessage: String(latestId(upTo, lastReadMessage)) } }),
      };
    case 'mark-unread':
      return { path: `${CHAT}/${token}/read`, method: 'delete' };
    case 'set-level':
      return { path: `${ROOMS}/${token}/notify`, method: 'post', form: { level: String(LEVEL_NUMBERS[action.level]) } };
    case 'set-favourite':
      return { path: `${ROOMS}/${token}/favorite`, ...switched(action.on) };
    case 'set-archived':
      return { path: `${ROOMS}/${token}/archive`, ...switched(action.on) };
  }
}

function seconds(headers: Headers): number | null {
  const value = Number(headers.get('x-nextcloud-talk-modified-before') ?? Number.NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

function sentAt(headers: Headers): number | null {
  const at = Math.floor(Date.parse(headers.get('date') ?? '') / 1_000);
  return Number.isFinite(at) && at > 0 ? at : null;
}
