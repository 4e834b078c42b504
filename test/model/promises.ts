import type { Ledger, RoomTruth } from './ledger.ts';
import type { Sight } from './screen.ts';
import type { Due } from './settle.ts';
import { rings, type Told } from './verdict.ts';

/** What was true of a conversation when the app had to do without knowing its thread's level. */
interface Promised {
  truth: RoomTruth;
  /** It must ring before the end, for nothing has spoken against it. */
  binding: boolean;
}

/**
 * Messages of which the server has notified the user, and which the list of conversations did not make ring: each may ring
 * later, once. Posts in threads must have rung in the end; other messages were kept quiet by what the list told, for
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
    /** Has this message rung by itself, as the server announced it? */
    hasRung: (token: string, id: number): boolean => kept.has(`${token}/${id}`),
    open: (token: string): number[] => [...(promised.get(token)?.keys() ?? [])],
    /**
     * Does the server's own list explain this, as posts that the list of conversations did not make ring? A number does
     * not tell what it counts: where something must ring and nothing else has, it is that.
     * @param sights all that rang
     * @param waits need nothing have rung in this conversation yet?
     * @throws when one of them rings for the second time
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
    /** A post has rung on its own; a number may stand for any. */
    rang(sights: readonly Sight[]): void {
      for (const sight of sights) {
        if (sight.kind === 'message') {
          // Judged with this look's other notifications first: it is forgotten afterwards.
          const one = promised.get(sight.token)?.get(sight.id);
          if (one) one.binding = false;
        } else if (sight.kind === 'count' || sight.kind === 'digest')
          for (const [token, , one] of each())
            if (sight.kind === 'digest' || sight.token === token) one.binding = false;
      }
    },
    /** The app has considered these; what has not rung by itself is the server's to announce. */
    decide(dues: readonly Due[], sights: readonly Sight[], told: ReadonlyMap<string, Told>): void {
      const rung = new Set(sights.flatMap((sight) => (sight.kind === 'message' ? `${sight.token}/${sight.id}` : [])));
      const isCounted = (token: string): boolean =>
        sights.some((sight) => sight.kind === 'digest' || (sight.kind === 'count' && sight.token === token));
      for (const [token, posts] of promised)
        for (const id of posts.keys()) if (rung.has(`${token}/${id}`)) posts.delete(id);
      for (const { token, must, may, newest } of dues) {
        const now = ledger.snapshot(token);
        // What has been set since the list came, the app may have learned when it asked.
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
    /** The app was not to disturb, or has ended: what it had considered need not ring any more. */
    release(): void {
      for (const [, , one] of each()) one.binding = false;
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
        if (binding && isSame && !now.sensitive && entry && rings(now, entry, user))
          throw new Error(`${token}/${id} was announced by the server and has not rung`);
      }
    },
  };
}

/** Do both tell of messages, and of the same conversation if one of them names it? */
function isBeside(sight: Sight, other: Sight): boolean {
  if (other.kind !== 'message' && other.kind !== 'count' && other.kind !== 'digest') return false;
  if (!('token' in sight) || !('token' in other)) return true;
  return sight.token === other.token;
}
