import * as v from 'valibot';

/**
 * The shapes of Nextcloud's answers, as far as Talkmelder uses them. Source: Talk's OpenAPI 22.0.2 and recordings of a
 * Nextcloud 32. Unknown keys are ignored; a known key of the wrong type refuses the answer as a whole, so that
 * nothing about what is unread is ever concluded from half an answer. Ornaments fall back on their own.
 */
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Ids may be 0 or, for the read marker of an unread conversation, negative. */
const id = v.pipe(v.number(), v.safeInteger());

/** Conversation tokens become part of URLs and keys: nothing but letters and digits. */
export const Token = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,64}$/i));

export const Status = v.object({
  installed: v.boolean(),
  maintenance: v.boolean(),
  versionstring: v.string(),
  productname: v.string(),
});

export const LoginStart = v.object({
  poll: v.object({ token: v.pipe(v.string(), v.minLength(1), v.maxLength(1_024)), endpoint: v.string() }),
  login: v.string(),
});

/**
 * Any name but a disguise: no control characters, no characters that turn the direction of what follows. It stands in
 * keys and documents as it is, and names no file.
 */
export const LoginName = v.pipe(
  v.string(),
  v.regex(/^[^\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,4096}$/u),
);
export const isLoginName = (text: string): boolean => v.is(LoginName, text);
export const AppPassword = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096));

export const LoginGranted = v.object({ server: v.string(), loginName: LoginName, appPassword: AppPassword });

export const IssuedAppPassword = v.object({ apppassword: AppPassword });

export const User = v.object({
  /** Is written to the disk; Nextcloud's have 64 characters at most. */
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  displayname: v.optional(v.string()),
  'display-name': v.optional(v.string()),
});

export const Capabilities = v.object({
  version: v.object({ string: v.string() }),
  capabilities: v.object({
    spreed: v.optional(
      v.object({
        features: v.array(v.string()),
        version: v.optional(v.string()),
        config: v.fallback(
          v.object({ chat: v.object({ 'max-length': v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }) }),
          { chat: { 'max-length': 32_000 } },
        ),
      }),
    ),
    /** Do browser addresses work without /index.php? Told to whoever is signed in. */
    core: v.fallback(v.optional(v.object({ 'mod-rewrite-working': v.optional(v.boolean()) })), undefined),
    theming: v.optional(v.object({ color: v.optional(v.string()) })),
    notify_push: v.optional(
      v.object({ endpoints: v.optional(v.object({ websocket: v.string(), pre_auth: v.optional(v.string()) })) }),
    ),
  }),
});
export type Capabilities = v.InferOutput<typeof Capabilities>;

/**
 * A rich object that stands in a message for `{key}`; numbers inside come as strings. Those of federated conversations
 * were made by strangers' servers: an odd one must not refuse the message, and with it all that is asked with it.
 */
const Parameter = v.object({
  type: v.fallback(v.optional(v.string()), undefined),
  id: v.fallback(v.optional(v.union([v.string(), v.number()])), undefined),
  name: v.fallback(v.optional(v.string()), undefined),
  /** Of files. */
  mimetype: v.fallback(v.optional(v.string()), undefined),
});
/** PHP writes an empty map as `[]`. */
const Parameters = v.union([
  v.pipe(
    v.array(v.unknown()),
    v.transform((): Record<string, MessageParameter> => ({})),
  ),
  v.record(v.string(), Parameter),
]);
export type MessageParameter = v.InferOutput<typeof Parameter>;

export const Message = v.object({
  id,
  actorType: v.string(),
  actorId: v.string(),
  actorDisplayName: v.string(),
  timestamp: count,
  message: v.string(),
  messageParameters: Parameters,
  /** Non-empty for system messages ("user_added", "call_started", …). */
  systemMessage: v.string(),
  /** `comment`, `system`, `comment_deleted`, `voice-message`, … */
  messageType: v.string(),
  silent: v.optional(v.boolean()),
  /** What it replies to. */
  parent: v.fallback(v.optional(v.object({ actorType: v.string(), actorId: v.string() })), undefined),
  referenceId: v.optional(v.string()),
});
export type Message = v.InferOutput<typeof Message>;

export const Room = v.object({
  token: Token,
  type: id,
  displayName: v.string(),
  unreadMessages: count,
  unreadMention: v.boolean(),
  lastReadMessage: id,
  lastActivity: count,
  isFavorite: v.boolean(),
  notificationLevel: id,
  /** 1: calls ring, 0: they do not. */
  notificationCalls: v.optional(id, 1),
  hasCall: v.boolean(),
  callStartTime: v.optional(count, 0),
  actorType: v.string(),
  actorId: v.string(),
  /** Changes with the picture. Becomes part of addresses and keys; Talk's have 16 characters at most. */
  avatarVersion: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(64)), ''), ''),
  /** Somebody chose the picture. */
  isCustomAvatar: v.fallback(v.optional(v.boolean(), false), false),
  /** 0: everybody may write; else nobody may. */
  readOnly: v.fallback(v.optional(id, 0), 1),
  /** 0: none; 1: for moderators only. */
  lobbyState: v.fallback(v.optional(id, 0), 0),
  /** A bit mask. Source: Talk API, "Attendee permissions". */
  permissions: v.fallback(v.optional(id, 254), 254),
  /** The other person's (`online`, `away`, `dnd`, …): of one-to-one conversations, when asked for. */
  status: v.fallback(v.optional(v.string()), undefined),
  isArchived: v.optional(v.boolean(), false),
  isSensitive: v.optional(v.boolean(), false),
  isImportant: v.optional(v.boolean(), false),
  /**
   * Absent for lobby and sensitive conversations, `[]` where there never was one, without an id in federated
   * conversations: whatever is no message counts as hidden, or one odd conversation would blind the whole list.
   */
  lastMessage: v.fallback(v.optional(Message), undefined),
});
export type Room = v.InferOutput<typeof Room>;
export const Rooms = v.array(Room);

/** A conversation to which something was done; whatever else comes, the server has done it. */
export const Changed = v.fallback(v.nullable(Room), null);

/** Source: user_status' OpenAPI 1.12. */
export const UserStatus = v.object({ status: v.string() });

/** A message that was just written; the server need not tell it (federated conversations). */
export const Sent = v.fallback(v.nullable(v.object({ id })), null);

/** The OCS envelope around every answer under /ocs/. */
export const Envelope = v.object({
  ocs: v.object({
    meta: v.object({ statuscode: v.number(), message: v.optional(v.nullable(v.string())) }),
    data: v.unknown(),
  }),
});
