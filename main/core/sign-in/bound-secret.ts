import * as v from 'valibot';
import { isBaseAddress } from '../nextcloud/address.ts';

/** An app password with its server and login name. It is sent only to that server and only with that login name. */
export interface BoundSecret {
  /** Base address: scheme, host, port and subfolder. */
  server: string;
  loginName: string;
  appPassword: string;
}

/** The content of a keychain entry. */
export type SecretEntry =
  | { kind: 'bound'; secret: BoundSecret }
  /** An app password alone, as earlier versions stored it. */
  | { kind: 'bare'; appPassword: string }
  /** Written by a later version or by another program, so it cannot be used. */
  | { kind: 'unreadable' };

/** Marks the text as an entry and names its version; an app password that happens to be JSON has no such field. */
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

/**
 * Returns the text for the keychain. An edited accounts file cannot direct the app password in it to another server.
 */
export const sealSecret = ({ server, loginName, appPassword }: BoundSecret): string =>
  JSON.stringify({ [MARK]: VERSION, server, loginName, appPassword });

/** Reads the text from the keychain. */
export function readEntry(text: string): SecretEntry {
  const entry = v.safeParse(Entry, text);
  if (entry.success) {
    const { server, loginName, appPassword } = entry.output;
    return { kind: 'bound', secret: { server, loginName, appPassword } };
  }
  return v.is(Marked, text) ? { kind: 'unreadable' } : { kind: 'bare', appPassword: text };
}
