import { isShown } from '../conversations/facts.ts';
import { isOwn, isSelf } from '../conversations/preview.ts';
import { latestId, nextId } from '../model/message-id.ts';
import { ROOM_TYPES, UNKNOWN_START } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { Cursor } from './cursors.ts';

/**
 * How calls went, as the system messages of a conversation tell it. Source: recordings of Talk 22. `call_ended` does not
 * tell who took part: in a one-to-one conversation it names nobody but its actor, in groups four people at most. The
 * participants are the actors of `call_started` and `call_joined`.
 */
const ENDS: ReadonlySet<string> = new Set(['call_missed', 'call_tried', 'call_ended', 'call_ended_everyone']);

/** People come and go there all day, and Talk notifies nobody. Source: Talk API, "Conversation attributes". */
const VOICE_ROOM = 1;
/** A call's first message may be a little older than the start that the list tells, and a server's clock may be set. */
const START_SLACK_S = 86_400;

/** One call. */
export interface Call {
  /** Unknown when the messages do not reach back to it. */
  start: Message | null;
  /** Null while the call runs. */
  end: Message | null;
  /** The user started or joined it, on whatever device. */
  attended: boolean;
}

type Self = Pick<Room, 'actorType' | 'actorId'>;

const isStart = ({ systemMessage }: Message): boolean => systemMessage === 'call_started';
const isEnd = ({ systemMessage }: Message): boolean => ENDS.has(systemMessage);

/**
 * Do calls ring here? Talk asks `notificationCalls` alone; what the level says is about messages. In voice rooms none
 * ever does.
 */
export const callsRing = (room: Room): boolean =>
  isShown(room) && !room.isArchived && room.notificationCalls !== 0 && (room.attributes & VOICE_ROOM) === 0;

/** Is the user named among those who took part? Says nothing if not: Talk names four people at most, or nobody. */
const isNamed = ({ messageParameters }: Message, self: Self): boolean =>
  Object.entries(messageParameters).some(([key, parameter]) => /^user\d$/.test(key) && isSelf(parameter, self));

/** The calls that the messages tell of, oldest first. @param messages oldest first */
export function callsIn(messages: readonly Message[], self: Self): Call[] {
  const calls: Call[] = [];
  let running: Call | null = null;
  const begin = (start: Message | null): Call => {
    const call = { start, end: null, attended: false };
    calls.push(call);
    return call;
  };
  for (const message of messages) {
    if (isStart(message)) running = begin(message);
    else if (message.systemMessage === 'call_joined') running ??= begin(null);
    if (isEnd(message)) {
      const ended: Call = running ?? begin(null);
      ended.end = message;
      ended.attended ||= ended.start === null && isNamed(message, self);
      ended.attended ||= isOwn(message, self);
      running = null;
    } else if (message.systemMessage.startsWith('call_') && running) running.attended ||= isOwn(message, self);
  }
  return calls;
}

/** Is there nothing to ring for? The user takes part in the call, or its caller started it silently. */
export const isQuiet = ({ attended, start }: Call): boolean => attended || start?.silent === true;

/** The end of a call that the user may have missed; a `call_ended` in a one-to-one conversation was an answered call. */
const mayBeMissed = (end: Message, room: Room): boolean =>
  !isOwn(end, room) &&
  (end.systemMessage === 'call_missed' ||
    (end.systemMessage !== 'call_tried' &&
      room.type !== ROOM_TYPES.oneToOne &&
      room.type !== ROOM_TYPES.formerOneToOne));

/** Newer than what has been considered, and than what the user has read: then the user has seen it. */
const isUnseen = ({ id }: Message, room: Room, cursor: Cursor): boolean =>
  id > cursor.message && id > room.lastReadMessage;

/** Did this call come and go without the user, unannounced until now? */
export const isMissed = (call: Call, room: Room, cursor: Cursor): boolean =>
  callsRing(room) &&
  call.end !== null &&
  !isQuiet(call) &&
  // Its start may have expired, or be too far back: what was known of it then still holds.
  !(call.start === null && cursor.running && cursor.quiet) &&
  mayBeMissed(call.end, room) &&
  isUnseen(call.end, room, cursor);

/** What must be asked for to know how the calls of a conversation went. */
export type CallLogNeed =
  /** Nothing: what is known tells it. */
  | 'none'
  /** What came since the conversation was considered: the call was announced then, and the user may have joined it. */
  | 'recent'
  /** The messages back to the start of the calls that are new. */
  | 'whole';

/**
 * Must messages be asked for to know how the calls of a conversation went?
 * @param messages what is known to have come since the cursor
 * @param callShown a call of this conversation is on the screen
 */
export function callLogNeed(room: Room, cursor: Cursor, messages: readonly Message[], callShown: boolean): CallLogNeed {
  if (!callsRing(room)) return 'none';
  const last = messages.at(-1);
  const ended = messages.some(
    (message) => isEnd(message) && mayBeMissed(message, room) && isUnseen(message, room, cursor),
  );
  if (ended || (cursor.running && !isSameCall(room, cursor))) return 'whole';
  if (!room.hasCall) return 'none';
  if (isSameCall(room, cursor))
    return callShown && (last !== undefined || room.lastMessage === undefined) ? 'recent' : 'none';
  return last === undefined || !isStart(last) ? 'whole' : 'none';
}

/**
 * May a call have come and gone since the conversation was considered, of which only its messages tell? It has left at
 * least one of them between what is known and the last message, where the user has not read up to there. While another
 * call runs, only that one would be told.
 * @param messages what is known to have come since the cursor
 */
export function mayHideCall(room: Room, cursor: Cursor, messages: readonly Message[]): boolean {
  const [last, ...others] = messages;
  if (!callsRing(room) || room.hasCall || last === undefined || others.length > 0) return false;
  return last.id > nextId(latestId(cursor.message, room.lastReadMessage));
}

/**
 * Does the call run that was the last one when the conversation was considered? Its start is its identity. One whose
 * start could not be read then is the one that runs, as long as one does.
 */
export const isSameCall = ({ hasCall, callStartTime }: Room, { call, running }: Cursor): boolean =>
  hasCall && (call === callStartTime || (call === UNKNOWN_START && running === true));

/**
 * What the cursor says of calls once the conversation has been considered.
 * @param runs the list's call still does
 * @param quiet there is nothing to ring for, as far as can be told now
 */
export function callCursor(
  room: Room,
  cursor: Cursor,
  runs: boolean,
  quiet: boolean,
): Pick<Cursor, 'call' | 'running' | 'quiet'> {
  if (!runs) return { call: cursor.call === UNKNOWN_START ? 0 : cursor.call };
  const isQuiet = quiet || (isSameCall(room, cursor) && cursor.quiet === true);
  return { call: room.callStartTime, running: true, quiet: isQuiet || undefined };
}

/** Do the messages reach back far enough to tell how the calls went that are new? @param messages oldest first */
export function isWholeLog(messages: readonly Message[], room: Room, cursor: Cursor): boolean {
  const floor = latestId(cursor.message, room.lastReadMessage);
  const earliest = room.callStartTime - START_SLACK_S;
  let startIsMissing = room.hasCall;
  for (const message of messages.toReversed()) {
    if (isStart(message) || (startIsMissing && room.hasCall && message.timestamp < earliest)) startIsMissing = false;
    else if (isEnd(message)) startIsMissing = message.id > floor;
    if (!startIsMissing && message.id <= floor) return true;
  }
  return false;
}
