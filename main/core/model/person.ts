import * as v from 'valibot';
import { Presence } from './presence.ts';

/** A person whom the search finds. All texts are cleaned where the answer is parsed. */
export const Person = v.strictObject({
  /** For the actions of this session. */
  id: v.string(),
  name: v.string(),
  /** The person is a user of this Nextcloud, so that Talk can open a conversation. */
  isUser: v.boolean(),
  presence: Presence,
  /** What the person says about it; null: nothing. */
  status: v.nullable(v.string()),
  phones: v.array(v.string()),
  mails: v.array(v.string()),
});
export type Person = v.InferOutput<typeof Person>;
