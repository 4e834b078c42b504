import * as v from 'valibot';
import { NotSaved } from '../errors.ts';
import { accountKeyOf } from '../model/global-token.ts';
import type { Profile } from '../nextcloud/talk-api.ts';
import { createCursorStore } from '../notify/cursors.ts';
import type { Ports, SettingsStore } from '../ports.ts';
import type { BoundSecret } from '../sign-in/bound-secret.ts';
import type { SignedIn } from '../sign-in/run-wizard.ts';
import { type AccountRecord, createAccountStore } from './records.ts';
import { createAccountSecrets } from './secrets.ts';

/** An account that signed in on this device once. */
export interface KnownAccount {
  id: string;
  /** Short, and the same each time. */
  key: string;
  record: AccountRecord;
}

/** The same with what it takes to use it. */
export interface UnlockedAccount extends KnownAccount {
  appPassword: string;
  /** The app password is in the keychain. */
  remembered: boolean;
  /** The app password was made for this device, and nobody has it any more once the app has ended. */
  passing: boolean;
  /** Where its cursors belong. */
  settings: SettingsStore;
  /** As signing in has just told it; null: the account was known before. */
  profile: Profile | null;
}

/** What came of looking for the app password of an account. */
export type Opening =
  /** Not bound: an earlier version stored the app password, and `bind` is to be called when the account is used. */
  | { kind: 'kept'; kept: UnlockedAccount; secret: BoundSecret; isBound: boolean }
  | { kind: 'none'; secret: null }
  /** The app password was made for something else than the record says; null: for what is unknown. */
  | { kind: 'foreign'; secret: BoundSecret | null };

const SHOWN = 'shown';
const Shown = v.object({ account: v.string() });

export type AccountKeeper = ReturnType<typeof createAccountKeeper>;

/**
 * Which accounts are known on this device, and what of them is written where.
 * @param forgetReplies removes what was typed and not sent; false when it may still be there
 */
export function createAccountKeeper(
  { settings, secrets, log }: Pick<Ports, 'settings' | 'secrets' | 'log'>,
  forgetReplies: (id: string) => boolean = () => true,
) {
  const accounts = createAccountStore(settings);
  const appPasswords = createAccountSecrets({ secrets, log });
  const isKnown = (id: string): boolean => accounts.all().has(id);

  /** What is written of it besides its record. False when something of that is still there. */
  function removeTraces(id: string): boolean {
    const gone = [createCursorStore(settings, id).clear(), forgetReplies(id)];
    return (shown() !== id || settings.remove(SHOWN)) && !gone.includes(false);
  }

  /** All that is written of it but its app password. False when something of that is still there. */
  function unlist(id: string): boolean {
    const gone = [removeTraces(id), accounts.remove(id)];
    return !gone.includes(false);
  }

  /** Removes whatever can be removed. @throws NotSaved when something of it stays that is written on this PC */
  async function forget(id: string): Promise<void> {
    const isGone = unlist(id);
    await appPasswords.drop(id);
    if (!isGone) throw new NotSaved('an account that has left');
  }

  /**
   * The same, one after the other: while something stays, what it takes to be asked to wipe it once more, after a
   * restart too, stays as well. The server has made the app password useless.
   */
  async function wipe(id: string): Promise<void> {
    if (!removeTraces(id) || !accounts.remove(id)) throw new NotSaved('an account that is to be wiped');
    await appPasswords.remove(id);
  }

  /** Id of the account that was last shown alone; null: all were. */
  function shown(): string | null {
    const stored = v.safeParse(Shown, settings.read(SHOWN));
    return stored.success ? stored.output.account : null;
  }

  return {
    unlist,
    forget,
    wipe,
    shown,
    /** The accounts known from an earlier start, in the order in which they came. */
    known: (): Promise<KnownAccount[]> =>
      Promise.all(Array.from(accounts.all(), async ([id, record]) => ({ id, key: await accountKeyOf(id), record }))),
    /** The account with its app password, if the keychain has that for it. Rejects while the keychain does not answer. */
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
    /** The app password in the keychain with what it was made for. Rejects when that cannot be told. */
    held: appPasswords.held,
    isKnown,
    /** What is written of an account; null: nothing is. */
    recordOf: (id: string): AccountRecord | null => accounts.all().get(id) ?? null,
    /** Whether anybody's account is known from an earlier start. */
    knowsAny: (): boolean => accounts.all().size > 0,
    /**
     * Whoever has just signed in. If that is not to be remembered and was not known before, nothing is written at all.
     * @param id of the account, new or continued
     */
    async keep(signedIn: SignedIn, id: string): Promise<UnlockedAccount> {
      const { credentials, remember, issued } = signedIn;
      const record = recordOf(signedIn);
      const { appPassword, loginName } = credentials;
      const secret: BoundSecret = { server: signedIn.server, loginName, appPassword };
      // First, so that a secret is kept only where it will be found again.
      if (remember || isKnown(id)) accounts.put(id, record);
      const stored = accounts.all().get(id);
      const isFound = remember && stored?.loginName === record.loginName && stored.server === record.server;
      const backend = isFound ? await appPasswords.keep(id, secret) : null;
      const remembered = backend !== null;
      // An app password that is to be used now and not kept replaces the one that was.
      if (!remembered) await appPasswords.drop(id);
      const key = await accountKeyOf(id);
      const passing = issued && (!remembered || backend === 'memory');
      const { profile } = signedIn;
      const place = stored ? settings : createPassingStore();
      return { id, key, record, appPassword, remembered, passing, settings: place, profile };
    },
    /** The server told something new of it. */
    update(id: string, record: AccountRecord): void {
      if (isKnown(id)) accounts.put(id, record);
    },
    /** Of an account that is not to be remembered, nothing is written. */
    show(id: string | null): void {
      if (id !== null && isKnown(id)) settings.write(SHOWN, { account: id });
      else settings.remove(SHOWN);
    },
  };
}

function recordOf({ server, credentials, profile }: SignedIn): AccountRecord {
  const { userId, displayName, colour, capabilities } = profile;
  // A server that does not say understands the long form.
  const indexPhp = capabilities.capabilities.core?.['mod-rewrite-working'] !== true;
  return { server, loginName: credentials.loginName, userId, displayName, colour, indexPhp };
}

/** Gone with the app. */
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
