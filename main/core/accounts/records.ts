import * as v from 'valibot';
import { oneLine } from '../model/plain-text.ts';
import { isBaseAddress } from '../nextcloud/address.ts';
import type { SettingsStore } from '../ports.ts';

/**
 * What is stored about an account. The app password is not part of it: the SecretStore keeps that under the same id.
 */
const AccountRecord = v.object({
  /** Base address. The check stops an edited file from sending a password over plain http. */
  server: v.pipe(
    v.string(),
    v.check((server) => isBaseAddress(server)),
  ),
  loginName: v.string(),
  /** The same for every login name of this person; null until the server has sent it. */
  userId: v.optional(v.fallback(v.nullable(v.string()), null), null),
  displayName: v.optional(
    v.fallback(
      v.pipe(
        v.string(),
        v.transform((name) => oneLine(name)),
      ),
      '',
    ),
    '',
  ),
  colour: v.optional(v.fallback(v.nullable(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i))), null), null),
  /**
   * Whether the server's browser addresses need /index.php. The server's capabilities say so; every server understands
   * addresses with it.
   */
  indexPhp: v.optional(v.fallback(v.boolean(), true), true),
});
export type AccountRecord = v.InferOutput<typeof AccountRecord>;

const Stored = v.record(v.string(), v.fallback(v.nullable(AccountRecord), null));
const NAME = 'accounts';

/**
 * Stays the same across sign-outs and sign-ins, so that settings and cursors are found again. Example:
 * `max@cloud.example.org/nextcloud`.
 */
export const accountIdOf = (server: string, loginName: string): string => `${loginName}@${withoutScheme(server)}`;

/**
 * Whether the id belongs to an account on that server. Earlier versions bound an app password to its server only by
 * this id.
 */
export const isIdOn = (id: string, server: string): boolean => id.endsWith(`@${withoutScheme(server)}`);

const withoutScheme = (server: string): string => server.replace(/^https?:\/\//, '');

/**
 * Rebuilds an invalid record from the account's id, so that the app password can still be revoked at its server.
 * Returns null when the id is invalid, too, or when it can be read in two ways: a path may contain an `@` as well.
 */
function recordFromId(id: string): AccountRecord | null {
  const readings = Array.from(id.matchAll(/@/g), ({ index }) => ({
    loginName: id.slice(0, index),
    server: `https://${id.slice(index + 1)}`,
  })).filter(({ loginName, server }) => loginName !== '' && isBaseAddress(server));
  const [reading, ...others] = readings;
  if (!reading || others.length > 0) return null;
  return { ...reading, userId: null, displayName: '', colour: null, indexPhp: true };
}

export type AccountStore = ReturnType<typeof createAccountStore>;

/** The accounts known on this device, by id. An invalid record is rebuilt from the account's id. */
export function createAccountStore(settings: SettingsStore) {
  const load = (): Map<string, AccountRecord> => {
    const stored = v.safeParse(Stored, settings.read(NAME));
    const accounts = new Map<string, AccountRecord>();
    for (const [id, found] of Object.entries(stored.success ? stored.output : {})) {
      const record = found ?? recordFromId(id);
      if (record) accounts.set(id, { ...record, displayName: record.displayName || oneLine(record.loginName) });
    }
    return accounts;
  };
  // Without accounts, the file is removed instead of written: a full disk refuses a write, not a removal.
  const save = (accounts: Map<string, AccountRecord>): boolean =>
    accounts.size === 0 ? settings.remove(NAME) : settings.write(NAME, Object.fromEntries(accounts));

  return {
    all: load,
    /** Returns false when the record could not be written and the old state remains. */
    put: (id: string, record: AccountRecord): boolean => save(load().set(id, record)),
    /** Returns false when the record is still there. */
    remove(id: string): boolean {
      const accounts = load();
      accounts.delete(id);
      return save(accounts);
    },
  };
}
