import type { SecretBackend } from '../core/model/app-state.ts';
import type { Logger, SecretStore } from '../core/ports.ts';
import type { VaultInLine } from './vault.ts';

/**
 * Several places for secrets as one.
 * @param vaults the best first
 * @param first where secrets are kept at present
 */
export function joinVaults(vaults: readonly VaultInLine[], log: Logger, first: SecretBackend): SecretStore {
  let current = first;
  /** Which vault answered the last read, by account. */
  const foundIn = new Map<string, VaultInLine>();

  function warn(vault: VaultInLine, action: string): void {
    log.warn(`${vault.backend}: cannot ${action}`);
  }

  return {
    backend: () => current,
    async read(id) {
      let failed = false;
      // All at once: what is written or removed from now on comes after it in each line.
      const answers = vaults.map((vault) => ({
        vault,
        answer: vault.read(id).then(
          (secret) => ({ secret, silent: false }),
          () => ({ secret: null, silent: true }),
        ),
      }));
      for (const { vault, answer } of answers) {
        const { secret, silent } = await answer;
        if (silent) warn(vault, 'read');
        failed ||= silent;
        if (!secret) continue;
        current = vault.backend;
        foundIn.set(id, vault);
        return secret;
      }
      if (failed) throw new Error('a keychain does not answer');
      return null;
    },
    async write(id, secret) {
      for (const vault of vaults) {
        try {
          await vault.write(id, secret);
          current = vault.backend;
          // An older secret elsewhere would be found first, or be left behind.
          await Promise.allSettled(vaults.filter((other) => other !== vault).map((other) => other.remove(id)));
          return current;
        } catch {
          warn(vault, 'write');
        }
      }
      throw new Error('no vault takes it');
    },
    async rebind(id, was, secret) {
      const vault = foundIn.get(id);
      if (!vault) throw new Error('not read before');
      await vault.rebind(id, was, secret);
    },
    async remove(id) {
      const outcomes = await Promise.allSettled(vaults.map((vault) => vault.remove(id)));
      const failed = vaults.filter((_, index) => outcomes[index]?.status === 'rejected');
      if (failed.length > 0) throw new Error(`not removed: ${failed.map(({ backend }) => backend).join()}`);
    },
  };
}
