import { errorCodeOf } from '../errors.ts';
import type { Profile, TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Logger } from '../ports.ts';

/** A server that cannot tell who is signed in is not asked with every list. */
const RETRY_MS = 5 * 60_000;
/** The list's hash tells of Talk's configuration only: that push has been switched on is found out by asking. */
const FRESH_MS = 6 * 3_600_000;

export interface ProfileWatchDeps {
  api: Pick<TalkApi, 'profile'>;
  clock: Clock;
  log: Logger;
  /** As signing in has just told it; null: it has to be asked for. */
  first: Profile | null;
  onProfile: (profile: Profile) => void;
}

/**
 * Who is signed in and what the server can do: known from signing in or asked once, and asked again when the list's hash
 * says that it has changed, and after some hours.
 */
export function createProfileWatch({ api, clock, log, first, onProfile }: ProfileWatchDeps) {
  /** Of the capabilities as last told; undefined: never. */
  let known: string | null | undefined;
  let toldAt = clock.now();
  let askAgainAt = 0;
  /** Null until the first list has come: while none does, nothing else would. */
  let profile: Profile | null = null;
  let closed = false;

  function take(found: Profile, hash: string | null): void {
    profile = found;
    known = hash;
    toldAt = clock.now();
    askAgainAt = 0;
    onProfile(found);
  }

  /** Name and colour are ornaments, and push is a comfort: without them, everything works by polling. */
  async function ask(hash: string | null): Promise<void> {
    askAgainAt = clock.now() + RETRY_MS;
    try {
      const found = await api.profile();
      if (!closed) take(found, hash);
    } catch (error) {
      log.warn(`profile: ${errorCodeOf(error)}`);
    }
  }

  /** An age below zero means that the clock was set back: nobody knows it then. */
  function isOld(): boolean {
    const age = clock.now() - toldAt;
    return age >= FRESH_MS || age < 0;
  }

  return {
    /** After each list. @param hash of the server's capabilities, as the list told it */
    synced(hash: string | null): void {
      if (known === undefined && first !== null) {
        take(first, hash);
        return;
      }
      const wait = askAgainAt - clock.now();
      // A longer wait than ever set: the clock was set back.
      if ((hash !== known || isOld()) && (wait <= 0 || wait > RETRY_MS)) void ask(hash);
    },
    /** As last told; null: never. */
    current: (): Profile | null => profile,
    stop(): void {
      closed = true;
    },
  };
}
