import type { Ledger, RoomTruth } from './ledger.ts';
import type { Sight } from './screen.ts';
import type { Due } from './settle.ts';
import { rings, type Told } from './verdict.ts';

/** The state of a conversation when the app did not know its thread's level. */
interface Promised {
  truth: RoomTruth;
  /** Whether it must ring before the end, because nothing spoke against it. */
  binding: boolean;
}

/**
 * Creates the record of messages that the server has announced and that the list of conversations did not make ring:
 * each may ring later, once. Posts in threads must have rung in the end. The list kept other messages quiet, for
 * example by a level that was set after they had been written.
 */
export function createPromises(ledger: Ledger, user: string) {
  const promised = new Map<string, Map<number, Promised>>();
  let isBroken = false;
  const kept = new Set<string>();

  const each = (): [string, number, Promised][] =>
    [...promised].flatMap(([token, posts]) =>
      [...posts].map(([id, one]): [string, number, Promised] => [token, id, one]),
    );

  return {
    /** Returns whether this message has rung because the server announced it. */
    hasRung: (token: string, id: number): boolean => kept.has(`${token}/${id}`),
    open: (token: string): number[] => [...(promised.get(token)?.keys() ?? [])],
    /**
     * Returns whether the server's own list explains this notification, as posts that the list of conversations did not
     * make ring. A number does not say what it counts: if a post must ring and no other notification came, the number
     * counts it.
     * @param sights all notifications
     * @param waits whether this conversation need not have rung yet
     * @throws if one of them rings for the second time
     */
    isKept(sight: Sight, dues: readonly Due[], sights: readonly Sight[], waits: (token: string) => boolean): boolean {
      const posts = dues.flatMap(({ token, must, may }) => {
        const { entries } = ledger.snapshot(token);
        const told = entries.filter(({ id, announced }) => announced && may.has(id) && !must.has(id));
        return told.map(({ id }) => ({ token, id }));
      });
      const mustRing = (due: Due): boolean =>
        due.must.size > 0 &&
        !waits(due.token) &&
        (sight.kind === 'digest' || ('token' in sight && sight.token === due.token));
      const isOnly = sights.every((other) => other === sight || !isBeside(sight, other));
      if ((sight.kind === 'digest' || sight.kind === 'count') && isOnly && dues.some(mustRing)) return false;
      if (sight.kind === 'digest') return posts.length > 0;
      if (sight.kind === 'count') return posts.some(({ token }) => token === sight.token);
      if (sight.kind !== 'message') return false;
      const place = `${sight.token}/${sight.id}`;
      if (!posts.some(({ token, id }) => token === sight.token && id === sight.id)) return false;
      if (kept.has(place)) throw new Error(`${place} rang twice, as the server announced it`);
      kept.add(place);
      return true;
    },
    /** Forgets what rang before the app died: it had not stored that, and rings again. */
    forget(sights: Iterable<Sight>): void {
      for (const sight of sights) if (sight.kind === 'message') kept.delete(`${sight.token}/${sight.id}`);
    },
    /** Records posts that have rung on their own; a number may stand for any. */
    rang(sights: readonly Sight[]): void {
      for (const sight of sights) {
        if (sight.kind === 'message') {
          // The judge needs it with this list's other notifications first, and forgets it afterwards.
          const one = promised.get(sight.token)?.get(sight.id);
          if (one) one.binding = false;
        } else if (sight.kind === 'count' || sight.kind === 'digest')
          for (const [token, , one] of each())
            if (sight.kind === 'digest' || sight.token === token) one.binding = false;
      }
    },
    /** Records considered messages; those that have not rung are left to the server's announcements. */
    decide(dues: readonly Due[], sights: readonly Sight[], told: ReadonlyMap<string, Told>): void {
      const rung = new Set(sights.flatMap((sight) => (sight.kind === 'message' ? `${sight.token}/${sight.id}` : [])));
      const isCounted = (token: string): boolean =>
        sights.some((sight) => sight.kind === 'digest' || (sight.kind === 'count' && sight.token === token));
      for (const [token, posts] of promised)
        for (const id of posts.keys()) if (rung.has(`${token}/${id}`)) posts.delete(id);
      for (const { token, must, may, newest } of dues) {
        const now = ledger.snapshot(token);
        // The app may have learned of changes after the list from its own request.
        const truth = told.get(token)?.list ?? now;
        for (const { id, thread, announced } of now.entries) {
          const place = `${token}/${id}`;
          if (!announced || id > newest || must.has(id) || rung.has(place) || kept.has(place)) continue;
          const posts = promised.get(token) ?? new Map<number, Promised>();
          if (!posts.has(id))
            posts.set(id, { truth, binding: thread && may.has(id) && !isCounted(token) && !isBroken });
          promised.set(token, posts);
        }
      }
    },
    /**
     * Releases considered messages after "do not disturb" or the end of the app: they need not ring any more.
     * @param only those of this conversation
     */
    release(only?: string): void {
      for (const [token, , one] of each()) if (only === undefined || token === only) one.binding = false;
    },
    break(): void {
      isBroken = true;
      for (const [, , one] of each()) one.binding = false;
    },
    /** @throws with the first post that has not rung */
    expectKept(): void {
      for (const [token, id, { truth, binding }] of each()) {
        const now = ledger.snapshot(token);
        const entry = now.entries.find((one) => one.id === id);
        const isSame = (['level', 'threadLevel', 'threadLevelsSet', 'archived', 'member', 'sensitive'] as const).every(
          (part) => now[part] === truth[part],
        );
        const isLeft = id > now.everRead;
        if (binding && isLeft && isSame && !now.sensitive && entry && rings(now, entry, user))
          throw new Error(`${token}/${id} was announced by the server and has not rung`);
      }
    },
  };
}

/** Returns whether both are about messages, and of the same conversation if one of them names it. */
function isBeside(sight: Sight, other: Sight): boolean {
  if (other.kind !== 'message' && other.kind !== 'count' && other.kind !== 'digest') return false;
  if (!('token' in sight) || !('token' in other)) return true;
  return sight.token === other.token;
}
