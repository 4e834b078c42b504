import { isShown } from '../conversations/facts.ts';
import { isOwn, isSelf } from '../conversations/preview.ts';
import { latestId, nextId } from '../model/message-id.ts';
import { ROOM_TYPES, UNKNOWN_START } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { Cursor } from './cursors.ts';

/**
 * The system messages that end a call. Source: recordings of Talk 22. `call_ended` does not say who took part: in a
 * one-to-one conversation it names only its actor, in groups four people at most. The participants are the actors of
 * `call_started` and `call_joined`.
 */
const ENDS: ReadonlySet<string> = new Set(['call_missed', 'call_tried', 'call_ended', 'call_ended_everyone']);

/** People come and go in voice rooms all day, so Talk notifies no one. Source: Talk API, "Conversation attributes". */
const VOICE_ROOM = 1;
/** A call's first message may be a little older than the start in the list, and a server's clock may be set. */
const START_SLACK_S = 86_400;

/** A call as its messages describe it. */
export interface Call {
  /** Null when the messages do not reach back to it. */
  start: Message | null;
  /** Null while the call runs. */
  end: Message | null;
  /** The user started or joined the call, on any device. */
  attended: boolean;
}

type Self = Pick<Room, 'actorType' | 'actorId'>;

const isStart = ({ systemMessage }: Message): boolean => systemMessage === 'call_started';
const isEnd = ({ systemMessage }: Message): boolean => ENDS.has(systemMessage);

/**
 * Whether calls ring in the conversation. Talk looks only at `notificationCalls`; the level concerns messages. Calls in
 * voice rooms never ring.
 */
export const callsRing = (room: Room): boolean =>
  isShown(room) && !room.isArchived && room.notificationCalls !== 0 && (room.attributes & VOICE_ROOM) === 0;

/** Whether the end of a call names the user as a participant. False proves nothing: Talk names four people at most. */
const isNamed = ({ messageParameters }: Message, self: Self): boolean =>
  Object.entries(messageParameters).some(([key, parameter]) => /^user\d$/.test(key) && isSelf(parameter, self));

/** Returns the calls in the messages, oldest first. @param messages oldest first */
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

/** Whether the call should not ring: the user takes part in it, or its caller started it silently. */
export const isQuiet = ({ attended, start }: Call): boolean => attended || start?.silent === true;

/**
 * Whether this is the end of a call that the user may have missed; `call_ended` in a one-to-one conversation ends an
 * answered call.
 */
const mayBeMissed = (end: Message, room: Room): boolean =>
  !isOwn(end, room) &&
  (end.systemMessage === 'call_missed' ||
    (end.systemMessage !== 'call_tried' &&
      room.type !== ROOM_TYPES.oneToOne &&
      room.type !== ROOM_TYPES.formerOneToOne));

/** Whether the message is newer than the cursor and the read marker, so that the user has not seen it. */
const isUnseen = ({ id }: Message, room: Room, cursor: Cursor): boolean =>
  id > cursor.message && id > room.lastReadMessage;

/** Whether this call came and went without the user, and has not been announced yet. */
export const isMissed = (call: Call, room: Room, cursor: Cursor): boolean =>
  callsRing(room) &&
  call.end !== null &&
  !isQuiet(call) &&
  // The start may have expired or be too far back; the cursor still says whether the call was quiet.
  !(call.start === null && cursor.running && cursor.quiet) &&
  mayBeMissed(call.end, room) &&
  isUnseen(call.end, room, cursor);

/** Which messages are needed to know how the calls of a conversation went. */
export type CallLogNeed =
  /** None: the known messages suffice. */
  | 'none'
  /** The messages since the cursor: the call was announced before that, and the user may have joined it since. */
  | 'recent'
  /** The messages back to the start of the new calls. */
  | 'whole';

/**
 * Returns which messages must be fetched to know how the calls of a conversation went.
 * @param messages the known messages since the cursor
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
 * Whether a call may have come and gone since the cursor that only its messages show. Such a call has left at least one
 * message between the known ones and the last message, beyond the read marker. While another call runs, only that one
 * is announced.
 * @param messages the known messages since the cursor
 */
export function mayHideCall(room: Room, cursor: Cursor, messages: readonly Message[]): boolean {
  const [last, ...others] = messages;
  if (!callsRing(room) || room.hasCall || last === undefined || others.length > 0) return false;
  return last.id > nextId(latestId(cursor.message, room.lastReadMessage));
}

/**
 * Whether the running call is the cursor's last call. A call is identified by its start. When the cursor's start was
 * unreadable, any running call counts as the same while one keeps running.
 */
export const isSameCall = ({ hasCall, callStartTime }: Room, { call, running }: Cursor): boolean =>
  hasCall && (call === callStartTime || (call === UNKNOWN_START && running === true));

/**
 * Returns the cursor's part about calls after the conversation has been considered.
 * @param runs the list's call is still running
 * @param quiet the call should not ring, as far as is known
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

/** Whether the messages reach back far enough to show how the new calls went. @param messages oldest first */
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
