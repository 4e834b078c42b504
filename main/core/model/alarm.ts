import * as v from 'valibot';
import { GlobalToken } from './global-token.ts';
import { AlarmSound, Language } from './settings.ts';

export { AlarmSound };

const Word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
/** A federated id consists of a user id and a server's address. */
const Sender = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(350));

/** Which messages of an alarm conversation are alarms. An empty list narrows nothing. */
export const AlarmRule = v.strictObject({
  /** Words or phrases, one of which the text must contain as whole words. */
  keywords: v.pipe(v.array(Word), v.maxLength(50)),
  /** Authors as `users/max`, `bots/…` or `federated_users/max@cloud.example.org`. Guests are listed as `guests/…`. */
  senders: v.pipe(v.array(Sender), v.maxLength(50)),
});
export type AlarmRule = v.InferOutput<typeof AlarmRule>;

/** An alarm conversation as the window shows it. `locked`: the administrator declared it, so it cannot be undone here. */
export const Declared = v.strictObject({ rule: AlarmRule, locked: v.boolean() });
export type Declared = v.InferOutput<typeof Declared>;

/** An author whom a rule can list. */
const KnownSender = v.strictObject({
  /** As in `AlarmRule`. */
  id: Sender,
  name: v.string(),
  /** "Gast", "Bot", "extern". */
  mark: v.optional(v.string()),
});

/** Which of a conversation's last messages a rule would have made ring. */
export const AlarmPreview = v.strictObject({
  /** How many of the last messages were examined. */
  examined: v.number(),
  /** Those that would have rung, newest first. */
  rang: v.array(
    v.strictObject({
      id: v.union([v.number(), v.bigint()]),
      author: v.string(),
      mark: v.optional(v.string()),
      /** Null: the conversation is sensitive, so the screen does not show the text. */
      text: v.nullable(v.string()),
      /** Milliseconds since 1970, server time. */
      at: v.number(),
    }),
  ),
  /** The authors of the examined messages, without the user, the latest first. */
  senders: v.array(KnownSender),
});
export type AlarmPreview = v.InferOutput<typeof AlarmPreview>;

/**
 * What happened to the conversation's notification level on the server. `changed`: it is "all messages" now, or again
 * what it was before. `kept`: nothing had to be changed. `later`: that did not work yet, and is tried again.
 */
export const LevelOutcome = v.picklist(['changed', 'kept', 'later']);
export type LevelOutcome = v.InferOutput<typeof LevelOutcome>;

/**
 * One alarm on the card. `probe`: a test alarm of the station itself. `resting`: it has rung its time and rings again
 * in some minutes. `missed`: it was found too late, or has rung long enough, and makes no sound.
 */
export const Alarm = v.strictObject({
  /** `<global token>/<message id>`, or `probe/<number>`. */
  id: v.pipe(v.string(), v.maxLength(500)),
  kind: v.picklist(['message', 'probe']),
  /** Null for a probe. */
  token: v.nullable(GlobalToken),
  conversation: v.string(),
  /** The account's name where there are several. */
  account: v.nullable(v.string()),
  sender: v.string(),
  /** Null: the text is hidden. */
  text: v.nullable(v.string()),
  /** Milliseconds since 1970 by this computer's clock, reckoned back from the server's; null: the age is unknown. */
  writtenAt: v.nullable(v.number()),
  state: v.picklist(['ringing', 'resting', 'missed']),
  /** The message was deleted while it rang. */
  deleted: v.boolean(),
});
export type Alarm = v.InferOutput<typeof Alarm>;

/** Checks ids from outside, such as the arguments of a toast. */
export const isAlarmId = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:[\w-]{1,64}\.[0-9a-f]{12}\/\d{1,20}|probe\/[\d-]{1,40})$/.test(value);

/** How a person acknowledged. `elsewhere`: by reading on another device, where the station allows that. */
export const AcknowledgedBy = v.picklist(['card', 'key', 'tray', 'notification', 'window', 'reaction', 'elsewhere']);
export type AcknowledgedBy = v.InferOutput<typeof AcknowledgedBy>;

/** Everything that the card shows, newest alarm first; it contains no secret. */
export const AlarmCard = v.strictObject({
  language: Language,
  alarms: v.array(Alarm),
  /** The sound loops now. */
  sounds: v.boolean(),
  sound: AlarmSound,
});
export type AlarmCard = v.InferOutput<typeof AlarmCard>;

/** What a page with the card shows; `card` is null once nothing is left to show. `small`: the user has made it small. */
export const AlarmView = v.strictObject({
  card: v.nullable(AlarmCard),
  small: v.boolean(),
  /** How often a card has come up, on any display: a click just afterwards was meant for what was there before. */
  ups: v.number(),
});
export type AlarmView = v.InferOutput<typeof AlarmView>;

/** What the page without a window plays, again and again until it is closed. */
export const AlarmSoundOrder = v.strictObject({
  /** The path of the file on the app's own origin. */
  source: v.string(),
  /** Milliseconds since the ringing began: the sound rises with them. */
  rung: v.number(),
  /** The name of the chosen loudspeaker; null: the system's. */
  output: v.nullable(v.string()),
});
export type AlarmSoundOrder = v.InferOutput<typeof AlarmSoundOrder>;

