import { isDeleted } from '../conversations/preview.ts';
import { compareIds, type MessageId, previousId } from '../model/message-id.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';
import { concernsAll } from './ask-about.ts';
import type { Shown } from './notify-policy.ts';

/** So many conversations in one go. */
const AT_ONCE = 3;
const LOOKED_AT = 40;
const PATIENCE_MS = 3_000;
/** Not more often than this, whatever push says. */
const SHORTEST_GAP_MS = 10_000;
/** At first with each list, then more rarely as the notification grows older, and after a while with full lists only. */
const FIRST_GAP_MS = 25_000;
const SHARE_OF_AGE = 1 / 2;
const LONGEST_MS = 15 * 60_000;
/** Messages that could not be had are asked for again after so long. */
const AFTER_FAILURE_MS = 5 * 60_000;

const isOfMessages = ({ kind }: Shown): boolean => kind === 'message' || kind === 'count';

/** The screen may tell of messages that are gone. */
interface Doubt {
  room: Room;
  shown: readonly Shown[];
  /** What it looks like. */
  print: string;
}

export type ToastCheck = ReturnType<typeof createToastCheck>;

/**
 * Looks after the messages whose notifications are on the screen. A list of changes is silent about edits, deletions,
 * reactions, that the user was removed, and that a conversation is gone. The conversation itself, asked for alone, tells
 * all of these of its last message, and by its number of unread ones that another is gone.
 */
export function createToastCheck({ api, clock }: { api: Pick<TalkApi, 'messagesAfter'>; clock: Clock }) {
  /** When something of a conversation was shown last, and when it was asked for, in monotonic milliseconds. */
  const times = new Map<string, { shownAt: number; askedAt: number }>();
  /** What it looked like when its messages were asked for and none of them was gone. */
  const complete = new Map<string, string>();
  /** When its messages could not be had, in monotonic milliseconds. */
  const failedAt = new Map<string, number>();

  function isDue(token: string, hinted: boolean): boolean {
    const time = times.get(token);
    if (!time) return false;
    const age = clock.monotonic() - time.shownAt;
    const rest = clock.monotonic() - time.askedAt;
    if (hinted) return rest >= SHORTEST_GAP_MS;
    return age <= LONGEST_MS && rest >= Math.max(FIRST_GAP_MS, age * SHARE_OF_AGE);
  }

  /** @returns keys of those that show a message which is gone */
  async function look({ room, shown, print }: Doubt): Promise<string[]> {
    const [oldest = 0] = shown.flatMap(visibleIn).sort(compareIds);
    try {
      const { messages, full } = await api.messagesAfter(room.token, previousId(oldest), LOOKED_AT, PATIENCE_MS);
      const byId = new Map(messages.map((message) => [message.id, message]));
      // What is behind a full page is not known to be gone.
      const reach = full ? (messages.at(-1)?.id ?? 0) : Number.POSITIVE_INFINITY;
      const isLeft = (id: MessageId): boolean => id > reach || isThere(byId.get(id));
      complete.set(room.token, print);
      return shown.filter((one) => !visibleIn(one).every(isLeft)).map(({ key }) => key);
    } catch (error) {
      if (concernsAll(error)) throw error;
      failedAt.set(room.token, clock.monotonic());
      return [];
    }
  }

  function hasJustFailed(token: string): boolean {
    const age = clock.monotonic() - (failedAt.get(token) ?? Number.NEGATIVE_INFINITY);
    return age < AFTER_FAILURE_MS;
  }

  return {
    /** These are on the screen from now on. */
    shown(notifications: readonly Shown[]): void {
      const now = clock.monotonic();
      for (const one of notifications.filter(isOfMessages))
        if (one.token !== null) times.set(one.token, { shownAt: now, askedAt: now });
    },
    /**
     * The conversations that should be asked for now, for the list of changes tells nothing of them.
     * @param shown all that is on the screen
     * @param named these the list has just told as they are
     * @param isHinted push has told of something, perhaps in one of the others
     */
    due(shown: readonly Shown[], named: ReadonlySet<string>, isHinted: boolean): string[] {
      const tokens = new Set(shown.filter(isOfMessages).map(({ token }) => token ?? ''));
      for (const token of times.keys()) if (!tokens.has(token)) times.delete(token);
      for (const kept of [complete, failedAt])
        for (const token of kept.keys()) if (!tokens.has(token)) kept.delete(token);
      for (const [token, time] of times) if (named.has(token)) time.askedAt = clock.monotonic();
      const due = [...times].filter(([token]) => isDue(token, isHinted));
      const longestAgo = due.sort(([, a], [, b]) => a.askedAt - b.askedAt).slice(0, AT_ONCE);
      for (const [, time] of longestAgo) time.askedAt = clock.monotonic();
      return longestAgo.map(([token]) => token);
    },
    /**
     * Finds out which messages are gone, where fewer are unread than the screen tells of.
     * @param shown all that is on the screen
     * @returns keys of the notifications that show one of them
     * @throws what concerns the whole account
     */
    async check(shown: readonly Shown[], rooms: ReadonlyMap<string, Room>): Promise<string[]> {
      const doubts: Doubt[] = [];
      for (const [token, ofToken] of Map.groupBy(shown.filter(isOfMessages), (one) => one.token ?? '')) {
        const room = rooms.get(token);
        const print = `${room?.unreadMessages}/${ofToken.map(({ members }) => members)}`;
        if (room && isShort(room, ofToken) && complete.get(token) !== print && !hasJustFailed(token))
          doubts.push({ room, shown: ofToken, print });
      }
      const gone = await Promise.all(doubts.slice(0, AT_ONCE).map(look));
      return gone.flat();
    },
    /** The person wants to know now: messages that could not be had are asked for again at once. */
    release: (): void => failedAt.clear(),
  };
}

const isThere = (message: Message | undefined): boolean => message !== undefined && !isDeleted(message);

/** Messages that have rung count as unread, unless they are read or gone. */
function isShort(room: Room, shown: readonly Shown[]): boolean {
  const unread = new Set(shown.flatMap(({ members }) => members).filter((id) => id > room.lastReadMessage));
  return unread.size > room.unreadMessages && !isUnsure(room, 'unreadMessages');
}

/** Of a number of messages, the newest is shown; how many came before it stays as it was told. */
const visibleIn = ({ members }: Shown): readonly MessageId[] => members.slice(-1);
