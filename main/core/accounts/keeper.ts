import * as v from 'valibot';
import { createDeclarations } from '../alarm/declarations.ts';
import { createWatchStore } from '../alarm/watch-store.ts';
import { forgetAppointments } from '../companions/appointments/appointment-store.ts';
import { forgetArrivals } from '../companions/arrival-store.ts';
import { NotSaved } from '../errors.ts';
import { createHalfUploads } from '../files/half-uploads.ts';
import { accountKeyOf } from '../model/global-token.ts';
import type { Profile } from '../nextcloud/talk-api.ts';
import { createCursorStore } from '../notify/cursors.ts';
import { createSounds } from '../notify/sounds.ts';
import type { Ports, SettingsStore } from '../ports.ts';
import type { BoundSecret } from '../sign-in/bound-secret.ts';
import type { SignedIn } from '../sign-in/run-wizard.ts';
import { type AccountRecord, createAccountStore } from './records.ts';
import { createAccountSecrets } from './secrets.ts';

/** An account that once signed in on this device. */
export interface KnownAccount {
  id: string;
  /** A short key that stays the same for an account. */
  key: string;
  record: AccountRecord;
}

/** A known account together with its app password. */
export interface UnlockedAccount extends KnownAccount {
  appPassword: string;
  /** The app password is in the keychain. */
  remembered: boolean;
  /** The app password was made for this device and is lost when the app ends, so it must be revoked. */
  passing: boolean;
  /** The store for the account's cursors. */
  settings: SettingsStore;
  /** The profile that the sign-in has just fetched; null: the account was known before. */
  profile: Profile | null;
}

/** The result of looking up an account's app password. */
export type Opening =
  /**
   * `isBound` is false when an earlier version stored the app password: `bind` must be called when the account is used.
   */
  | { kind: 'kept'; kept: UnlockedAccount; secret: BoundSecret; isBound: boolean }
  | { kind: 'none'; secret: null }
  /**
   * The app password does not belong to the server or login name in the record. `secret` is null when its origin is
   * unknown.
   */
  | { kind: 'foreign'; secret: BoundSecret | null };

const SHOWN = 'shown';
const Shown = v.object({ account: v.string() });

export type AccountKeeper = ReturnType<typeof createAccountKeeper>;

/**
 * Knows which accounts this device remembers, and where their data is stored.
 * @param forgetRest removes unsent texts and alarms of an account; returns false when they may still be there
 * @param forgetLast removes what belongs to no account, after the last one has left; likewise
 */
