import { describeError } from '../core/errors.ts';
import type { DraftStore, Logger, SettingsStore } from '../core/ports.ts';
import type { Sealer } from './sealer.ts';

const nameOf = (accountId: string): string => `drafts/${accountId}`;

/**
 * Stores one file per account below `drafts/`, encrypted by the system; stores nothing where the system cannot encrypt.
 */
export function createDraftStore(settings: SettingsStore, sealer: Sealer, log: Logger): DraftStore {
  /** Rises with each change of an account's file: a write that is overtaken by the next change is dropped. */
  const turns = new Map<string, number>();
  function next(id: string): number {
    const turn = (turns.get(id) ?? 0) + 1;
    turns.set(id, turn);
    return turn;
  }

  return {
    async read(id) {
      const { sealed } = settings.read(nameOf(id)) as { sealed?: unknown };
      if (typeof sealed !== 'string') return null;
      try {
        return (await sealer.isSafe()) ? (await sealer.unseal(sealed)).text : null;
      } catch (error) {
        log.warn(`drafts cannot be read: the system does not decrypt them: ${describeError(error)}`);
        return null;
      }
    },
    async write(id, text) {
      const turn = next(id);
      try {
        if (!(await sealer.isSafe())) return false;
        const sealed = await sealer.seal(text);
        return turns.get(id) === turn && settings.write(nameOf(id), { sealed });
      } catch (error) {
        log.warn(`drafts are not kept: the system does not encrypt them: ${describeError(error)}`);
        return false;
      }
    },
    remove(id) {
      next(id);
      return settings.remove(nameOf(id));
    },
  };
}
