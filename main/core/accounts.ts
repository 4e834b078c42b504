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
  userId: v.optional(v.nullable(v.string()), null),
  displayName: v.pipe(
    v.string(),
    v.transform((name) => oneLine(name)),
  ),
  colour: v.nullable(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i))),
  /** Does this server's browser address need /index.php? Told by its own login page. */
  indexPhp: v.boolean(),
});
export type AccountRecord = v.InferOutput<typeof AccountRecord>;

const Stored = v.record(v.string(), v.fallback(v.nullable(AccountRecord), null));
const NAME = 'accounts';

/** Stable over sign-outs and sign-ins, so that settings and cursors are found again. Example: `max@cloud.example.org/nextcloud`. */
export const accountIdOf = (server: string, loginName: string): string => `${loginName}@${withoutScheme(server)}`;

/** Does the id belong to an account on that server? Earlier versions stored nothing else that binds an app password. */
export const isIdOn = (id: string, server: string): boolean => id.endsWith(`@${withoutScheme(server)}`);

const withoutScheme = (server: string): string => server.replace(/^https?:\/\//, '');

export type AccountStore = ReturnType<typeof createAccountStore>;

/** The accounts known on this device, by id. Records that make no sense are as if they were not there. */
export function createAccountStore(settings: SettingsStore) {
  const load = (): Map<string, AccountRecord> => {
    const stored = v.safeParse(Stored, settings.read(NAME));
    const entries = stored.success ? Object.entries(stored.output) : [];
    return new Map(entries.filter((entry): entry is [string, AccountRecord] => entry[1] !== null));
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
