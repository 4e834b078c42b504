import * as v from 'valibot';
import { type AccountRecord, createAccountStore } from './accounts.ts';
import { NotSaved } from './errors.ts';
import type { SignedIn } from './login/run-wizard.ts';
import type { SecretBackend } from './model/app-state.ts';
import { accountKeyOf } from './model/global-token.ts';
import type { Ports, SettingsStore } from './ports.ts';
import { createCursorStore } from './sync/cursors.ts';

/** An account that signed in on this device once. */
export interface KnownAccount {
  id: string;
  /** Short, and the same each time. */
  key: string;
  record: AccountRecord;
}

/** The same with what it takes to use it. */
export interface KeptAccount extends KnownAccount {
  appPassword: string;
  /** The app password is in the keychain. */
  remembered: boolean;
  /** The app password was made for this device, and nobody has it any more once the app has ended. */
  passing: boolean;
  /** Where its cursors belong. */
  settings: SettingsStore;
}

const SHOWN = 'shown';
const Shown = v.object({ account: v.string() });

export type AccountKeeper = ReturnType<typeof createAccountKeeper>;

/** Which accounts are known on this device, and what of them is written where. */
export function createAccountKeeper({ settings, secrets, log }: Pick<Ports, 'settings' | 'secrets' | 'log'>) {
  const accounts = createAccountStore(settings);
  const isKnown = (id: string): boolean => accounts.all().has(id);

  /** Where it is now; null: nowhere. */
  async function keepSecret(id: string, appPassword: string): Promise<SecretBackend | null> {
    try {
      return await secrets.write(id, appPassword);
    } catch (error) {
      log.error(`the app password cannot be kept: ${error instanceof Error ? error.name : 'unknown'}`);
      return null;
    }
  }

  /** What is written of it besides its record. False when something of that is still there. */
  function removeTraces(id: string): boolean {
    const gone = createCursorStore(settings, id).clear();
    return (shown() !== id || settings.remove(SHOWN)) && gone;
  }

  /** All that is written of it but its app password. False when something of that is still there. */
  function unlist(id: string): boolean {
    const gone = [removeTraces(id), accounts.remove(id)];
    return !gone.includes(false);
  }

  /** Removes whatever can be removed. @throws NotSaved when something of it stays that is written on this PC */
  async function forget(id: string): Promise<void> {
    const isGone = unlist(id);
    await dropSecret(id);
    if (!isGone) throw new NotSaved('an account that has left');
  }

  /**
   * The same, one after the other: while something stays, what it takes to be asked to wipe it once more, after a
   * restart too, stays as well. The server has made the app password useless.
   */
  async function wipe(id: string): Promise<void> {
    if (!removeTraces(id) || !accounts.remove(id)) throw new NotSaved('an account that is to be wiped');
    await secrets.remove(id);
  }

  /** Id of the account that was last shown alone; null: all were. */
  function shown(): string | null {
    const stored = v.safeParse(Shown, settings.read(SHOWN));
    return stored.success ? stored.output.account : null;
  }

  const dropSecret = (id: string): Promise<void> =>
    secrets.remove(id).catch(() => log.error('an old app password stays in the keychain'));

  return {
    unlist,
    forget,
    wipe,
    shown,
    /** The accounts known from an earlier start, in the order in which they came. */
    known: (): Promise<KnownAccount[]> =>
      Promise.all(Array.from(accounts.all(), async ([id, record]) => ({ id, key: await accountKeyOf(id), record }))),
    /** With its app password, if that is in the keychain. Rejects while the keychain does not answer. */
    async open(known: KnownAccount): Promise<KeptAccount | null> {
      const appPassword = await secrets.read(known.id);
      return appPassword === null ? null : { ...known, appPassword, remembered: true, passing: false, settings };
    },
    isKnown,
    /** Whether anybody's account is known from an earlier start. */
    knowsAny: (): boolean => accounts.all().size > 0,
    /**
     * Whoever has just signed in. If that is not to be remembered and was not known before, nothing is written at all.
     * @param id of the account, new or continued
     */
    async keep(signedIn: SignedIn, id: string): Promise<KeptAccount> {
      const { credentials, remember, issued } = signedIn;
      const record = recordOf(signedIn);
      const { appPassword } = credentials;
      // First, so that a secret is kept only where it will be found again.
      if (remember || isKnown(id)) accounts.put(id, record);
      const stored = accounts.all().get(id);
      const isFound = remember && stored?.loginName === record.loginName;
      const backend = isFound ? await keepSecret(id, appPassword) : null;
      const remembered = backend !== null;
      // An app password that is to be used now and not kept replaces the one that was.
      if (!remembered) await dropSecret(id);
      const key = await accountKeyOf(id);
      const passing = issued && (!remembered || backend === 'memory');
      return { id, key, record, appPassword, remembered, passing, settings: stored ? settings : createPassingStore() };
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
