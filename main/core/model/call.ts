import * as v from 'valibot';
import { GlobalToken } from './global-token.ts';
import { Language } from './settings.ts';

/** One incoming call on the card. */
export const Call = v.strictObject({
  /** `<global token>/<start>`: another call of the same conversation has another id. */
  id: v.pipe(v.string(), v.maxLength(200)),
  token: GlobalToken,
  /** The conversation's name, which is the caller's in a conversation of two; null: hidden. */
  conversation: v.nullable(v.string()),
  /** Who started the call of a group; null: unknown, or hidden. */
  caller: v.nullable(v.string()),
  group: v.boolean(),
  /** The account's name where there are several. */
  account: v.nullable(v.string()),
  /** The version of the conversation's picture; null: it has none of its own, or it is hidden. */
  picture: v.nullable(v.string()),
});
export type Call = v.InferOutput<typeof Call>;

/** Everything that the card of calls shows, newest call first. */
export const CallCard = v.strictObject({
  language: Language,
  calls: v.array(Call),
  /** The ringing tone loops now. */
  sounds: v.boolean(),
});
export type CallCard = v.InferOutput<typeof CallCard>;

/** What the page with the card shows; `card` is null once no call rings. */
export const CallView = v.strictObject({ card: v.nullable(CallCard) });
export type CallView = v.InferOutput<typeof CallView>;

export const CallAnswer = v.picklist(['join', 'ignore']);
export type CallAnswer = v.InferOutput<typeof CallAnswer>;
