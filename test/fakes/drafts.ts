import type { DraftStore } from '../../main/core/ports.ts';

export interface FakeDrafts extends DraftStore {
  /** What would stand on the disk, by account; there it is encrypted. */
  readonly texts: Map<string, string>;
  /** From now on the system can encrypt, or cannot. */
  setSafe(safe: boolean): void;
  /** From now on files stay, whatever is removed. */
  setStuck(stuck: boolean): void;
  /** Every write and read from now on waits until the function is called that is returned. */
  hold(): () => void;
}

/** A disk for drafts on a system that encrypts, unless it is told otherwise. */
export function createFakeDrafts(): FakeDrafts {
  const texts = new Map<string, string>();
  const turns = new Map<string, number>();
  let safe = true;
  let stuck = false;
  let open = Promise.resolve();
  const next = (id: string): number => {
    const turn = (turns.get(id) ?? 0) + 1;
    turns.set(id, turn);
    return turn;
  };
  return {
    texts,
    setSafe(value) {
      safe = value;
    },
    setStuck(value) {
      stuck = value;
    },
    hold() {
      const released = Promise.withResolvers<void>();
      open = released.promise;
      return released.resolve;
    },
    async read(id) {
      await open;
      return safe ? (texts.get(id) ?? null) : null;
    },
    async write(id, text) {
      const turn = next(id);
      await open;
      if (!safe || turns.get(id) !== turn) return false;
      texts.set(id, text);
      return true;
    },
    remove(id) {
      next(id);
      if (stuck) return false;
      texts.delete(id);
      return true;
    },
  };
}