export function createAccountKeeper(
  { settings, secrets, log }: Pick<Ports, 'settings' | 'secrets' | 'log'>,
  forgetRest: (id: string) => boolean = () => true,
  forgetLast: () => boolean = () => true,
) {
  const accounts = createAccountStore(settings);
  const appPasswords = createAccountSecrets({ secrets, log });
  const isKnown = (id: string): boolean => accounts.all().has(id);

  /**
   * Removes what is stored of the account besides its record and app password. Returns false when something is still
   * there.
   */
  function removeTraces(id: string): boolean {
    const gone = [
      createCursorStore(settings, id).clear(),
      createSounds(settings, id).clear(),
      createWatchStore(settings, id).clear(),
      forgetAppointments(settings, id),
      forgetArrivals(settings, id),
      createHalfUploads(settings, id).clear(),
      createDeclarations({ settings, accountId: id, policy: [] }).clear(),
      forgetRest(id),
    ];
    return (shown() !== id || settings.remove(SHOWN)) && !gone.includes(false);
  }

  /**
   * Removes everything that is stored of the account except its app password. Returns false when something is still
   * there.
   */
  function unlist(id: string): boolean {
    const gone = [removeTraces(id), removeLast(id), accounts.remove(id)];
    return !gone.includes(false);
  }

  /** Removes what belongs to no account if there is no other one. Returns false when it is still there. */
  function removeLast(id: string): boolean {
    const hasOthers = [...accounts.all().keys()].some((other) => other !== id);
    return hasOthers || forgetLast();
  }

  /** Removes as much as possible. @throws NotSaved when something of the account stays on the disk */
  async function forget(id: string): Promise<void> {
    const isGone = unlist(id);
    await appPasswords.drop(id);
    if (!isGone) throw new NotSaved('an account that has left');
  }

  /**
   * Removes the account step by step, so that on failure the record and the entry remain, with which the app can ask
   * again whether it must wipe, also after a restart. The server has already made the app password useless.
   */
  async function wipe(id: string): Promise<void> {
    if (!removeTraces(id) || !removeLast(id) || !accounts.remove(id))
      throw new NotSaved('an account that must be wiped');
    await appPasswords.remove(id);
  }

  /** Returns the id of the account that was last shown alone; null: all accounts were shown. */
  function shown(): string | null {
    const stored = v.safeParse(Shown, settings.read(SHOWN));
    return stored.success ? stored.output.account : null;
  }

  return {
    unlist,
    forget,
    wipe,
    shown,
    /** The accounts known from an earlier start, in the order in which they were added. */
    known: (): Promise<KnownAccount[]> =>
      Promise.all(Array.from(accounts.all(), async ([id, record]) => ({ id, key: await accountKeyOf(id), record }))),
    /** Looks up the account's app password in the keychain. Rejects while the keychain does not answer. */
    async open(known: KnownAccount): Promise<Opening> {
      const found = await appPasswords.use(known.id, known.record);
      if (found.kind !== 'usable') return found;
      const { secret, isBound } = found;
      const { appPassword } = secret;
      return {
        kind: 'kept',
        secret,
        isBound,
        kept: { ...known, appPassword, remembered: true, passing: false, settings, profile: null },
      };
    },
    bind: appPasswords.bind,
    /** The app password in the keychain with the server it was made for. Rejects when that cannot be determined. */
    held: appPasswords.held,
    isKnown,
    /** The stored record of an account; null: there is none. */
    recordOf: (id: string): AccountRecord | null => accounts.all().get(id) ?? null,
    /** Whether any account is known from an earlier start. */
    knowsAny: (): boolean => accounts.all().size > 0,
    /**
     * Stores a user who has just signed in. Nothing is written for a new account that must not be remembered.
     * @param id of the account, new or continued
     */
    async keep(signedIn: SignedIn, id: string): Promise<UnlockedAccount> {
      const { credentials, remember, issued } = signedIn;
      const record = recordOf(signedIn);
      const { appPassword, loginName } = credentials;
      const secret: BoundSecret = { server: signedIn.server, loginName, appPassword };
      // The record is written first, so that a secret is kept only where the app will find it again.
      if (remember || isKnown(id)) accounts.put(id, record);
      const stored = accounts.all().get(id);
      const isFound = remember && stored?.loginName === record.loginName && stored.server === record.server;
      const backend = isFound ? await appPasswords.keep(id, secret) : null;
      const remembered = backend !== null;
      // An app password that is used now but not kept makes the stored one obsolete.
      if (!remembered) await appPasswords.drop(id);
      const key = await accountKeyOf(id);
      const passing = issued && (!remembered || backend === 'memory');
      const { profile } = signedIn;
      const place = stored ? settings : createPassingStore();
      return { id, key, record, appPassword, remembered, passing, settings: place, profile };
    },
    /** Stores the account's new record, if the account is remembered. */
    update(id: string, record: AccountRecord): void {
      if (isKnown(id)) accounts.put(id, record);
    },
    /** Nothing is written about an account that must not be remembered. */
    show(id: string | null): void {
      if (id !== null && isKnown(id)) settings.write(SHOWN, { account: id });
      else settings.remove(SHOWN);
    },
  };
}

function recordOf({ server, credentials, profile }: SignedIn): AccountRecord {
  const { userId, displayName, colour, capabilities } = profile;
  // Every server understands the long form, so it is used when the server does not say.
  const indexPhp = capabilities.capabilities.core?.['mod-rewrite-working'] !== true;
  return { server, loginName: credentials.loginName, userId, displayName, colour, indexPhp };
}

/** A store that ends with the app. */
function createPassingStore(): SettingsStore {
  const documents = new Map<string, object>();
  return {
    read: (name) => documents.get(name) ?? {},
    write(name, value) {
      documents.set(name, value);
      return true;
    },
    remove(name) {
      documents.delete(name);
      return true;
    },
  };
}
