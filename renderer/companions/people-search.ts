import { createEffect, createSignal, onCleanup } from 'solid-js';
import type { Person } from '../../main/core/model/person.ts';
import { bridge } from '../bridge.ts';

/** A person in the directory or the address books of an account. */
export type FoundPerson = { account: string; person: Person };

/** What the search has found. `failed`: no account could be asked. */
export type Found = { people: FoundPerson[]; failed: boolean };

const NOTHING: Found = { people: [], failed: false };
/** A person who types faster is not finished. */
const PAUSE_MS = 300;
const SHORTEST_QUERY = 2;

/**
 * Searches people in the accounts, once the person has stopped typing. Answers to older queries are dropped.
 * @param query what is typed
 * @param accounts the ids of the accounts that can search
 */
export const createPeopleSearch = (query: () => string, accounts: () => readonly string[]): (() => Found) => {
  const [found, setFound] = createSignal(NOTHING);
  let latest = 0;
  createEffect(() => {
    const asked = query().trim();
    const ids = accounts();
    latest += 1;
    const turn = latest;
    if (asked.length < SHORTEST_QUERY || ids.length === 0) {
      setFound(NOTHING);
      return;
    }
    const timer = setTimeout(async () => {
      const next = await searchIn(ids, asked);
      if (turn === latest) setFound(next);
    }, PAUSE_MS);
    onCleanup(() => clearTimeout(timer));
  });
  onCleanup(() => {
    latest += 1;
  });
  return found;
};

const searchIn = async (accounts: readonly string[], query: string): Promise<Found> => {
  const answers = await Promise.all(
    accounts.map(async (account) => {
      // No toast: the person asked for conversations, too.
      const answer = await bridge.actOnCompanion({ kind: 'search', account, companion: 'people', query });
      if (!answer.ok || answer.value.kind !== 'people') return null;
      return answer.value.people.map((person) => ({ account, person }));
    }),
  );
  return { people: answers.flatMap((people) => people ?? []), failed: answers.every((people) => people === null) };
};
