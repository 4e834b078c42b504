import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { safeStorage } from 'electron';
import type { SecretBackend } from '../core/model/app-state.ts';
import type { Logger, SecretStore, SettingsStore } from '../core/ports.ts';
import { keychainService } from './edition.ts';
import { inLine, PATIENCE_MS, type Vault, whenOpen } from './vault.ts';
import { joinVaults } from './vaults.ts';

const FILE = 'secrets';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

/**
 * The OS keychain (keytar); where it cannot be loaded or no keyring runs, a file encrypted by the OS (safeStorage,
 * never its plain-text backend); else memory only.
 */
export async function createKeychain(settings: SettingsStore, log: Logger): Promise<SecretStore> {
  const opening = openSafeStorage(settings, log);
  const file = await Promise.race([opening, setTimeout(PATIENCE_MS, whenOpen('encrypted-file', opening))]);
  const found = [await openKeytar(), file, openMemory()];
  const vaults = found.filter((vault) => vault !== null).map((vault) => inLine(vault));

  /** A keyring that does not answer now may do so later: it is asked again each time. */
  async function firstUsable(): Promise<SecretBackend> {
    for (const vault of vaults) {
      const answers = vault.read('probe').then(
        () => true,
        () => false,
      );
      // One that is silent is there.
      if (await Promise.race([answers, setTimeout(PATIENCE_MS, true)])) return vault.backend;
      log.warn(`${vault.backend}: does not answer`);
    }
    return 'memory';
  }

  return joinVaults(vaults, log, await firstUsable());
}

/** Null where the optional native module is missing, because libsecret was missing when it was installed. */
async function openKeytar(): Promise<Vault | null> {
  const module: (Keytar & { default?: Keytar }) | null = await import('keytar').catch(() => null);
  const keytar = module?.default ?? module;
  if (!keytar) return null;
  const service = keychainService();
  /** What it is known to hold. Of anything else, a refusal means nothing: on many a PC there is no keyring. */
  const held = new Set<string>();

  const erase = async (name: string): Promise<void> => {
    if (await keytar.deletePassword(service, name)) return;
    // Gone already, or (libsecret) locked: only an open keyring takes something in its place.
    await keytar.setPassword(service, name, 'removed');
    await keytar.deletePassword(service, name);
  };

  return {
    backend: 'keychain',
    async read(id) {
      const secret = await keytar.getPassword(service, nameOf(id));
      if (secret !== null) held.add(id);
      return secret;
    },
    async write(id, secret) {
      await keytar.setPassword(service, nameOf(id), secret);
      held.add(id);
    },
    async remove(id) {
      if (!held.has(id)) return void (await keytar.deletePassword(service, nameOf(id)).catch(() => false));
      await erase(nameOf(id));
      held.delete(id);
    },
  };
}

/** Windows takes no longer names: CRED_MAX_USERNAME_LENGTH in wincred.h, with the zero at its end. */
const LONGEST_NAME = 512;

/** What an entry is called: a login name may be longer than a keychain takes. */
const nameOf = (id: string): string =>
  id.length > LONGEST_NAME ? `sha256:${createHash('sha256').update(id).digest('hex')}` : id;

async function openSafeStorage(settings: SettingsStore, log: Logger): Promise<Vault | null> {
  if ((await isPlain()) || !(await safeStorage.isAsyncEncryptionAvailable())) {
    log.warn('no encryption by the operating system: the app password is kept in memory only');
    return null;
  }
  const load = (): Record<string, unknown> => ({ ...(settings.read(FILE) as Record<string, unknown>) });
  const write = async (id: string, secret: string): Promise<void> => {
    const encrypted = await safeStorage.encryptStringAsync(secret);
    if (!settings.write(FILE, { ...load(), [id]: encrypted.toString('base64') })) throw new Error('not written');
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
      if (!settings.write(FILE, secrets)) throw new Error('not removed');
    },
  };
}

/**
 * On Linux without a keyring, Chromium "encrypts" with a password that stands in its source. The backend's name alone
 * does not tell: it follows the desktop, while the asynchronous calls fall back silently; what was made with the known
 * password begins with v10.
 */
async function isPlain(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  if (safeStorage.getSelectedStorageBackend() === 'basic_text') return true;
  try {
    return (await safeStorage.encryptStringAsync('probe')).subarray(0, 3).toString('latin1') === 'v10';
  } catch {
    return true;
  }
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
