import { isDeleted } from '../conversations/preview.ts';
import { compareIds, type MessageId, previousId } from '../model/message-id.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';
import { concernsAll, type OnFault } from './ask-about.ts';
import { isOfMessages, type Shown } from './notify-policy.ts';

/** Number of conversations per run. */
const AT_ONCE = 3;
const LOOKED_AT = 40;
const PATIENCE_MS = 3_000;
/** The shortest interval, whatever push reports. */
const SHORTEST_GAP_MS = 10_000;
/**
 * The interval starts with each list and grows with the notification's age; after a while, only full lists check it.
 */
const FIRST_GAP_MS = 25_000;
const SHARE_OF_AGE = 1 / 2;
const LONGEST_MS = 15 * 60_000;
/** How long after a failure messages are fetched again. */
const AFTER_FAILURE_MS = 5 * 60_000;

/** What has become of the notifications on the screen. */
export interface Checked {
  /** Keys of the notifications whose message is gone. */
  gone: string[];
  /** Notifications and the current state of the message whose text they show. */
  there: { shown: Shown; room: Room; message: Message }[];
}

const NOTHING: Checked = { gone: [], there: [] };

/** A conversation whose notifications may show messages that are gone or were edited. */
interface Doubt {
  room: Room;
  shown: readonly Shown[];
  /** Its visible state. */
  print: string;
}

export interface ToastCheckDeps {
  api: Pick<TalkApi, 'messagesAfter'>;
  clock: Clock;
  onFault: OnFault;
}

export type ToastCheck = ReturnType<typeof createToastCheck>;

/**
 * Checks the messages whose notifications are on the screen. A delta does not contain edits, deletions, reactions, the
 * user's removal, or that a conversation is gone. A request for the conversation itself shows all of this for its last
 * message, and its unread count shows whether another one is gone.
 */
