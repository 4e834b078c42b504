import * as v from 'valibot';
import { AlarmRule } from '../model/alarm.ts';
import { WeeklyTime } from '../model/quiet-hours.ts';
import { Settings } from '../model/settings.ts';

const Address = v.pipe(v.string(), v.minLength(1), v.maxLength(2_000));
/** SHA-256 of a public key (SPKI, DER) in base64. */
export const Pin = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/));

/** Instead of a hash: no PIN applies, and the PIN of this computer is forgotten. */
export const PIN_RESET = 'reset';

/** A PIN as `talkmelder --hash-pin` prints it (core/model/pin.ts), or `reset`. */
const StationPin = v.pipe(v.string(), v.regex(/^(?:reset|scrypt:1[4-7]:8:1:[A-Za-z0-9+/]{22}==:[A-Za-z0-9+/]{43}=)$/));

/** Every user drags the window to a height of their own. */
export const DefaultSettings = v.partial(v.omit(Settings, ['windowHeight']));

/**
 * The list's filter cannot be locked: a user who cannot leave a filter never sees the other conversations. The weekly
 * test is locked by `alarmWatch.probe`.
 */
export const LockedSettings = v.partial(v.omit(Settings, ['filter', 'windowHeight', 'weeklyProbe']));

/** An author of messages: a type of Talk and an id, or the id of a user, a bot or a federated user alone. */
const Sender = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(350),
  v.regex(/^(?:(?:users|bots|guests|emails|federated_users)\/.+|[^/]*@.+|[^/]+)$/),
);

/** An alarm conversation. */
export const AlarmEntry = v.strictObject({
  /** The server that has the conversation; missing: each server with such a conversation. */
  server: v.optional(Address),
  /** The token, or the exact name; a name counts only while one conversation bears it. */
  conversation: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  keywords: v.optional(AlarmRule.entries.keywords),
  senders: v.optional(v.pipe(v.array(Sender), v.maxLength(50))),
  /** The user can neither change nor end it. */
  locked: v.optional(v.boolean()),
});

/** How the app watches whether alarms could be heard. */
export const AlarmWatchEntry = v.strictObject({
  /** Minutes without an answer of the server after which the app warns. */
  blindAfterMinutes: v.optional(v.picklist([2, 5, 10, 15, 30])),
  /** The warning also sounds in quiet hours. */
  toneInQuietHours: v.optional(v.boolean()),
  /** When each week the app tests the way of an alarm by itself; the user cannot change it then. */
  probe: v.optional(WeeklyTime),
  /** The conversation, by token or unambiguous name, that is told the result of the weekly test. */
  report: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))),
  /** What this computer is called there; missing: its name in the network. */
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
});

/** Newer versions of the app. */
export const UpdatesEntry = v.strictObject({
  /** `notify`, if missing: the user is told of a newer version. `auto`: it is got and installed without a question. */
  mode: v.optional(v.picklist(['auto', 'notify', 'off'])),
  /** The https address of a folder with the files of releases, instead of the one that the build names. */
  url: v.optional(Address),
});

/**
 * The content of the machine's policy file, which an administrator writes. docs/policy.schema.json describes the same
 * for editors; a test compares the two.
 */
export const PolicyDocument = v.strictObject({
  $schema: v.optional(v.string()),
  /** The initial text of the address field. */
  server: v.optional(Address),
  /** The only servers that the user can sign in to; each entry includes all addresses below it. */
  allowedServers: v.optional(v.array(Address)),
  /** Settings that apply until the user chooses something else. */
  defaults: v.optional(DefaultSettings),
  /** Settings that apply whatever the user has chosen. */
  locked: v.optional(LockedSettings),
  /** Conversations whose messages are alarms. */
  alarms: v.optional(v.array(AlarmEntry)),
  /** One request to the server always waits for the next message of the only alarm conversation. */
  alarmLane: v.optional(v.picklist(['longpoll'])),
  alarmWatch: v.optional(AlarmWatchEntry),
  /** The PIN of station mode, or that none applies. */
  stationPin: v.optional(StationPin),
  /** Whether the user may send files to conversations and save files of messages. */
  files: v.optional(v.picklist(['on', 'off'])),
  /** Absolute path of a file with certificates (PEM) that are trusted in addition to the operating system's. */
  caFile: v.optional(v.pipe(v.string(), v.minLength(1))),
  /** Absolute path of a file with the sound of alarms, instead of the app's own ones. */
  alarmSoundFile: v.optional(v.pipe(v.string(), v.minLength(1))),
  updates: v.optional(UpdatesEntry),
  /** A server is accepted only with one of these public keys. */
  pinSha256: v.optional(v.array(Pin)),
});
export type PolicyDocument = v.InferOutput<typeof PolicyDocument>;
