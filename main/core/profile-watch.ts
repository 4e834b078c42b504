import { errorCodeOf } from './errors.ts';
import type { Profile, TalkApi } from './nextcloud/talk-api.ts';
import type { Clock, Logger } from './ports.ts';

/** A server that cannot tell who is signed in is not asked with every list. */
const RETRY_MS = 5 * 60_000;

export interface ProfileWatchDeps {
  api: Pick<TalkApi, 'profile'>;
  clock: Clock;
  log: Logger;
  onProfile: (profile: Profile) => void;
}

/** Who is signed in and what the server can do: asked once, and again when the list's hash says that it has changed. */
export function createProfileWatch({ api, clock, log, onProfile }: ProfileWatchDeps) {
  /** Of the capabilities as last fetched; undefined: never. */
  let known: string | null | undefined;
  let askAgainAt = 0;
  let profile: Profile | null = null;
  let closed = false;

  /** Name and colour are ornaments, and push is a comfort: without them, everything works by polling. */
  async function ask(hash: string | null): Promise<void> {
    askAgainAt = clock.now() + RETRY_MS;
    try {
      const found = await api.profile();
      if (closed) return;
      profile = found;
      known = hash;
      askAgainAt = 0;
      onProfile(found);
    } catch (error) {
      log.warn(`profile: ${errorCodeOf(error)}`);
    }
  }

  return {
    /** After each list. @param hash of the server's capabilities, as the list told it */
    synced(hash: string | null): void {
      const wait = askAgainAt - clock.now();
      // A longer wait than ever set: the clock was set back.
      if (hash !== known && (wait <= 0 || wait > RETRY_MS)) void ask(hash);
    },
    /** As last told; null: never. */
    current: (): Profile | null => profile,
    stop(): void {
      closed = true;
    },
  };
}