/**
 * What that page reports. `output`: where it plays: on the chosen loudspeaker, on the system's, or on a computer on
 * which no loudspeaker was found. `outputs`: the names of all loudspeakers.
 */
export const AlarmSoundReport = v.variant('state', [
  v.strictObject({
    state: v.literal('playing'),
    output: v.picklist(['chosen', 'system', 'none']),
    outputs: v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(100)),
  }),
  v.strictObject({ state: v.literal('silent'), reason: v.picklist(['refused', 'no-file', 'stalled']) }),
]);
export type AlarmSoundReport = v.InferOutput<typeof AlarmSoundReport>;

/** Whether the last sound of an alarm was heard, as far as a computer knows, and the loudspeakers that it found. */
export const AlarmHearing = v.strictObject({
  state: v.picklist(['unknown', 'playing', 'silent']),
  output: v.picklist(['chosen', 'system', 'none']),
  outputs: v.array(v.string()),
});
export type AlarmHearing = v.InferOutput<typeof AlarmHearing>;
/** No sound of an alarm was played since the start. */
export const NOT_HEARD_YET: AlarmHearing = { state: 'unknown', output: 'system', outputs: [] };

/**
 * Whether the app would hear an alarm. `blind`: no genuine answer for some minutes, or an alarm conversation cannot be
 * read. `since`: milliseconds since 1970.
 */
export const Watch = v.variant('state', [
  v.strictObject({ state: v.literal('off') }),
  v.strictObject({ state: v.literal('watching') }),
  v.strictObject({
    state: v.literal('blind'),
    since: v.number(),
    reason: v.picklist(['no-answer', 'signed-out', 'conversation-gone', 'conversation-unreadable']),
    acknowledged: v.boolean(),
  }),
]);
export type Watch = v.InferOutput<typeof Watch>;

/**
 * Why the list is requested every few seconds. `no-push`: the server has no push, or it is not connected. `level`: Talk
 * does not notify of every message of an alarm conversation. `open`: an alarm conversation may be open in a browser, and
 * Talk then notifies of nothing. `untold`: push has not reported a message, and is distrusted until a test proves it.
 */
export const QuickReason = v.picklist(['no-push', 'level', 'open', 'untold']);
export type QuickReason = v.InferOutput<typeof QuickReason>;

/** What makes the app look for alarms. */
export const AlarmWaking = v.strictObject({
  by: v.picklist(['push', 'polling', 'lane']),
  /** Seconds between two requests for the list. */
  seconds: v.number(),
  /** Null: the list is not requested every few seconds. */
  reason: v.nullable(QuickReason),
});
export type AlarmWaking = v.InferOutput<typeof AlarmWaking>;

/**
 * One leg of a test alarm. `left-out`: there is nothing to test, for example no push. `refused`: the server refused a
 * request. `silent`: what was sent did not come back in time. `ms`: how long it took.
 */
export const ProbeLeg = v.strictObject({
  outcome: v.picklist(['passed', 'left-out', 'refused', 'unreachable', 'silent']),
  ms: v.nullable(v.number()),
});
export type ProbeLeg = v.InferOutput<typeof ProbeLeg>;

/** The test of the way that an alarm takes from the server to this computer. `at`: milliseconds since 1970. */
export const ProbeResult = v.strictObject({ at: v.number(), chat: ProbeLeg, push: ProbeLeg });
export type ProbeResult = v.InferOutput<typeof ProbeResult>;

/** What a person who helps needs to know about how alarms reach this computer. */
export const AlarmDiagnostics = v.strictObject({
  /** How many alarm conversations there are. */
  conversations: v.number(),
  waking: AlarmWaking,
  /** Requests for the list that one computer makes in an hour. */
  listsPerHour: v.number(),
  /** Null: there was no test. */
  probe: v.nullable(ProbeResult),
});
export type AlarmDiagnostics = v.InferOutput<typeof AlarmDiagnostics>;

/** What window and tray show of alarms. */
export const AlarmState = v.strictObject({
  /** Alarms that no person has acknowledged, newest first; the missed ones are among them. */
  open: v.array(Alarm),
  watch: Watch,
});
export type AlarmState = v.InferOutput<typeof AlarmState>;

/** One line of the log of alarms ("Alarmprotokoll"): no text and no person. */
export const AlarmLogEntry = v.strictObject({
  id: Alarm.entries.id,
  kind: Alarm.entries.kind,
  /** The conversation's name and its account's. */
  conversation: v.string(),
  account: v.nullable(v.string()),
  /** Milliseconds since 1970. */
  rangAt: v.number(),
  endedAt: v.nullable(v.number()),
  end: v.nullable(v.picklist(['acknowledged', 'missed', 'deleted'])),
  by: v.nullable(AcknowledgedBy),
});
export type AlarmLogEntry = v.InferOutput<typeof AlarmLogEntry>;
