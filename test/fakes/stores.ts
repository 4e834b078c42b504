import type { SecretStore, SettingsStore } from '../../main/core/ports.ts';
import { readEntry } from '../../main/core/sign-in/bound-secret.ts';

export interface FakeSettingsStore extends SettingsStore {
  /** The content of the disk, as JSON. */
  readonly documents: Map<string, string>;
}

/** Creates a store whose documents go through JSON, as on a disk. */
export function createFakeSettings(): FakeSettingsStore {
  const documents = new Map<string, string>();
  return {
    documents,
    read(name) {
      const text = documents.get(name);
      return text === undefined ? {} : JSON.parse(text);
    },
    write(name, value) {
      documents.set(name, JSON.stringify(value));
      return true;
    },
    remove(name) {
      documents.delete(name);
      return true;
    },
  };
}

export interface FakeSecretStore extends SecretStore {
  /** The content of the keychain. */
  readonly secrets: Map<string, string>;
  /** Returns the app passwords in the keychain, by account. */
  appPasswords(): Map<string, string>;
}

export function createFakeSecrets(): FakeSecretStore {
  const secrets = new Map<string, string>();
  return {
    secrets,
    appPasswords: () => new Map(Array.from(secrets, ([id, text]) => [id, appPasswordIn(text)])),
    backend: () => 'keychain',
    read: async (id) => secrets.get(id) ?? null,
    async write(id, secret) {
      secrets.set(id, secret);
      return 'keychain';
    },
    async rebind(id, was, secret) {
      if (secrets.get(id) === was) secrets.set(id, secret);
    },
    remove: async (id) => void secrets.delete(id),
  };
}

function appPasswordIn(text: string): string {
  const entry = readEntry(text);
  if (entry.kind === 'bound') return entry.secret.appPassword;
  return entry.kind === 'bare' ? entry.appPassword : 'unreadable';
}
