import * as v from 'valibot';
import { CompanionId } from '../model/companion.ts';
import { Language } from '../model/settings.ts';
import type { SettingsStore } from '../ports.ts';

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** What one line has listed so far. */
const KnownLine = v.object({
  /** The hash of the line's id. */
  line: Hash,
  /** The hashes of its entries, the latest last. */
  entries: v.array(Hash),
  /** The last answer contained all entries. */
  isWhole: v.boolean(),
  /** The highest number in the last answer that told one; null: none did. */
  top: v.nullable(v.pipe(v.number(), v.safeInteger())),
});
export type KnownLine = v.InferOutput<typeof KnownLine>;

const Known = v.object({
  companion: CompanionId,
  /** The language in which the server was asked; titles in another one look new and are not. */
  language: Language,
  lines: v.array(KnownLine),
});
export type Known = v.InferOutput<typeof Known>;

const Stored = v.object({ known: v.array(Known) });

const nameFor = (accountId: string): string => `arrivals/${accountId}`;

export type ArrivalStore = ReturnType<typeof createArrivalStore>;

/**
 * What outlasts the app of the entries that an account's companions have listed: hashes and numbers, no titles
 * (docs/decisions/no-content-in-files.md). Only companions that notify have something here.
 */
export function createArrivalStore(settings: SettingsStore, accountId: string) {
  const stored = v.safeParse(Stored, settings.read(nameFor(accountId)));
  const all = new Map((stored.success ? stored.output.known : []).map((known) => [known.companion, known]));

  function save(): void {
    settings.write(nameFor(accountId), { known: [...all.values()] });
  }

  return {
    /** Returns null when nothing is known: the next answer notifies of nothing. */
    load: (companion: CompanionId): Known | null => all.get(companion) ?? null,
    save(known: Known): void {
      const before = all.get(known.companion);
      all.set(known.companion, known);
      if (JSON.stringify(before) !== JSON.stringify(known)) save();
    },
    forget(companion: CompanionId): void {
      if (all.delete(companion)) save();
    },
  };
}

/** Returns false when something is still on the disk. */
export const forgetArrivals = (settings: SettingsStore, accountId: string): boolean =>
  settings.remove(nameFor(accountId));
