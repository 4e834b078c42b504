import { type AccountRecord, accountIdOf, createAccountStore } from './accounts.ts';
import type { SignedIn } from './login/run-wizard.ts';
import type { Ports, SettingsStore } from './ports.ts';

/** An account, and what is known of it here. */
export interface KeptAccount {
  id: string;
  record: AccountRecord;
  appPassword: string;
  /** The app password is in the keychain. */
  remembered: boolean;
  /** Where its cursors belong. */
  settings: SettingsStore;
}

/** Which accounts are known on this device, and what of them is written where. */
export function createAccountKeeper({ settings, secrets, log }: Pick<Ports, 'settings' | 'secrets' | 'log'>) {
  const accounts = createAccountStore(settings);
  const isKnown = (id: string): boolean => accounts.all().has(id);

  /** True when it is in the keychain. */
  async function keepSecret(id: string, appPassword: string): Promise<boolean> {
    try {
      await secrets.write(id, appPassword);
      return true;
    } catch (error) {
      log.error(`the app password cannot be kept: ${error instanceof Error ? error.name : 'unknown'}`);
      return false;
    }
  }

  async function forget(id: string): Promise<void> {
    accounts.remove(id);
    await secrets.remove(id);
  }

  /** One account so far: whoever signed in before on this device is forgotten. */
  async function forgetOthers(id: string): Promise<void> {
    for (const [other] of accounts.all())
      if (other !== id) await forget(other).catch(() => log.error('an old app password stays in the keychain'));
  }

  return {
    forget,
    /** The account known from an earlier start. */
    known(): { id: string; record: AccountRecord } | null {
      const [first] = accounts.all();
      return first ? { id: first[0], record: first[1] } : null;
    },
    /** Its app password, if it is in the keychain. Rejects while the keychain does not answer. */
    async open(id: string, record: AccountRecord): Promise<KeptAccount | null> {
      const appPassword = await secrets.read(id);
      return appPassword === null ? null : { id, record, appPassword, remembered: true, settings };
    },
    /**
     * Whoever has just signed in. If that is not to be remembered and was not known before, nothing is written at all.
     * @param before the account that is continued; the name it signs in with may have changed
     */
    async keep(signedIn: SignedIn, before: string | null): Promise<KeptAccount> {
      const { server, credentials, remember } = signedIn;
      const id = before ?? accountIdOf(server, credentials.loginName);
      const record = recordOf(signedIn);
      const { appPassword } = credentials;
      // An app password that is to be used now and not kept replaces the one that was.
      const remembered = remember && (await keepSecret(id, appPassword));
      if (!remember) await secrets.remove(id).catch(() => log.error('an old app password stays in the keychain'));
      await forgetOthers(id);
      const written = remember || isKnown(id);
      if (written) accounts.put(id, record);
      return { id, record, appPassword, remembered, settings: written ? settings : createPassingStore() };
    },
    /** The server told something new of it. */
    update(id: string, record: AccountRecord): void {
      if (isKnown(id)) accounts.put(id, record);
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
    remove: (name) => void documents.delete(name),
  };
}
