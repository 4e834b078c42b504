import { safeStorage } from 'electron';
import type { SecretBackend } from '../core/model/app-state.ts';
import type { Logger, SecretStore, SettingsStore } from '../core/ports.ts';

const SERVICE = 'Talkmelder';
const FILE = 'secrets';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

/** A place that holds secrets, or says that it cannot. */
interface Vault {
  backend: SecretBackend;
  read(id: string): Promise<string | null>;
  write(id: string, secret: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * The OS keychain (keytar); where it cannot be loaded or no keyring runs, a file encrypted by the OS (safeStorage,
 * never its plain-text backend); else memory only.
 */
export async function createKeychain(settings: SettingsStore, log: Logger): Promise<SecretStore> {
  const vaults = [await openKeytar(log), await openSafeStorage(settings, log), openMemory()].filter(
    (vault) => vault !== null,
  );
  let current = vaults[0]?.backend ?? 'memory';

  return {
    backend: () => current,
    async read(id) {
      for (const vault of vaults) {
        const secret = await vault.read(id).catch(() => warn(vault, 'read'));
        if (!secret) continue;
        current = vault.backend;
        return secret;
      }
      return null;
    },
    async write(id, secret) {
      for (const vault of vaults) {
        try {
          await vault.write(id, secret);
          current = vault.backend;
          // An older secret elsewhere would be found first, or be left behind.
          await Promise.allSettled(vaults.filter((other) => other !== vault).map((other) => other.remove(id)));
          return;
        } catch {
          warn(vault, 'write');
        }
      }
    },
    async remove(id) {
      const outcomes = await Promise.allSettled(vaults.map((vault) => vault.remove(id)));
      const failed = outcomes.findIndex(({ status }) => status === 'rejected');
      if (failed >= 0) throw new Error(`not removed from the ${vaults[failed]?.backend}`);
    },
  };

  function warn(vault: Vault, action: string): null {
    log.warn(`${vault.backend}: cannot ${action}`);
    return null;
  }
}

async function openKeytar(log: Logger): Promise<Vault | null> {
  try {
    // Lazily: an optional native module, missing where libsecret was missing when it was installed.
    const module: Keytar & { default?: Keytar } = await import('keytar');
    const keytar = module.default ?? module;
    // Without a running keyring every call fails; one harmless question tells.
    await keytar.getPassword(SERVICE, 'probe');
    return {
      backend: 'keychain',
      read: (id) => keytar.getPassword(SERVICE, id),
      write: (id, secret) => keytar.setPassword(SERVICE, id, secret),
      remove: async (id) => void (await keytar.deletePassword(SERVICE, id)),
    };
  } catch (error) {
    log.warn(`no keychain: ${error instanceof Error ? error.message.slice(0, 120) : 'unknown'}`);
    return null;
  }
}

async function openSafeStorage(settings: SettingsStore, log: Logger): Promise<Vault | null> {
  // basic_text "encrypts" with a password that stands in Chromium's source.
  const plain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (plain || !(await safeStorage.isAsyncEncryptionAvailable())) {
    log.warn('no encryption by the operating system: the app password is kept in memory only');
    return null;
  }
  const load = (): Record<string, unknown> => ({ ...(settings.read(FILE) as Record<string, unknown>) });
  const write = async (id: string, secret: string): Promise<void> => {
    const encrypted = await safeStorage.encryptStringAsync(secret);
    settings.write(FILE, { ...load(), [id]: encrypted.toString('base64') });
  };
  return {
    backend: 'encrypted-file',
    async read(id) {
      const stored = load()[id];
      if (typeof stored !== 'string') return null;
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(stored, 'base64'));
      if (shouldReEncrypt) await write(id, result);
      return result;
    },
    write,
    async remove(id) {
      const secrets = load();
      if (!(id in secrets)) return;
      delete secrets[id];
      settings.write(FILE, secrets);
    },
  };
}

function openMemory(): Vault {
  const secrets = new Map<string, string>();
  return {
    backend: 'memory',
    read: async (id) => secrets.get(id) ?? null,
    write: async (id, secret) => void secrets.set(id, secret),
    remove: async (id) => void secrets.delete(id),
  };
}
