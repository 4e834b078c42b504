import * as v from 'valibot';
import { Settings, SettingsChange } from '../model/settings.ts';

const Address = v.pipe(v.string(), v.minLength(1), v.maxLength(2_000));
/** SHA-256 of a public key (SPKI, DER) in base64. */
export const Pin = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/));

/** What the list is narrowed to is no setting to lock: whoever cannot leave a filter never sees the rest. */
export const LockedSettings = v.partial(v.omit(Settings, ['filter']));

/**
 * What an administrator writes into the machine's policy file. docs/policy.schema.json says the same for editors; a
 * test holds the two together.
 */
export const PolicyDocument = v.strictObject({
  $schema: v.optional(v.string()),
  /** What the address field starts with. */
  server: v.optional(Address),
  /** Nothing else can be signed in to; each stands for all that lies below it. */
  allowedServers: v.optional(v.array(Address)),
  /** What holds until the person chooses something else. */
  defaults: v.optional(SettingsChange),
  /** What holds whatever the person has chosen. */
  locked: v.optional(LockedSettings),
  /** Absolute path of certificates (PEM) that are trusted besides the operating system's. */
  caFile: v.optional(v.pipe(v.string(), v.minLength(1))),
  /** Of the servers' own public keys, one has to be among these. */
  pinSha256: v.optional(v.array(Pin)),
});
export type PolicyDocument = v.InferOutput<typeof PolicyDocument>;
