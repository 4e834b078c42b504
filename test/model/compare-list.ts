import { isDeepStrictEqual } from 'node:util';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { partsOf } from '../../main/core/model/global-token.ts';
import type { House } from './house.ts';
import { isMentionedIn, lastVisible, type RoomTruth, unreadOf } from './ledger.ts';
import { nameOf, USER } from './stage.ts';
import { isListed } from './verdict.ts';

/** Stands for the preview of an odd message, which may be any text. */
const ODD = 'odd';
const EXPIRY_SLACK_S = 3;

interface Row {
  token: string;
  unread: number;
  mentioned: boolean;
  callRunning: boolean;
  archived: boolean;
  /** Null if no preview may appear; 'system' for system messages, whose text is the server's. */
  preview: string | null;
}

/**
 * Asserts that the window's list of one account equals its server's, in the same order.
 * @throws with both lists if they differ
 */
export function expectSameList(all: readonly Conversation[], { key, stage: { ledger, serverSeconds } }: House): void {
  const shown = all.filter(({ token }) => partsOf(token).accountKey === key);
  const wanted = ledger.tokens().map((token) => ledger.snapshot(token));
  const listed = wanted.filter((room) => isListed(room, USER));
  const newestFirst = listed.sort((a, b) => b.lastActivity - a.lastActivity || (a.token < b.token ? -1 : 1));
  const now = serverSeconds();
  const expected = newestFirst.map((room) => rowOf(room, now));
  const isOdd = (token: string): boolean => lastVisible(ledger.snapshot(token))?.odd === true;
  const actual = shown
    .map(shownRow)
    .map((row) => (isOdd(row.token) && row.preview !== null ? { ...row, preview: ODD } : row))
    .map((row) => (isGoing(ledger.snapshot(row.token), now) ? { ...row, preview: ODD } : row));
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`the list shows\n${JSON.stringify(actual)}\ninstead of\n${JSON.stringify(expected)}`);
}

/** Returns whether a message is about to expire, whose end is not known to the second. */
const isGoing = (room: RoomTruth, now: number): boolean =>
  Math.abs((lastVisible(room)?.expires ?? 0) - now) <= EXPIRY_SLACK_S;

const rowOf = (room: RoomTruth, now: number): Row => ({
  token: room.token,
  unread: unreadOf(room),
  mentioned: isMentionedIn(room, USER),
  callRunning: room.call !== null,
  archived: room.archived,
  preview: isGoing(room, now) ? ODD : previewOf(room, now),
});

function previewOf(room: RoomTruth, now: number): string | null {
  const last = room.sensitive ? undefined : lastVisible(room);
  if (!last || (last.expires > 0 && last.expires <= now)) return null;
  if (last.odd) return ODD;
  if (last.kind !== 'message') return 'system';
  return `${nameOf(last.by)}: ${last.deleted ? 'Message deleted' : last.text}`;
}

const shownRow = ({ token, unread, mentioned, callRunning, archived, preview }: Conversation): Row => ({
  token: partsOf(token).token,
  unread,
  mentioned,
  callRunning,
  archived: archived === true,
  preview: preview && (preview.author === null ? 'system' : `${preview.author}: ${preview.text}`),
});