export function createToastCheck({ api, clock, onFault }: ToastCheckDeps) {
  /**
   * When a notification of a conversation was last shown, and when the conversation was requested, in monotonic
   * milliseconds.
   */
  const times = new Map<string, { shownAt: number; askedAt: number }>();
  /** The visible state when the messages were fetched and none was gone. */
  const complete = new Map<string, string>();
  /** Conversations that were requested since the last check: what the list does not show of them is checked, too. */
  const requested = new Set<string>();
  /** When the messages could not be fetched, in monotonic milliseconds. */
  const failedAt = new Map<string, number>();

  function isDue(token: string, hinted: boolean): boolean {
    const time = times.get(token);
    if (!time) return false;
    const age = clock.monotonic() - time.shownAt;
    const rest = clock.monotonic() - time.askedAt;
    if (hinted) return rest >= SHORTEST_GAP_MS;
    return age <= LONGEST_MS && rest >= Math.max(FIRST_GAP_MS, age * SHARE_OF_AGE);
  }

  async function look({ room, shown, print }: Doubt): Promise<Checked> {
    const [oldest = 0] = shown.flatMap(visibleIn).sort(compareIds);
    try {
      const { messages, full } = await api.messagesAfter(room.token, previousId(oldest), LOOKED_AT, PATIENCE_MS);
      const byId = new Map(messages.map((message) => [message.id, message]));
      // Messages beyond a full page may still exist.
      const reach = full ? (messages.at(-1)?.id ?? 0) : Number.POSITIVE_INFINITY;
      const isLeft = (id: MessageId): boolean => id > reach || isThere(byId.get(id));
      complete.set(room.token, print);
      const gone = shown.filter((one) => !visibleIn(one).every(isLeft)).map(({ key }) => key);
      const there = shown.flatMap((one) =>
        visibleIn(one).flatMap((id) => {
          const message = byId.get(id);
          return message ? { shown: one, room, message } : [];
        }),
      );
      return { gone, there };
    } catch (error) {
      if (concernsAll(error)) throw error;
      onFault(room.token, error);
      failedAt.set(room.token, clock.monotonic());
      return NOTHING;
    }
  }

  function hasJustFailed(token: string): boolean {
    const age = clock.monotonic() - (failedAt.get(token) ?? Number.NEGATIVE_INFINITY);
    return age < AFTER_FAILURE_MS;
  }

  return {
    /** These notifications are now on the screen. */
    shown(notifications: readonly Shown[]): void {
      const now = clock.monotonic();
      for (const one of notifications.filter(isOfMessages))
        if (one.token !== null) times.set(one.token, { shownAt: now, askedAt: now });
    },
    /**
     * Returns the conversations that should be requested now, because the delta says nothing about them.
     * @param shown all notifications on the screen
     * @param named conversations whose current state the list has just sent
     * @param isHinted push has reported a change, perhaps in another conversation
     */
    due(shown: readonly Shown[], named: ReadonlySet<string>, isHinted: boolean): string[] {
      const tokens = new Set(shown.filter(isOfMessages).map(({ token }) => token ?? ''));
      for (const token of times.keys()) if (!tokens.has(token)) times.delete(token);
      for (const kept of [complete, failedAt])
        for (const token of kept.keys()) if (!tokens.has(token)) kept.delete(token);
      for (const [token, time] of times) if (named.has(token)) time.askedAt = clock.monotonic();
      const due = [...times].filter(([token]) => isDue(token, isHinted));
      const longestAgo = due.sort(([, a], [, b]) => a.askedAt - b.askedAt).slice(0, AT_ONCE);
      for (const [token, time] of longestAgo) {
        time.askedAt = clock.monotonic();
        requested.add(token);
      }
      return longestAgo.map(([token]) => token);
    },
    /**
     * Finds out which messages are gone or were edited: in conversations with fewer unread messages than the screen
     * shows, and in those that were just requested, if the screen shows more than their last message.
     * @param shown all notifications on the screen
     * @throws errors that concern the whole account
     */
    async check(shown: readonly Shown[], rooms: ReadonlyMap<string, Room>): Promise<Checked> {
      const doubts: Doubt[] = [];
      for (const [token, ofToken] of Map.groupBy(shown.filter(isOfMessages), (one) => one.token ?? '')) {
        const room = rooms.get(token);
        const print = `${room?.unreadMessages}/${ofToken.map(({ members }) => members)}`;
        if (!room || hasJustFailed(token)) continue;
        const isBehind = requested.delete(token) && showsEarlier(room, ofToken);
        if (isBehind || (isShort(room, ofToken) && complete.get(token) !== print))
          doubts.push({ room, shown: ofToken, print });
      }
      requested.clear();
      const found = await Promise.all(doubts.slice(0, AT_ONCE).map(look));
      return { gone: found.flatMap(({ gone }) => gone), there: found.flatMap(({ there }) => there) };
    },
    /** The user asks for a refresh, so messages that could not be fetched are requested again at once. */
    release: (): void => failedAt.clear(),
  };
}

const isThere = (message: Message | undefined): boolean => message !== undefined && !isDeleted(message);

/** Messages that have rung count as unread, unless they are read or gone. */
function isShort(room: Room, shown: readonly Shown[]): boolean {
  const unread = new Set(shown.flatMap(({ members }) => members).filter((id) => id > room.lastReadMessage));
  return unread.size > room.unreadMessages && !isUnsure(room, 'unreadMessages');
}

/** Whether the screen shows messages before the conversation's last one, whose state no list contains. */
const showsEarlier = ({ lastMessage }: Room, shown: readonly Shown[]): boolean =>
  lastMessage !== undefined && shown.flatMap(visibleIn).some((id) => id !== lastMessage.id);

/** A notification that counts shows only the newest message; the count of earlier ones is not corrected. */
const visibleIn = ({ members }: Shown): readonly MessageId[] => members.slice(-1);
