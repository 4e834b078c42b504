import type { DraftStore } from '../../main/core/ports.ts';

export interface FakeDrafts extends DraftStore {
  /** The content of the disk by account, in plain text; a real disk holds it encrypted. */
  readonly texts: Map<string, string>;
  /** Sets whether the system can encrypt from now on. */
  setSafe(safe: boolean): void;
  /** Sets whether removing files fails from now on. */
  setStuck(stuck: boolean): void;
  /** Holds every write and read from now on until the returned function is called. */
  hold(): () => void;
}

/** Creates a disk for drafts on a system that encrypts unless a test says otherwise. */
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
