import type { SecretStore, SettingsStore } from '../../main/core/ports.ts';

export interface FakeSettingsStore extends SettingsStore {
  /** What would stand on the disk, as JSON. */
  readonly documents: Map<string, string>;
}

/** Documents go through JSON, as they would on a disk. */
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
  readonly secrets: Map<string, string>;
}

export function createFakeSecrets(): FakeSecretStore {
  const secrets = new Map<string, string>();
  return {
    secrets,
    backend: () => 'keychain',
    read: async (id) => secrets.get(id) ?? null,
    async write(id, secret) {
      secrets.set(id, secret);
      return 'keychain';
    },
    remove: async (id) => void secrets.delete(id),
  };
}
