import { describeError } from '../errors.ts';
import type { Profile, TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Logger } from '../ports.ts';

/** A server that cannot say who is signed in is not asked again with every list. */
const RETRY_MS = 5 * 60_000;
/** The list's hash covers Talk's configuration only, so the app must ask to notice that push has been switched on. */
const FRESH_MS = 6 * 3_600_000;

export interface ProfileWatchDeps {
  api: Pick<TalkApi, 'profile'>;
  clock: Clock;
  log: Logger;
  /** The profile that the sign-in has just fetched; null: it must be fetched. */
  first: Profile | null;
  onProfile: (profile: Profile) => void;
}

/**
 * Knows who is signed in and what the server can do. The profile comes from the sign-in or one request, and is fetched
 * again when the list's hash changes and after some hours.
 */
export function createProfileWatch({ api, clock, log, first, onProfile }: ProfileWatchDeps) {
  /** The capabilities' hash at the last fetch; undefined: there was none. */
  let known: string | null | undefined;
  let takenAt = clock.now();
  let askAgainAt = 0;
  /** Null until the first list has arrived: while lists fail, the profile request would fail, too. */
  let profile: Profile | null = null;
  let closed = false;

  function take(found: Profile, hash: string | null): void {
    profile = found;
    known = hash;
    takenAt = clock.now();
    askAgainAt = 0;
    onProfile(found);
  }

  /** Name and colour are ornaments and push is a comfort: without them, the app still works by polling. */
  async function ask(hash: string | null): Promise<void> {
    askAgainAt = clock.now() + RETRY_MS;
    try {
      const found = await api.profile();
      if (!closed) take(found, hash);
    } catch (error) {
      if (!closed) log.warn(`profile: ${describeError(error)}`);
    }
  }

  /** A negative age means that the clock was set back, so the real age is unknown. */
  function isOld(): boolean {
    const age = clock.now() - takenAt;
    return age >= FRESH_MS || age < 0;
  }

  return {
    /** Must be called after each list. @param hash of the server's capabilities, as sent with the list */
    synced(hash: string | null): void {
      if (known === undefined && first !== null) {
        take(first, hash);
        return;
      }
      const wait = askAgainAt - clock.now();
      // A wait longer than `RETRY_MS` means that the clock was set back.
      if ((hash !== known || isOld()) && (wait <= 0 || wait > RETRY_MS)) void ask(hash);
    },
    /** The last profile; null: none has arrived. */
    current: (): Profile | null => profile,
    stop(): void {
      closed = true;
    },
  };
}
