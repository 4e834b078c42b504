import * as v from 'valibot';
import { isBaseAddress } from './login/address.ts';
import { oneLine } from './model/plain-text.ts';
import type { SettingsStore } from './ports.ts';

/** What is remembered of an account. The app password is not: it lives in the SecretStore under the same id. */
const AccountRecord = v.object({
  /** Base address; whoever edited the file cannot make the app send a password over plain http. */
  server: v.pipe(
    v.string(),
    v.check((server) => isBaseAddress(server)),
  ),
  loginName: v.string(),
  /** The same for each name that this person may sign in with; null until the server has told it. */
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
  /** Does this server's browser address need /index.php? Told by its own login page; every server understands it. */
  indexPhp: v.optional(v.fallback(v.boolean(), true), true),
});
export type AccountRecord = v.InferOutput<typeof AccountRecord>;

const Stored = v.record(v.string(), v.fallback(v.nullable(AccountRecord), null));
const NAME = 'accounts';

/** Stable over sign-outs and sign-ins, so that settings and cursors are found again. Example: `max@cloud.example.org/nextcloud`. */
export const accountIdOf = (server: string, loginName: string): string => `${loginName}@${withoutScheme(server)}`;

/** Does the id belong to an account on that server? Earlier versions stored nothing else that binds an app password. */
export const isIdOn = (id: string, server: string): boolean => id.endsWith(`@${withoutScheme(server)}`);

const withoutScheme = (server: string): string => server.replace(/^https?:\/\//, '');

/**
 * What the id alone tells of an account whose record makes no sense. The app password that was made for the account
 * says where it belongs: without an account, it would be revoked nowhere. Null where the id makes no sense either.
 */
function recordFromId(id: string): AccountRecord | null {
  const end = id.lastIndexOf('@');
  const loginName = id.slice(0, Math.max(0, end));
  const server = `https://${id.slice(end + 1)}`;
  if (loginName === '' || !isBaseAddress(server)) return null;
  return { server, loginName, userId: null, displayName: '', colour: null, indexPhp: true };
}

export type AccountStore = ReturnType<typeof createAccountStore>;

/** The accounts known on this device, by id. A record that makes no sense is made anew from the account's id. */
export function createAccountStore(settings: SettingsStore) {
  const load = (): Map<string, AccountRecord> => {
    const stored = v.safeParse(Stored, settings.read(NAME));
    const accounts = new Map<string, AccountRecord>();
    for (const [id, found] of Object.entries(stored.success ? stored.output : {})) {
      const record = found ?? recordFromId(id);
      if (record) accounts.set(id, { ...record, displayName: record.displayName || record.loginName });
    }
    return accounts;
  };
  // Of nobody there is no file: a full disk refuses to write one, not to remove it.
  const save = (accounts: Map<string, AccountRecord>): boolean =>
    accounts.size === 0 ? settings.remove(NAME) : settings.write(NAME, Object.fromEntries(accounts));

  return {
    all: load,
    /** False when it could not be written; then it is as it was. */
    put: (id: string, record: AccountRecord): boolean => save(load().set(id, record)),
    /** False when it is still there. */
    remove(id: string): boolean {
      const accounts = load();
      accounts.delete(id);
      return save(accounts);
    },
  };
}
