import { createHash } from 'node:crypto';
import { describeError } from '../core/errors.ts';
import type { Logger, SettingsStore } from '../core/ports.ts';
import { keychainService } from './edition.ts';
import type { Sealer } from './sealer.ts';
import { inLine, type Vault, whenOpen } from './vault.ts';
import { type JoinedVaults, joinVaults } from './vaults.ts';

const FILE = 'secrets';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword' | 'findCredentials'>;

/**
 * Joins the OS keychain (keytar), a file encrypted by the OS (safeStorage, never its plain-text backend) and the
 * memory. The file is used where keytar cannot be loaded or no keyring runs, the memory where neither works. Nothing
 * blocks here: each place does not answer until it is open.
 */
export function createKeychain(settings: SettingsStore, sealer: Sealer, log: Logger): JoinedVaults {
  const places = [
    whenOpen('keychain', openKeytar(log)),
    whenOpen('encrypted-file', openSafeStorage(settings, sealer, log)),
    openMemory(),
  ];
  return joinVaults(
    places.map((place) => inLine(place)),
    log,
  );
}

/** Returns null where the optional native module is missing, because libsecret was missing when npm installed it. */
async function openKeytar(log: Logger): Promise<Vault | null> {
  const module: (Keytar & { default?: Keytar }) | null = await import('keytar').catch((error: unknown) => {
    log.info(`keytar cannot be loaded: ${describeError(error)}`);
    return null;
  });
  const keytar = module?.default ?? module;
  if (!keytar) return null;
  const service = keychainService();
  /** The entries that this run has seen. A refusal for any other entry means nothing: many a PC has no keyring. */
  const held = new Set<string>();

  const erase = async (name: string): Promise<void> => {
    if (await keytar.deletePassword(service, name)) return;
    // The entry is gone already, or libsecret is locked: only an open keyring accepts a new value in its place.
    await keytar.setPassword(service, name, 'removed');
    await keytar.deletePassword(service, name);
  };

  return {
    backend: 'keychain',
    ids: async () => (await keytar.findCredentials(service)).map(({ account }) => account),
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

/** Windows accepts no longer names: CRED_MAX_USERNAME_LENGTH in wincred.h, with the terminating zero. */
const LONGEST_NAME = 512;

/** Returns the name of an entry: a login name may be longer than a keychain allows. */
const nameOf = (id: string): string =>
  id.length > LONGEST_NAME ? `sha256:${createHash('sha256').update(id).digest('hex')}` : id;

async function openSafeStorage(settings: SettingsStore, sealer: Sealer, log: Logger): Promise<Vault | null> {
  if (!(await sealer.isSafe())) {
    log.warn('no encryption by the operating system: the app password is kept in memory only');
    return null;
  }
  const load = (): Record<string, unknown> => ({ ...(settings.read(FILE) as Record<string, unknown>) });
  const write = async (id: string, secret: string): Promise<void> => {
    const sealed = await sealer.seal(secret);
    if (!settings.write(FILE, { ...load(), [id]: sealed })) throw new Error('not written');
  };
  return {
    backend: 'encrypted-file',
    ids: async () => Object.keys(load()),
    async read(id) {
      const stored = load()[id];
      if (typeof stored !== 'string') return null;
      const { text, isOld } = await sealer.unseal(stored);
      if (isOld) await write(id, text);
      return text;
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

function openMemory(): Vault {
  const secrets = new Map<string, string>();
  return {
    backend: 'memory',
    read: async (id) => secrets.get(id) ?? null,
    write: async (id, secret) => void secrets.set(id, secret),
    remove: async (id) => void secrets.delete(id),
  };
}
