import { createHash } from 'node:crypto';
import { safeStorage } from 'electron';
import type { Logger, SettingsStore } from '../core/ports.ts';
import { inLine, type Vault, whenOpen } from './vault.ts';
import { type JoinedVaults, joinVaults } from './vaults.ts';

const SERVICE = 'Talkmelder';
const FILE = 'secrets';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

/**
 * The OS keychain (keytar); where it cannot be loaded or no keyring runs, a file encrypted by the OS (safeStorage,
 * never its plain-text backend); else memory only. Nothing is waited for here: each of them is silent until it is open.
 */
export function createKeychain(settings: SettingsStore, log: Logger): JoinedVaults {
  const places = [
    whenOpen('keychain', openKeytar()),
    whenOpen('encrypted-file', openSafeStorage(settings, log)),
    openMemory(),
  ];
  return joinVaults(
    places.map((place) => inLine(place)),
    log,
  );
}

/** Null where the optional native module is missing, because libsecret was missing when it was installed. */
async function openKeytar(): Promise<Vault | null> {
  const module: (Keytar & { default?: Keytar }) | null = await import('keytar').catch(() => null);
  const keytar = module?.default ?? module;
  if (!keytar) return null;
  /** What it is known to hold. Of anything else, a refusal means nothing: on many a PC there is no keyring. */
  const held = new Set<string>();

  const erase = async (name: string): Promise<void> => {
    if (await keytar.deletePassword(SERVICE, name)) return;
    // Gone already, or (libsecret) locked: only an open keyring takes something in its place.
    await keytar.setPassword(SERVICE, name, 'removed');
    await keytar.deletePassword(SERVICE, name);
  };

  return {
    backend: 'keychain',
    async read(id) {
      const secret = await keytar.getPassword(SERVICE, nameOf(id));
      if (secret !== null) held.add(id);
      return secret;
    },
    async write(id, secret) {
      await keytar.setPassword(SERVICE, nameOf(id), secret);
      held.add(id);
    },
    async remove(id) {
      if (!held.has(id)) return void (await keytar.deletePassword(SERVICE, nameOf(id)).catch(() => false));
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
