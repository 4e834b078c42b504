import type { SecretBackend } from '../core/model/app-state.ts';

/** A place that holds secrets, or reports that it cannot. */
export interface Vault {
  backend: SecretBackend;
  read(id: string): Promise<string | null>;
  write(id: string, secret: string): Promise<void>;
  /** Rejects when the secret is, or may be, still there. */
  remove(id: string): Promise<void>;
  /** The accounts with a secret here. Absent: the vault cannot list them. */
  ids?(): Promise<string[]>;
  /** False when the vault turned out to be unusable. Absent: it can be used. */
  isOpen?(): Promise<boolean>;
}

/** A vault that handles one call at a time. */
export interface VaultInLine extends Vault {
  /**
   * Replaces the stored secret if it is still `was`. However late that happens, the entry is never removed; if the
   * vault refuses, the entry stays as it was.
   */
  rebind(id: string, was: string, secret: string): Promise<void>;
}

/** Milliseconds that the app waits for a keyring. A keyring that waits for the user to unlock it does not answer. */
export const PATIENCE_MS = 5_000;

/**
 * Calls the vault one at a time, so that a silent keyring prompts the user once and blocks only one of Node's few
 * threads. A reader waits with it. Writing and removing reject after `patience`: a late write is dropped, a late
 * removal is done as soon as it is possible.
 * @param patience milliseconds
 */
export function inLine(vault: Vault, patience = PATIENCE_MS): VaultInLine {
  let last: Promise<unknown> = Promise.resolve();
  function queue<T>(task: () => Promise<T>): Promise<T> {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  }

  async function limited(task: (isLate: () => boolean) => Promise<void>): Promise<void> {
    let late = false;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        late = true;
        reject(new Error(`${vault.backend} keeps silent`));
      }, patience);
    });
    try {
      await Promise.race([queue(() => task(() => late)), silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    backend: vault.backend,
    isOpen: () => vault.isOpen?.() ?? Promise.resolve(true),
    ids: () => queue(async () => (await vault.ids?.()) ?? []),
    read: (id) => queue(() => vault.read(id)),
    write: (id, secret) =>
      limited(async (isLate) => {
        if (isLate()) return;
        await vault.write(id, secret);
        if (isLate()) await vault.remove(id);
      }),
    rebind: (id, was, secret) =>
      queue(async () => {
        if ((await vault.read(id)) === was) await vault.write(id, secret);
      }),
    remove: (id) => limited(() => vault.remove(id)),
  };
}

/** A vault that takes long to open does not answer until it is open. */
export const whenOpen = (backend: SecretBackend, opening: Promise<Vault | null>): Vault => ({
  backend,
  isOpen: async () => (await opening) !== null,
  ids: async () => (await (await opening)?.ids?.()) ?? [],
  read: async (id) => (await opening)?.read(id) ?? null,
  async write(id, secret) {
    const vault = await opening;
    if (!vault) throw new Error(`${backend} cannot be used`);
    await vault.write(id, secret);
  },
  remove: async (id) => (await opening)?.remove(id),
});
