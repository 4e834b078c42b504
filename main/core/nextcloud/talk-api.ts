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

/** `over`: the user has joined it elsewhere, or the conversation is gone. `missed`: it has ended without the user. */
export type CallState = 'rings' | 'missed' | 'over';

/** Who is signed in, and what the server can do. */
export interface Profile {
  /** The user id, which the login name need not be. */
  userId: string;
  displayName: string;
  /** The theming colour, `#rrggbb`, or null. */
  colour: string | null;
  capabilities: Capabilities;
}

/** Every conversation, or those that changed since the moment asked for. */
export interface RoomList extends RoomsRead {
  /** What to ask for next time (`modifiedSince`), seconds by the server's clock; null when the server did not say. */
  modifiedBefore: number | null;
  /** Changes when the server's Talk capabilities did. */
  hash: string | null;
}

/** Messages of a conversation, in the order of the answer. */
export interface MessagePage {
  messages: Message[];
  /** As many as were asked for, readable or not: more may follow. */
  full: boolean;
  /** Names of the fields that could not be read in one of them. */
  odd: readonly string[];
}

const NOTHING: MessagePage = { messages: [], full: false, odd: [] };

/** A picture fit for an <img>. */
export interface Picture {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const SVG = 'image/svg+xml';
/** As many as Talk tells at once. */
const MOST_THREADS = 100;
/** Somebody waits for it with a text field before them. */
const CONTEXT_MS = 5_000;
const MAX_PICTURE_BYTES = 1024 * 1024;
/** Honest lists have about 2.4 kB a conversation: of 40,000, that is 96 MB. */
const MAX_LIST_BYTES = 128 * 1024 * 1024;

export type TalkApi = ReturnType<typeof createTalkApi>;

/** What Talkmelder asks of a signed-in Nextcloud. Reading never moves a read marker and never marks the user online. */
export function createTalkApi(client: Client) {
  const readList = createRoomReader();
  const capabilities = async (): Promise<Capabilities> => (await client.ocs('cloud/capabilities', Capabilities)).data;

  /**
   * Why Talk does not answer. The server may have moved. 404 is Talk switched off, 403 Talk limited to other groups, and 500 can be either a fault
   * or Talk switched off less than an hour ago (stale route cache). Only the capabilities tell for sure, and they are
   * asked only where Nextcloud itself has said so: a firewall's page says nothing about Talk.
   */
  async function explain(error: unknown): Promise<TalkmelderError | unknown> {
    // A redirect of the list alone may be a gateway's page; of a server that has moved, everything is redirected.
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
   * Messages of a conversation, without marking anything as read or the user as online. 304: there are none. Every other
   * failure is thrown: only a real answer tells that nothing came.
   */
  async function chat(token: string, limit: number, more: Record<string, string | number>, timeout?: number) {
    const query = { ...more, limit, setReadMarker: 0, markNotificationsAsRead: 0, noStatusUpdate: 1 };
    try {
      const { data } = await client.ocs(`${CHAT}/${token}`, MessagesAnswer, { query, ...(timeout && { timeout }) });
      // A server may give more than it was asked for: the rest would have to be asked for anyway.
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
    const told = headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    if (status !== 200) return null;
    if (told === SVG) {
      const drawing = redrawn(bytes);
      return drawing && { type: `${SVG}; charset=utf-8`, bytes: drawing };
    }
    const type = told.startsWith('image/') ? bitmapType(bytes) : null;
    return type === null ? null : { type, bytes };
  }

  return {
    /**
     * The conversations, changelog conversations included.
     * @param since seconds: only what was modified since then. Conversations that are gone are not told.
     * @param withStatus tells who is there; one-to-one conversations are then in every answer
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
        const told = list.read(isWhole);
        // Nothing of it can be read: that is no list. Of changes, a few odd ones may be all that there are.
        if (isWhole && told.rooms.length === 0 && told.leftOut > 0) throw new ServerError('unexpected shape', 0);
        return { ...told, modifiedBefore: seconds(headers), hash: headers.get('x-nextcloud-talk-hash') };
      } catch (error) {
        if (error instanceof AnswerTooLong) throw new ListTooLong(`more than ${MAX_LIST_BYTES} bytes`);
        throw await explain(error);
      }
    },

    /** One conversation; null where it cannot be read. @param timeout milliseconds */
    async room(token: string, timeout: number): Promise<Room | null> {
      const { data } = await client.ocs(`${ROOMS}/${token}`, Changed, { timeout });
      return data?.token === token ? data : null;
    },

    /** The id of the newest message of a conversation; null when there is none. @param timeout milliseconds */
    async newestMessageId(token: string, timeout?: number): Promise<MessageId | null> {
      return (await chat(token, 1, { lookIntoFuture: 0 }, timeout)).messages[0]?.id ?? null;
    },

    /** The messages that came after `messageId`, oldest first; at most `limit`. @param timeout milliseconds */
    messagesAfter: (token: string, messageId: MessageId, limit: number, timeout?: number): Promise<MessagePage> =>
      chat(token, limit, { lookIntoFuture: 1, timeout: 0, lastKnownMessageId: String(messageId) }, timeout),

    /**
     * The messages that came before `messageId`, or the newest ones without it, newest first; at most `limit`.
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
     * What has become of a call that rings here. Needs Talk's `call-notification-state-api`.
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

    /** The newest messages of a conversation, newest first; at most `limit`. */
    lastMessages: async (token: string, limit: number): Promise<Message[]> =>
      (await chat(token, limit, { lookIntoFuture: 0 }, CONTEXT_MS)).messages,

    /** The threads that the user follows, those with the newest posts first. Muted ones are not among them. */
    followedThreads: async (): Promise<FollowedThread[]> =>
      (await client.ocs(`${CHAT}/subscribed-threads`, FollowedThreads, { query: { limit: MOST_THREADS } })).data,

    /** What is set for one thread; 0 where there is no such thread any more. @param timeout milliseconds */
    async threadLevel(token: string, id: MessageId, timeout: number): Promise<ThreadLevel> {
      try {
        return (await client.ocs(`${CHAT}/${token}/threads/${id}`, ThreadSetting, { timeout })).data;
      } catch (error) {
        if (error instanceof ServerError && error.ocs === 404) return 0;
        throw error;
      }
    },

    /** Writes a message; returns its id, if it was told. @param referenceId lets the sender recognise it */
    async send(token: string, message: string, referenceId: string): Promise<MessageId | null> {
      const sent = await client.ocs(`${CHAT}/${token}`, Sent, { method: 'post', form: { message, referenceId } });
      return sent.data?.id ?? null;
    },

    /** Did the user ask not to be disturbed? A user who never set a status (404) did not. */
    async isDoNotDisturb(): Promise<boolean> {
      try {
        const { data } = await client.ocs('apps/user_status/api/v1/user_status', UserStatus, { timeout: 5_000 });
        return data.status === 'dnd';
      } catch (error) {
        if (statusSaid(error) === 404) return false;
        throw error;
      }
    },

    /** The picture of a conversation; null where the server sends none that a window should show. */
    avatar: (token: string, dark: boolean): Promise<Picture | null> =>
      picture(`ocs/v2.php/apps/spreed/api/v1/room/${token}/avatar${dark ? '/dark' : ''}`),

    /** The picture of a user; null as above. */
    userAvatar: async (userId: string, dark: boolean): Promise<Picture | null> =>
      picture(`index.php/avatar/${encodeURIComponent(userId)}/64${dark ? '/dark' : ''}`),

    /**
     * Does something to a conversation.
     * @returns the conversation as it is afterwards; null where the server does not tell: Talk 18 answers an empty list
     */
    async act(room: Room, action: ConversationAction): Promise<Room | null> {
      const { path, ...options } = requestFor(room, action);
      const { data } = await client.ocs(path, Changed, options);
      return data?.token === room.token ? data : null;
    },

    async profile(): Promise<Profile> {
      // One after the other: wrong credentials must not count as two attempts.
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
  { token, lastMessage, lastReadMessage }: Room,
  action: ConversationAction,
): RequestOptions & { path: string } {
  const switched = (on: boolean) => ({ method: on ? ('post' as const) : ('delete' as const) });
  switch (action.kind) {
    case 'mark-read':
      // Up to what the person has seen: what came since then must not vanish unread.
      return {
        path: `${CHAT}/${token}/read`,
        method: 'post',
        ...(lastMessage && { form: { lastReadMessage: String(latestId(lastMessage.id, lastReadMessage)) } }),
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
