import * as v from 'valibot';
import { isBaseAddress } from '../nextcloud/address.ts';

/** An app password with what it was made for. It is sent to that server only, with that login name only. */
export interface BoundSecret {
  /** Base address: scheme, host, port and subfolder. */
  server: string;
  loginName: string;
  appPassword: string;
}

/** What an entry of the keychain holds. */
export type SecretEntry =
  | { kind: 'bound'; secret: BoundSecret }
  /** An app password alone, as earlier versions stored it. */
  | { kind: 'bare'; appPassword: string }
  /** Written by a later version, or by something else: it cannot be used. */
  | { kind: 'unreadable' };

/** Says that the text is an entry, and which version of one; an app password in JSON by chance has no such field. */
const MARK = 'talkmelderSecret';
const VERSION = 1;

const Marked = v.pipe(v.string(), v.parseJson(), v.looseObject({ [MARK]: v.unknown() }));
const Entry = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    [MARK]: v.literal(VERSION),
    server: v.pipe(v.string(), v.check(isBaseAddress)),
    loginName: v.string(),
    appPassword: v.string(),
  }),
);

/** The text for the keychain. An edited file cannot point the app password in it at another server. */
export const sealSecret = ({ server, loginName, appPassword }: BoundSecret): string =>
  JSON.stringify({ [MARK]: VERSION, server, loginName, appPassword });

/** What the text from the keychain means. */
export function readEntry(text: string): SecretEntry {
  const entry = v.safeParse(Entry, text);
  if (entry.success) {
    const { server, loginName, appPassword } = entry.output;
    return { kind: 'bound', secret: { server, loginName, appPassword } };
  }
  return v.is(Marked, text) ? { kind: 'unreadable' } : { kind: 'bare', appPassword: text };
}
