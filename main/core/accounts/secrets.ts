import { describeError } from '../errors.ts';
import type { SecretBackend } from '../model/app-state.ts';
import type { Ports } from '../ports.ts';
import { type BoundSecret, readEntry, sealSecret } from '../sign-in/bound-secret.ts';
import { type AccountRecord, isIdOn } from './records.ts';

/** Whether an account may be used, and with which app password. */
export type Usable =
  /** `isBound` is false when an earlier version stored the app password. */
  | { kind: 'usable'; secret: BoundSecret; isBound: boolean }
  /** The keychain has no app password of the account. */
  | { kind: 'none'; secret: null }
  /**
   * The app password does not match the account's record, so it must not be sent. `secret` is null when its origin is
   * unknown.
   */
  | { kind: 'foreign'; why: string; secret: BoundSecret | null };

type Place = Pick<AccountRecord, 'server' | 'loginName'>;

/**
 * Decides whether an account may be used with the keychain's entry. The accounts file is plain text that every user of
 * this computer may edit, so it must not decide where an app password goes.
 * @param text the keychain's entry for the account's id
 * @param place the server and login name in the accounts file
 */
export function judge(id: string, text: string | null, { server, loginName }: Place): Usable {
  if (text === null) return { kind: 'none', secret: null };
  const entry = readEntry(text);
  const secret = entry.kind === 'bound' ? entry.secret : null;
  const foreign = (why: string): Usable => ({ kind: 'foreign', why, secret });
  if (entry.kind === 'bare') {
    // An earlier version stored the app password alone: it belongs to the record's server if the account's id agrees.
    if (!isIdOn(id, server)) return foreign(`an account on ${originOf(server)} has the id of an account elsewhere`);
    return { kind: 'usable', secret: { server, loginName, appPassword: entry.appPassword }, isBound: false };
  }
  if (secret === null) return foreign('an app password cannot be read');
  if (secret.server !== server)
    return foreign(`an app password for ${originOf(secret.server)} does not fit an account on ${originOf(server)}`);
  if (secret.loginName !== loginName)
    return foreign(`an app password for ${originOf(server)} has another login name than its account`);
  return { kind: 'usable', secret, isBound: true };
}

/** The keychain's entry does not say which server it was made for. */
export class EntryUnclear extends Error {}

/** The app passwords of this device's accounts, each bound in the keychain to the server that made it. */
export function createAccountSecrets({ secrets, log }: Pick<Ports, 'secrets' | 'log'>) {
  const write = (id: string, secret: BoundSecret): Promise<SecretBackend> => secrets.write(id, sealSecret(secret));

  return {
    /** Whether the account may be used, and with which app password. Rejects while the keychain does not answer. */
    async use(id: string, place: Place): Promise<Usable> {
      const usable = judge(id, await secrets.read(id), place);
      if (usable.kind === 'foreign') log.error(`accounts: ${usable.why}: nothing is sent, please sign in again`);
      return usable;
    },

    /** Binds an app password that an earlier version stored. Never rejects: an entry that cannot be bound stays. */
    bind: (id: string, secret: BoundSecret): Promise<void> =>
      secrets
        .rebind(id, secret.appPassword, sealSecret(secret))
        .catch((error: unknown) =>
          log.warn(`an app password cannot be bound to its server yet: ${describeError(error)}`),
        ),

    /**
     * Returns the app password that must be revoked when the entry is removed, with the server that it was made for;
     * null: there is none. Rejects while the keychain does not answer, and with `EntryUnclear` when the entry does not
     * say which server it was made for.
     * @param place of the account, used for an app password that is not bound yet
     */
    async held(id: string, place: Place): Promise<BoundSecret | null> {
      const found = judge(id, await secrets.read(id), place);
      if (found.kind === 'none') return null;
      if (found.secret === null) throw new EntryUnclear(found.why);
      return found.secret;
    },

    /** Stores an app password. Returns where it is kept now; null: nowhere. */
    async keep(id: string, secret: BoundSecret): Promise<SecretBackend | null> {
      try {
        return await write(id, secret);
      } catch (error) {
        log.error(`the app password cannot be kept: ${describeError(error)}`);
        return null;
      }
    },

    /** Rejects when the app password is, or may be, still there. */
    remove: (id: string): Promise<void> => secrets.remove(id),
    /** Removes an app password that is no longer needed. Never rejects. */
    drop: (id: string): Promise<void> =>
      secrets
        .remove(id)
        .catch((error: unknown) => log.error(`an old app password stays in the keychain: ${describeError(error)}`)),
  };
}

const originOf = (server: string): string => new URL(server).origin;
