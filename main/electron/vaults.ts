import { describeError } from '../core/errors.ts';
import type { SecretBackend } from '../core/model/app-state.ts';
import type { Logger, SecretStore } from '../core/ports.ts';
import { PATIENCE_MS, type VaultInLine } from './vault.ts';

/** Milliseconds that a found secret waits for a better place that has not answered yet. */
const GRACE_MS = 1_000;

export interface JoinedVaults extends SecretStore {
  /** Resolves when it is known where secrets are kept. */
  settled: Promise<void>;
}

interface Found {
  vault: VaultInLine;
  secret: string;
}

type Answers = readonly { vault: VaultInLine; answer: Promise<Answer> }[];

/** A place that cannot be read has no secret and an error. */
type Answer = { secret: string | null; error?: unknown };

/**
 * Joins several places for secrets into one that can be used at once; it finds out meanwhile where secrets are kept. A
 * silent place delays only the secrets that no other place has.
 * @param vaults the best first
 * @param first where secrets are kept at present; if left out, the store finds out
 * @param patience milliseconds: a place that stays silent for longer counts as there, and waits for the user
 */
export function joinVaults(
  vaults: readonly VaultInLine[],
  log: Logger,
  first?: SecretBackend,
  patience = PATIENCE_MS,
): JoinedVaults {
  let current = first ?? vaults[0]?.backend ?? 'memory';
  let isKnown = first !== undefined;
  let onChange = (): void => {};
  /** The vault that answered the last read, by account. */
  const foundIn = new Map<string, VaultInLine>();

  function warn(vault: VaultInLine, action: string, error: unknown): void {
    log.warn(`${vault.backend}: cannot ${action}: ${describeError(error)}`);
  }

  function keptIn(backend: SecretBackend): void {
    isKnown = true;
    if (backend === current) return;
    current = backend;
    onChange();
  }

  async function removeFrom(vault: VaultInLine, id: string): Promise<void> {
    try {
      await vault.remove(id);
    } catch (error) {
      warn(vault, 'remove', error);
      throw error;
    }
  }

  /** A keyring that does not answer now may do so later, so it is asked again each time. */
  async function findOut(): Promise<void> {
    const backend = await firstUsable();
    if (!isKnown) keptIn(backend);
  }

  async function firstUsable(): Promise<SecretBackend> {
    for (const vault of vaults) {
      const answers = vault.read('probe').then(
        () => vault.isOpen?.() ?? true,
        (error: unknown) => {
          warn(vault, 'read', error);
          return false;
        },
      );
      // A silent place counts as there.
      if (await Promise.race([answers, after(patience).then(() => true)])) return vault.backend;
      log.warn(`${vault.backend}: does not answer`);
    }
    return 'memory';
  }

  /** Returns the secret of the best place. Rejects when no place has it and one does not answer. */
  async function bestOf(answers: Answers): Promise<Found | null> {
    let failed = false;
    for (const { vault, answer } of answers) {
      const given = await answer;
      const hasFailed = 'error' in given;
      if (hasFailed) warn(vault, 'read', given.error);
      failed ||= hasFailed;
      if (given.secret) return { vault, secret: given.secret };
    }
    if (failed) throw new Error('a keychain does not answer');
    return null;
  }

  /** Returns the secret of any place, after a grace period. Rejects when no place has it. */
  async function anyOf(answers: Answers): Promise<Found> {
    const found = await Promise.any(
      answers.map(async ({ vault, answer }): Promise<Found> => {
        const { secret } = await answer;
        if (!secret) throw new Error('not here');
        return { vault, secret };
      }),
    );
    await after(GRACE_MS);
    return found;
  }

  return {
    settled: isKnown ? Promise.resolve() : findOut(),
    backend: () => current,
    watch(listener) {
      onChange = listener;
    },
    async read(id) {
      // All vaults are asked at once: a later write or removal comes after this in each queue.
      const answers = vaults.map((vault) => ({
        vault,
        answer: vault.read(id).then(
          (secret): Answer => ({ secret }),
          (error: unknown): Answer => ({ secret: null, error }),
        ),
      }));
      const best = bestOf(answers);
      const found = await Promise.race([best, anyOf(answers).catch(() => best)]);
      if (!found) return null;
      keptIn(found.vault.backend);
      foundIn.set(id, found.vault);
      return found.secret;
    },
    async write(id, secret) {
      for (const vault of vaults) {
        try {
          await vault.write(id, secret);
          keptIn(vault.backend);
          // An older secret elsewhere would be found first, or be left behind.
          await Promise.allSettled(vaults.filter((other) => other !== vault).map((other) => removeFrom(other, id)));
          return current;
        } catch (error) {
          warn(vault, 'write', error);
        }
      }
      throw new Error('no vault accepts it');
    },
    async rebind(id, was, secret) {
      const vault = foundIn.get(id);
      if (!vault) throw new Error('not read before');
      await vault.rebind(id, was, secret);
    },
    async ids() {
      const lists = vaults.map(async (vault) => {
        try {
          return await Promise.race([vault.ids?.() ?? [], after(patience).then((): string[] => [])]);
        } catch (error) {
          warn(vault, 'list', error);
          return [];
        }
      });
      return [...new Set((await Promise.all(lists)).flat())];
    },
    async remove(id) {
      const outcomes = await Promise.allSettled(vaults.map((vault) => removeFrom(vault, id)));
      const failed = vaults.filter((_, index) => outcomes[index]?.status === 'rejected');
      if (failed.length > 0) throw new Error(`not removed: ${failed.map(({ backend }) => backend).join()}`);
    },
  };
}

const after = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());
